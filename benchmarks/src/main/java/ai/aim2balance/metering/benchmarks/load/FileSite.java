package ai.aim2balance.metering.benchmarks.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** Databases of an engine inside this process, each in a directory of its own, set to lose nothing. */
final class FileSite implements Site {
    private final Engine engine;
    private final Path root;
    private final AtomicInteger databases = new AtomicInteger();

    FileSite(Engine engine, Path parent) throws IOException {
        this.engine = engine;
        this.root = Files.createTempDirectory(Files.createDirectories(parent), "metering-load-" + engine + "-");
    }

    @Override
    public Database fresh() {
        Path directory = root.resolve("db" + databases.incrementAndGet());
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String url = url(directory);
        return new JdbcDatabase(
                engine, url, url, directory.resolve("ledger.db"), () -> size(directory), () -> delete(directory));
    }

    private String url(Path directory) {
        return switch (engine) {
            case H2 ->
                "jdbc:h2:file:" + directory.resolve("load")
                        + ";WRITE_DELAY=0;RETENTION_TIME=1000;LOCK_TIMEOUT=60000;DB_CLOSE_ON_EXIT=FALSE;USER=sa";
            case SQLITE ->
                "jdbc:sqlite:" + directory.resolve("load.db")
                        + "?journal_mode=WAL&synchronous=FULL&busy_timeout=60000&transaction_mode=IMMEDIATE";
            default -> throw new IllegalArgumentException("not in a file: " + engine);
        };
    }

    @Override
    public List<String> settings() {
        Path directory = root.resolve("settings");
        try {
            Files.createDirectories(directory);
            List<String> lines = new ArrayList<>();
            String url = url(directory);
            try (Connection connection = DriverManager.getConnection(url);
                    Statement statement = connection.createStatement()) {
                lines.add(connection.getMetaData().getDatabaseProductName() + " "
                        + connection.getMetaData().getDatabaseProductVersion());
                lines.add(engine == Engine.H2 ? ofH2(statement) : ofSqlite(statement));
            }
            lines.add("smallest question: " + RoundTrip.of(url));
            return lines;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage(), e);
        } finally {
            delete(directory);
        }
    }

    private static String ofH2(Statement statement) throws SQLException {
        try (ResultSet rows =
                statement.executeQuery("select distinct setting_name, setting_value from information_schema.settings"
                        + " where setting_name in ('WRITE_DELAY', 'RETENTION_TIME', 'CREATE_BUILD', 'DEFAULT_LOCK_TIMEOUT')"
                        + " order by 1")) {
            StringBuilder line = new StringBuilder("checkpoint sync after each commit");
            while (rows.next()) {
                line.append(", ").append(rows.getString(1)).append('=').append(rows.getString(2));
            }
            return line.toString();
        }
    }

    private static String ofSqlite(Statement statement) throws SQLException {
        StringBuilder line = new StringBuilder("one connection");
        for (String pragma : List.of("journal_mode", "synchronous", "fullfsync", "wal_autocheckpoint", "page_size")) {
            try (ResultSet row = statement.executeQuery("pragma " + pragma)) {
                row.next();
                line.append(", ").append(pragma).append('=').append(row.getString(1));
            }
        }
        return line.toString();
    }

    @Override
    public Path directory() {
        return root;
    }

    @Override
    public long serverCpu() {
        return -1;
    }

    @Override
    public void close() {
        delete(root);
    }

    private static long size(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            long sum = 0;
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                sum += Files.size(file);
            }
            return sum;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
