package ai.aim2balance.metering.it.proof;

import ai.aim2balance.metering.it.postgres.PostgresServer;
import ai.aim2balance.metering.it.postgres.TestPostgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;

/** PostgreSQL on a server of its own; data is a database. */
final class PostgresTarget implements Target.Server {
    private static final int MOST_WAITS = 1_000;
    private static final long PAUSE = 10;

    private final Path directory;
    private final PostgresServer server;
    private String database;

    PostgresTarget() {
        this(Directories.create("postgres"), Map.of());
    }

    /** In a directory of its own, which is deleted with it. */
    PostgresTarget(Path directory, Map<String, String> settings) {
        this.directory = directory;
        Map<String, String> all = new HashMap<>(settings);
        all.put("max_connections", "200");
        server = PostgresServer.start(directory, all);
        database = server.newDatabase();
    }

    @Override
    public String name() {
        return "postgres";
    }

    @Override
    public void fresh() {
        String before = database;
        database = server.newDatabase();
        TestPostgres.execute(server.url("postgres", port()), "drop database " + before + " with (force)");
    }

    @Override
    public String location() {
        return location(port());
    }

    @Override
    public String location(int throughPort) {
        return server.url(database, throughPort) + "&ApplicationName=proof";
    }

    @Override
    public int port() {
        return server.port();
    }

    /** The server's own settings must be those of a durable one, whatever starts it. */
    String setting(String name) {
        return query("show " + name);
    }

    PostgresServer server() {
        return server;
    }

    /** A dead client's statement goes on in the server until it notices. */
    @Override
    public void awaitQuiet() {
        for (int i = 0; i < MOST_WAITS; i++) {
            if (query("select count(*) from pg_stat_activity where application_name = 'proof'")
                    .equals("0")) {
                return;
            }
            try {
                Thread.sleep(PAUSE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted", e);
            }
        }
        throw new IllegalStateException("connections of dead processes do not end");
    }

    @Override
    public void kill() {
        server.kill();
    }

    @Override
    public void stopImmediately() {
        server.stopImmediately();
    }

    @Override
    public void restart() {
        server.restart();
    }

    @Override
    public void pause() {
        server.pause();
    }

    @Override
    public void resume() {
        server.resume();
    }

    @Override
    public void close() {
        server.close();
        Directories.delete(directory);
    }

    String query(String sql) {
        try (Connection connection =
                        TestPostgres.source(server.url(database, port())).getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        } catch (SQLException e) {
            throw new IllegalStateException(sql + ": " + e.getMessage(), e);
        }
    }
}
