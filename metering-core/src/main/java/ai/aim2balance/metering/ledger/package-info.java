/**
 * The ledger: every call booked exactly once, every balance provable. {@link
 * ai.aim2balance.metering.ledger.Metering} is the one entrance. Amounts only: what a call costs is decided in {@code
 * pricing}, what it weighs in {@code environment}, how entries reach a disk in a {@code store}.
 */
@NullMarked
package ai.aim2balance.metering.ledger;

import org.jspecify.annotations.NullMarked;
