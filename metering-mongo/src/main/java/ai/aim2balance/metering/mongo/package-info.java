/** Keeps the ledger in a MongoDB database. */
@NullMarked
package ai.aim2balance.metering.mongo;

import org.jspecify.annotations.NullMarked;
