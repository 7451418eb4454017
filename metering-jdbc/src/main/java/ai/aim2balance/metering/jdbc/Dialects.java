package ai.aim2balance.metering.jdbc;

import ai.aim2balance.metering.InvalidInputException;
import ai.aim2balance.metering.store.MeteringStoreException;
import ai.aim2balance.metering.store.MeteringStoreException.Outcome;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Tells by a connection which database it is. */
final class Dialects {
    private Dialects() {}

    static Dialect of(DataSource source, JdbcOptions options) {
        Tables tables = new Tables(options.tablePrefix());
        try (Connection connection = source.getConnection()) {
            String product = connection.getMetaData().getDatabaseProductName();
            return switch (product) {
                case "PostgreSQL" -> new PostgresDialect(tables, options.timeLimit());
                case "SQLite" -> new SqliteDialect(tables, options.timeLimit(), null);
                case "H2" ->
                    throw new InvalidInputException(
                            "database",
                            product,
                            "PostgreSQL or SQLite: H2 lost acknowledged entries when its process was killed");
                default -> throw new InvalidInputException("database", product, "PostgreSQL, SQLite");
            };
        } catch (SQLException e) {
            throw new MeteringStoreException(Outcome.NOT_APPLIED, "no connection: " + e.getMessage(), e);
        }
    }
}
