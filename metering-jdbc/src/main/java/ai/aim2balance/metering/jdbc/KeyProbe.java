package ai.aim2balance.metering.jdbc;

import ai.aim2balance.metering.entry.EntryRow;
import ai.aim2balance.metering.store.AppendResult;
import ai.aim2balance.metering.store.KeyTrial;
import ai.aim2balance.metering.store.MeteringStoreException;
import ai.aim2balance.metering.store.MeteringStoreException.Outcome;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.List;

/**
 * Tries both unique keys by writes that are rolled back. A table whose keys are missing (a copy of the data, a dropped
 * index) would book calls twice, and nothing else would show it.
 */
final class KeyProbe {
    private final Dialect dialect;
    private final Tables tables;
    private final KeyTrial trial = new KeyTrial();

    KeyProbe(Dialect dialect, Tables tables) {
        this.dialect = dialect;
        this.tables = tables;
    }

    void check(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        try {
            AppendResult first = dialect.insertOpen(connection, List.of(row(1, "first")));
            if (first.committed() != 1) {
                throw failed("does not take an entry: " + first);
            }
            expect(connection, row(1, "second"), AppendResult.Refusal.SEQ, tables.seqKey());
            expect(connection, row(2, "first"), AppendResult.Refusal.ID, tables.postingKey());
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    private void expect(Connection connection, EntryRow row, AppendResult.Refusal refusal, String key)
            throws SQLException {
        Savepoint before = connection.setSavepoint();
        AppendResult result = dialect.insertOpen(connection, List.of(row));
        connection.rollback(before);
        if (result.refusal() != refusal) {
            throw failed("has no unique key " + key + ": a second entry with its values gave " + result);
        }
    }

    private MeteringStoreException failed(String what) {
        return new MeteringStoreException(Outcome.REJECTED, "table " + tables.entry() + " " + what, null);
    }

    private EntryRow row(long seq, String id) {
        return EntryRow.of(trial.entry(seq, id));
    }
}
