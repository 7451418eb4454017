/** JMH benchmarks of the hot paths. They measure, they do not test. */
@NullMarked
package ai.aim2balance.metering.benchmarks;

import org.jspecify.annotations.NullMarked;
