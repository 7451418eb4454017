/** Keeps the ledger in a relational database, over plain JDBC. */
@NullMarked
package ai.aim2balance.metering.jdbc;

import org.jspecify.annotations.NullMarked;
