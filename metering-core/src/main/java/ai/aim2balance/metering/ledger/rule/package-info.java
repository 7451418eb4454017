/**
 * The rules of the ledger: for each kind of posting one small class that says whether it may be applied and what it
 * changes, a pure function of the account, the posting and the time. Not exported; no store, no threads.
 */
@NullMarked
package ai.aim2balance.metering.ledger.rule;

import org.jspecify.annotations.NullMarked;
