package ai.aim2balance.metering.jdbc;

import ai.aim2balance.metering.entry.AccountId;
import ai.aim2balance.metering.entry.EntryRow;
import ai.aim2balance.metering.store.AppendResult;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** Inserts a batch with one statement, or says which key it broke. Immutable. */
final class PostgresAppend {
    private final PostgresInsert insert;
    private final PostgresLocks locks;
    private final Duration limit;
    private final Refusals refusals;

    PostgresAppend(Tables tables, PostgresLocks locks, Duration limit) {
        this.insert = new PostgresInsert(tables);
        this.locks = locks;
        this.limit = limit;
        this.refusals = new Refusals(tables);
    }

    /** Keeps out of the way of those who have an account alone, for a while. One round trip. */
    AppendResult courteous(Connection connection, List<EntryRow> batch) throws SQLException {
        List<AccountId> accounts =
                batch.stream().map(EntryRow::account).distinct().toList();
        long begun = System.nanoTime();
        try {
            return insert(connection, locks.shared(accounts, limit).add("; ").add(insert.of(batch)), batch);
        } catch (SQLException e) {
            if (!PostgresLocks.waitedTooLong(e, begun, limit)) {
                throw e;
            }
            return insert(
                    connection,
                    locks.settingsByKey(limit, Duration.ZERO).add("; ").add(insert.of(batch)),
                    batch);
        }
    }

    /** Inserts in the open transaction, which has its settings and locks, and ends it. One round trip. */
    AppendResult andCommit(Connection connection, List<EntryRow> batch) throws SQLException {
        return insert(connection, insert.of(batch).add("; commit"), batch);
    }

    /** Inserts in the open transaction and leaves it open. */
    AppendResult open(Connection connection, List<EntryRow> batch) throws SQLException {
        return insert(connection, insert.of(batch), batch);
    }

    private AppendResult insert(Connection connection, Sql sql, List<EntryRow> batch) throws SQLException {
        try {
            int inserted = PostgresResults.inserted(connection, sql);
            return inserted == batch.size()
                    ? AppendResult.all(inserted)
                    : AppendResult.refused(0, AppendResult.Refusal.PREDECESSOR);
        } catch (SQLException e) {
            AppendResult.Refusal refusal = refusals.of(e);
            return AppendResult.refused(0, refusal, Refusals.account(e, batch));
        }
    }
}
