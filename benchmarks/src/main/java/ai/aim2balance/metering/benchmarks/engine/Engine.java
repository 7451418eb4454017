package ai.aim2balance.metering.benchmarks.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A database with settings, as {@code name:KEY=VALUE;KEY=VALUE} says. */
abstract class Engine {
    private final String spec;
    final Map<String, String> settings;

    Engine(String spec, Map<String, String> defaults) {
        this.spec = spec;
        this.settings = new LinkedHashMap<>(defaults);
        int colon = spec.indexOf(':');
        if (colon >= 0) {
            for (String pair : List.of(spec.substring(colon + 1).split(";", -1))) {
                int equals = pair.indexOf('=');
                settings.put(pair.substring(0, equals), pair.substring(equals + 1));
            }
        }
    }

    static Engine of(String spec) {
        if (spec.startsWith("h2")) {
            return new H2Engine(spec);
        }
        if (spec.startsWith("sqlite")) {
            return new SqliteEngine(spec);
        }
        throw new IllegalArgumentException("h2 or sqlite, not " + spec);
    }

    abstract Connection open(Path folder) throws SQLException;

    /** Forces what was committed to the disk, if the commit has not. */
    abstract void force(Connection connection) throws SQLException;

    /** The type of an exact decimal. */
    abstract String decimal();

    /** What an index on due entries alone ends with, if the engine can have one. */
    abstract String whereDue();

    /** Looks for damage; {@code ok} when there is none. */
    abstract String check(Connection connection) throws SQLException;

    final void create(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String line : Rows.ddl(this)) {
                statement.execute(line);
            }
        }
        if (!connection.getAutoCommit()) {
            connection.commit();
        }
    }

    static long bytes(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            long sum = 0;
            for (Path file : files.toList()) {
                sum += Files.exists(file) ? Files.size(file) : 0;
            }
            return sum;
        }
    }

    @Override
    public final String toString() {
        return spec;
    }
}
