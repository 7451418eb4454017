module consumer {
    requires ai.aim2balance.metering.core;
    requires ai.aim2balance.metering.jdbc;
    requires org.xerial.sqlitejdbc;
}
