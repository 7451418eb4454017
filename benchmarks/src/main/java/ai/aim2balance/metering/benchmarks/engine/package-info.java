/** Trials of embedded databases on plain JDBC, from before one of them was chosen. They measure, they do not test. */
@NullMarked
package ai.aim2balance.metering.benchmarks.engine;

import org.jspecify.annotations.NullMarked;
