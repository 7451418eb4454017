/**
 * What is booked: accounts, entries, the account's state after each entry, and the exact amounts of a call. Facts only;
 * whether an entry may follow another is decided in {@code ledger}, and how it reaches a disk in a {@code store}.
 */
@NullMarked
package ai.aim2balance.metering.entry;

import org.jspecify.annotations.NullMarked;
