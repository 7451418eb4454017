/**
 * What all rooms share: the error for input that cannot be accepted. No rule of pricing, environment or ledger lives
 * here. The entrance to all of it is {@link ai.aim2balance.metering.ledger.Metering}; {@code usage}, {@code pricing} and
 * {@code environment} can be used without it.
 *
 * <p>For all exported packages: parameters and results are never null unless marked so. Records, enums and final classes
 * are immutable and thread-safe unless their description says otherwise; builders and
 * {@link ai.aim2balance.metering.usage.UsageStream} are for one thread. Collections that are returned cannot be modified
 * unless it is said.
 */
@NullMarked
package ai.aim2balance.metering;

import org.jspecify.annotations.NullMarked;
