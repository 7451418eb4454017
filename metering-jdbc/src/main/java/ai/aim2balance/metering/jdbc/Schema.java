package ai.aim2balance.metering.jdbc;

import ai.aim2balance.metering.store.MeteringStoreException;
import ai.aim2balance.metering.store.MeteringStoreException.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** Creates or checks the tables. The statements stand in a file for each database and version. */
final class Schema {
    /** The version that this library reads and writes. */
    static final int VERSION = 1;

    private final Tables tables;
    private final Dialect dialect;

    Schema(Tables tables, Dialect dialect) {
        this.tables = tables;
        this.dialect = dialect;
    }

    /** Brings the tables into the state that the mode asks for. Any number of nodes may do so at once. */
    void open(Connection connection, SchemaMode mode) throws SQLException {
        if (mode == SchemaMode.CREATE) {
            create(connection);
        }
        if (mode != SchemaMode.NONE) {
            validate(connection);
        }
    }

    private void create(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            dialect.lockSchema(connection);
            for (String sql : statements()) {
                statement.execute(sql);
            }
            dialect.alignArrival(connection);
            connection.commit();
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    private void validate(Connection connection) throws SQLException {
        int version;
        try (PreparedStatement statement =
                        Sql.of("select max(version) from " + tables.schema()).prepare(connection);
                ResultSet rows = statement.executeQuery()) {
            rows.next();
            version = rows.getInt(1);
        } catch (SQLException e) {
            throw refused("table " + tables.schema() + " cannot be read", e);
        }
        if (version != VERSION) {
            throw refused(
                    "table " + tables.schema() + " says version " + version + ", this library needs " + VERSION, null);
        }
        try (PreparedStatement statement = Sql.of("select " + Columns.all() + ", arrival_tx, arrival_n from "
                                + tables.entry() + " where seq < 0")
                        .prepare(connection);
                ResultSet rows = statement.executeQuery()) {
            rows.next();
        } catch (SQLException e) {
            throw refused("table " + tables.entry() + " is not as it has to be", e);
        }
    }

    private MeteringStoreException refused(String message, @Nullable SQLException cause) {
        return new MeteringStoreException(
                Outcome.REJECTED,
                message + (cause == null ? "" : ": " + cause.getMessage()) + "; run " + file()
                        + " or open the store with SchemaMode.CREATE",
                cause);
    }

    private String file() {
        return dialect.name() + "-" + VERSION + ".sql";
    }

    /** The statements of the file, with the names of this store. */
    String[] statements() {
        try (InputStream in = Schema.class.getResourceAsStream(file())) {
            if (in == null) {
                throw new IllegalStateException(file() + " is not in the jar");
            }
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .replaceAll("(?m)^\\s*--.*$", "")
                    .replace("${table}", tables.prefix())
                    .replace("${name}", tables.plainPrefix());
            return text.trim().split(";\\s*");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
