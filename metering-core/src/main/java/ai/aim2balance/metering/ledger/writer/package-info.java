/**
 * How postings become entries: lanes in which one caller commits for all that wait, remembered heads, and what to do when
 * a store refuses, fails, or leaves it open what it did. Not exported; rules are in {@code ledger.rule}.
 */
@NullMarked
package ai.aim2balance.metering.ledger.writer;

import org.jspecify.annotations.NullMarked;
