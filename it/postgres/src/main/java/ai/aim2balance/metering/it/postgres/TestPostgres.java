package ai.aim2balance.metering.it.postgres;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A real PostgreSQL, durable as in production: one embedded server for each JVM, started when it is first asked for and
 * stopped with the JVM; or the server of {@code -Dmetering.test.postgres.url=jdbc:postgresql://host/db?user=…&password=…},
 * whose user must be allowed to create databases. Thread-safe.
 */
public final class TestPostgres {
    /** Names a server that runs already. */
    public static final String URL_PROPERTY = "metering.test.postgres.url";

    private static final AtomicInteger DATABASES = new AtomicInteger();
    private static @Nullable String admin;

    private TestPostgres() {}

    /**
     * A new, empty database.
     *
     * @return its URL, with user and password in it
     */
    public static String newDatabase() {
        String name = "metering_" + ProcessHandle.current().pid() + "_" + System.nanoTime() + "_"
                + DATABASES.incrementAndGet();
        String url = admin();
        execute(url, "create database " + name);
        return url.replaceFirst("(jdbc:postgresql://[^/]+/)[^?]*", "$1" + name);
    }

    /**
     * A source of connections that are not pooled.
     *
     * @param url of a database
     * @return the source
     */
    public static PGSimpleDataSource source(String url) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(url);
        return source;
    }

    /**
     * Runs a statement on a connection of its own.
     *
     * @param url of a database
     * @param sql the statement
     */
    public static void execute(String url, String sql) {
        try (Connection connection = source(url).getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql + " on the test server: " + e.getMessage(), e);
        }
    }

    private static synchronized String admin() {
        String url = admin;
        if (url == null) {
            String given = System.getProperty(URL_PROPERTY, "");
            url = given.isEmpty() ? start() : given;
            admin = url;
        }
        return url;
    }

    private static String start() {
        try {
            EmbeddedPostgres server = EmbeddedPostgres.builder()
                    // the builder's own defaults are made for speed: here what is acknowledged must be on the disk
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .setServerConfig("full_page_writes", "on")
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> close(server), "stop-postgres"));
            return server.getJdbcUrl("postgres", "postgres");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void close(EmbeddedPostgres server) {
        try {
            server.close();
        } catch (IOException e) {
            System.err.println("the test server does not stop: " + e.getMessage());
        }
    }
}
