/** What a ledger on MongoDB costs, beside the way that is common there today. */
@NullMarked
package ai.aim2balance.metering.benchmarks.mongo;

import org.jspecify.annotations.NullMarked;
