package ai.aim2balance.metering.benchmarks.engine;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.TransactionMode;

/** SQLite with a write-ahead log, its settings being pragmas. */
final class SqliteEngine extends Engine {
    SqliteEngine(String spec) {
        super(spec, defaults());
    }

    private static Map<String, String> defaults() {
        Map<String, String> pragmas = new LinkedHashMap<>();
        pragmas.put("page_size", "8192");
        pragmas.put("journal_mode", "WAL");
        pragmas.put("synchronous", "FULL");
        pragmas.put("wal_autocheckpoint", "1000");
        pragmas.put("cache_size", "-16384");
        pragmas.put("busy_timeout", "5000");
        return pragmas;
    }

    @Override
    Connection open(Path folder) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setTransactionMode(TransactionMode.IMMEDIATE);
        Connection connection = config.createConnection(
                "jdbc:sqlite:" + folder.resolve("ledger.db").toAbsolutePath());
        try (Statement statement = connection.createStatement()) {
            for (Map.Entry<String, String> pragma : settings.entrySet()) {
                statement.execute("pragma " + pragma.getKey() + " = " + pragma.getValue());
            }
        }
        return connection;
    }

    @Override
    void force(Connection connection) {}

    @Override
    String decimal() {
        return "text";
    }

    @Override
    String whereDue() {
        return " where due_at is not null";
    }

    @Override
    String check(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("pragma integrity_check")) {
            result.next();
            return result.getString(1);
        }
    }
}
