/**
 * Keeps the ledger in PostgreSQL or in an embedded database.
 */
module ai.aim2balance.metering.jdbc {
    requires transitive ai.aim2balance.metering.core;
    requires transitive java.sql;
    requires static transitive org.jspecify;
    requires org.slf4j;
    requires static org.xerial.sqlitejdbc;

    exports ai.aim2balance.metering.jdbc;
}
