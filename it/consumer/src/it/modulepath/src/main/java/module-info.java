module consumer {
    requires ai.aim2balance.metering.core;
    requires ai.aim2balance.metering.jdbc;
    requires ai.aim2balance.metering.mongo;
    requires org.xerial.sqlitejdbc;
}
