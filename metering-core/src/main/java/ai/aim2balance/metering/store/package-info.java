/**
 * How entries are kept: one small interface that a database adapter implements, and the in-memory store by which adapters
 * are judged. A store knows entries and two unique keys; it knows no rule of the ledger.
 */
@NullMarked
package ai.aim2balance.metering.store;

import org.jspecify.annotations.NullMarked;
