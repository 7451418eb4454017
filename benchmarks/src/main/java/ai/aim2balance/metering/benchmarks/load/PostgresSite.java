package ai.aim2balance.metering.benchmarks.load;

import ai.aim2balance.metering.it.postgres.TestPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A PostgreSQL server, embedded or given; behind a proxy where the run has a delay. */
final class PostgresSite implements Site {
    private static final List<String> SETTINGS = List.of(
            "fsync",
            "synchronous_commit",
            "full_page_writes",
            "wal_sync_method",
            "shared_buffers",
            "max_wal_size",
            "max_connections");

    private final String home = TestPostgres.newDatabase();
    private final @Nullable LatencyProxy proxy;
    private final @Nullable ServerCpu cpu;

    PostgresSite(Duration delay) throws IOException {
        this.proxy = delay.isZero() ? null : new LatencyProxy(host(home), port(home), delay);
        this.cpu = cpu(home);
    }

    @Override
    public Database fresh() {
        String direct = TestPostgres.newDatabase();
        String name = direct.replaceFirst("^jdbc:postgresql://[^/]+/([^?]*).*$", "$1");
        return new JdbcDatabase(
                Engine.POSTGRES,
                behindProxy(direct),
                direct,
                null,
                () -> Long.parseLong(ask(direct, "select pg_database_size(current_database())")),
                () -> TestPostgres.execute(home, "drop database " + name));
    }

    /** A database that another process of the run has made. */
    static Database attach(String url) {
        return new JdbcDatabase(Engine.POSTGRES, url, url, null, () -> 0, () -> {});
    }

    private String behindProxy(String url) {
        return proxy == null
                ? url
                : url.replaceFirst("^jdbc:postgresql://[^/]+/", "jdbc:postgresql://127.0.0.1:" + proxy.port() + "/");
    }

    @Override
    public List<String> settings() {
        List<String> lines = new ArrayList<>();
        lines.add(ask(home, "select version()"));
        StringBuilder settings = new StringBuilder();
        for (String name : SETTINGS) {
            settings.append(settings.isEmpty() ? "" : ", ")
                    .append(name)
                    .append('=')
                    .append(ask(home, "show " + name));
        }
        lines.add(settings.toString());
        lines.add("round trip of select 1: "
                + RoundTrip.of(behindProxy(home))
                + (proxy == null ? "" : " through the proxy, " + RoundTrip.of(home) + " without"));
        return lines;
    }

    @Override
    public @Nullable Path directory() {
        Path data = Path.of(ask(home, "show data_directory"));
        return Files.isWritable(data) ? data : null;
    }

    @Override
    public long serverCpu() {
        try {
            return cpu == null ? -1 : cpu.nanos();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        if (proxy != null) {
            proxy.close();
        }
    }

    private static @Nullable ServerCpu cpu(String url) throws IOException {
        // the process of a connection lives as long as that
        try (Connection connection = TestPostgres.source(url).getConnection()) {
            return ServerCpu.of(Integer.parseInt(ask(connection, "select pg_backend_pid()")));
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    private static String host(String url) {
        return URI.create(url.substring("jdbc:".length())).getHost();
    }

    private static int port(String url) {
        int port = URI.create(url.substring("jdbc:".length())).getPort();
        return port < 0 ? 5432 : port;
    }

    private static String ask(String url, String sql) {
        try (Connection connection = TestPostgres.source(url).getConnection()) {
            return ask(connection, sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql + ": " + e.getMessage(), e);
        }
    }

    private static String ask(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }
}
