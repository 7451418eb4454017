/** The load driver: one workload against any store, interleaved with the ways that are common today. */
@NullMarked
package ai.aim2balance.metering.benchmarks.load;

import org.jspecify.annotations.NullMarked;
