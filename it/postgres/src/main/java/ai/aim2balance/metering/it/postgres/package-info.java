/** A real PostgreSQL for tests and benchmarks. */
@NullMarked
package ai.aim2balance.metering.it.postgres;

import org.jspecify.annotations.NullMarked;
