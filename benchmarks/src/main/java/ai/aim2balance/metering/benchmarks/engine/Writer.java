package ai.aim2balance.metering.benchmarks.engine;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** One connection that appends groups of rows, each group one commit that is on the disk when the call returns. */
final class Writer implements AutoCloseable {
    private final Engine engine;
    private final Connection connection;
    private final PreparedStatement insert;
    private final Rows rows;
    private long next;
    private long group;

    Writer(Engine engine, Path folder, Rows rows) throws SQLException {
        this.engine = engine;
        this.rows = rows;
        this.connection = engine.open(folder);
        engine.create(connection);
        connection.setAutoCommit(false);
        this.insert = Rows.insert(connection);
    }

    /** Goes on behind the rows that are there; returns how many. */
    long resume() throws SQLException {
        next = rows.recovered(connection);
        group = next;
        connection.commit();
        return next;
    }

    long next() {
        return next;
    }

    void append(int size) throws SQLException {
        for (int n = 0; n < size; n++) {
            rows.fill(insert, next + n, group, n);
            insert.addBatch();
        }
        insert.executeBatch();
        connection.commit();
        engine.force(connection);
        next += size;
        group++;
    }

    Connection connection() {
        return connection;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
