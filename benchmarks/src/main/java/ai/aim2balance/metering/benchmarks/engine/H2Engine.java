package ai.aim2balance.metering.benchmarks.engine;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;

/** H2. {@code CHECKPOINT=none} leaves the forcing out, {@code FS=async} reads and writes through that file system. */
final class H2Engine extends Engine {
    H2Engine(String spec) {
        super(spec, Map.of("WRITE_DELAY", "0", "RETENTION_TIME", "1000", "DB_CLOSE_ON_EXIT", "FALSE"));
    }

    @Override
    Connection open(Path folder) throws SQLException {
        StringBuilder url = new StringBuilder("jdbc:h2:");
        if (settings.containsKey("FS")) {
            url.append(settings.get("FS")).append(':');
        }
        url.append(folder.resolve("ledger").toAbsolutePath());
        settings.forEach((key, value) -> {
            if (!key.equals("FS") && !key.equals("CHECKPOINT") && !value.equals("default")) {
                url.append(';').append(key).append('=').append(value);
            }
        });
        return DriverManager.getConnection(url.toString(), "sa", "");
    }

    @Override
    void force(Connection connection) throws SQLException {
        if (!"none".equals(settings.get("CHECKPOINT"))) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("checkpoint sync");
            }
        }
    }

    @Override
    String decimal() {
        return "decimal(38, 18)";
    }

    @Override
    String whereDue() {
        return "";
    }

    @Override
    String check(Connection connection) throws SQLException {
        // H2 has no check of its own: the rows must be the same by the table and by each index.
        try (Statement statement = connection.createStatement();
                ResultSet counts =
                        statement.executeQuery("select (select count(*) from (select * from entry where json > '')),"
                                + " (select count(*) from entry where arrival_tx > -1),"
                                + " (select count(*) from entry where tenant > '' and occurred_at > -1)")) {
            counts.next();
            long table = counts.getLong(1);
            return table == counts.getLong(2) && table == counts.getLong(3)
                    ? "ok"
                    : "rows " + table + ", by arrival " + counts.getLong(2) + ", by time " + counts.getLong(3);
        }
    }
}
