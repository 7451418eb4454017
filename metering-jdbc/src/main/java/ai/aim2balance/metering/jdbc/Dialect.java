package ai.aim2balance.metering.jdbc;

import ai.aim2balance.metering.entry.AccountId;
import ai.aim2balance.metering.entry.Entry;
import ai.aim2balance.metering.entry.EntryColumn;
import ai.aim2balance.metering.entry.EntryRow;
import ai.aim2balance.metering.store.AppendResult;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** What one database does in another way than the others. Connections come in autocommit mode. Thread-safe. */
interface Dialect {
    /** How it is called in names of files. */
    String name();

    /** Whether a network is between: then connections can hang, and are cut. */
    boolean isRemote();

    /** How many batches at once help. */
    int lanes(int wanted);

    /**
     * Refuses what would lose or confuse entries.
     *
     * @return what it is and how durable, in one line
     */
    String check(Connection connection) throws SQLException;

    /** Keeps other nodes that do the same out until the transaction ends. */
    void lockSchema(Connection connection) throws SQLException;

    /** Sees to it that entries that are added now arrive behind those that are there. Repeatable. */
    void alignArrival(Connection connection) throws SQLException;

    /** What a query gives. */
    @FunctionalInterface
    interface Reading<T> {
        T of(ResultSet rows) throws SQLException;
    }

    /** Asks within a time limit that the database keeps. */
    <T> T query(Connection connection, Sql sql, Duration limit, Reading<T> reading) throws SQLException;

    /** As {@link #query}, for rows that are found by their keys, one by one. */
    default <T> T search(Connection connection, Sql sql, Duration limit, Reading<T> reading) throws SQLException {
        return query(connection, sql, limit, reading);
    }

    /** Finds entries of an account by their posting ids, in order of their numbers, however long the chain is. */
    Sql byIds(AccountId account, Collection<String> ids);

    /** Finds entries of an account by what they refer to, in order of their numbers, however long the chain is. */
    Sql byReferences(AccountId account, Collection<Long> refersTo);

    Map<AccountId, Entry> heads(Connection connection, Collection<AccountId> accounts, Duration limit)
            throws SQLException;

    /** All of a batch, or none; what is all is on the disk. */
    AppendResult append(Connection connection, List<EntryRow> batch) throws SQLException;

    /** Inserts a batch, or nothing of it, in the open transaction and leaves that open. */
    AppendResult insertOpen(Connection connection, List<EntryRow> batch) throws SQLException;

    /** Begins a transaction that has the accounts to itself, as far as others are courteous. */
    Exclusive exclusive(Connection connection, Collection<AccountId> accounts) throws SQLException;

    /** A transaction that has some accounts to itself. */
    interface Exclusive extends AutoCloseable {
        Map<AccountId, Entry> heads() throws SQLException;

        /** Commits, as {@link Dialect#append}. */
        AppendResult append(List<EntryRow> batch) throws SQLException;

        /** Ends it, whatever was done. */
        @Override
        void close();
    }

    /** A condition on the text of a column: it has another text in it, in any case of the letters A to Z alone. */
    Sql contains(String column, String text);

    /** The exact sum of a column of whole numbers or decimals, as one column. */
    String sum(EntryColumn column);

    /** What {@link #sum} gave. */
    BigDecimal readSum(ResultSet row, int place) throws SQLException;

    /** A condition on entries: nothing can arrive before them any more. */
    String arrived();

    /** Releases what belongs to the store alone. */
    default void close() {}
}
