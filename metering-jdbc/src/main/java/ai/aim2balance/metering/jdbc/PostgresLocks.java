package ai.aim2balance.metering.jdbc;

import ai.aim2balance.metering.entry.AccountId;
import ai.aim2balance.metering.store.MeteringStore;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.TreeSet;

/**
 * Advisory locks of accounts, which end with their transaction. Writers that know their heads share them; whoever reads
 * heads first has them alone. The server hands them out in the order of asking, so no node starves. Accounts share a few
 * keys, because each lock takes a place in a table of the server; keys are always taken in order. Immutable.
 */
final class PostgresLocks {
    private static final int KEYS = 64;
    private static final int SCHEMA_KEY = -1;
    private static final String LOCK_NOT_AVAILABLE = "55P03";
    private static final String QUERY_CANCELED = "57014";

    /** So that tables of other prefixes have other locks. */
    private final int space;

    PostgresLocks(Tables tables) {
        this.space = ("metering " + tables.prefix()).hashCode();
    }

    /**
     * The settings of a transaction that begins with them: what a commit waits for is never less than its place on the
     * server's disk, whatever the connection is set to.
     */
    Sql settings(Duration statement, Duration lock) {
        return limits(statement, lock)
                .add(", case current_setting('synchronous_commit') when 'off' then"
                        + " set_config('synchronous_commit', 'on', true) end");
    }

    /**
     * The same for statements that are sent again and again and find rows by their keys: planned once, and never with the
     * plan that was good for an empty table: what has an order is read in the order of a key.
     */
    Sql settingsByKey(Duration statement, Duration lock) {
        return settings(statement, lock)
                .add(", set_config('plan_cache_mode', 'force_generic_plan', true),"
                        + " set_config('enable_seqscan', 'off', true), set_config('enable_sort', 'off', true)");
    }

    private static Sql limits(Duration statement, Duration lock) {
        return Sql.of("select set_config('statement_timeout', ")
                .value(millis(statement))
                .add(", true), set_config('lock_timeout', ")
                .value(millis(lock))
                .add(", true)");
    }

    private static String millis(Duration duration) {
        return Long.toString(duration.toMillis());
    }

    /** Settings and locks that others may have too. */
    Sql shared(Collection<AccountId> accounts, Duration limit) {
        return locked("pg_advisory_xact_lock_shared", accounts, limit);
    }

    /** Settings and locks that nobody else has. */
    Sql alone(Collection<AccountId> accounts, Duration limit) {
        return locked("pg_advisory_xact_lock", accounts, limit);
    }

    /** Several locks have one time limit together, which is a statement's; a lone one is taken by the settings' own. */
    private Sql locked(String function, Collection<AccountId> accounts, Duration limit) {
        TreeSet<Integer> keys = new TreeSet<>();
        accounts.forEach(account -> keys.add(key(account)));
        if (keys.size() == 1) {
            return patient(limit, limit)
                    .add(", " + function + "(")
                    .value(space)
                    .add(", ")
                    .value(keys.first())
                    .add(")");
        }
        return patient(MeteringStore.COURTESY, limit)
                .add("; select " + function + "(")
                .value(space)
                .add(", k) from unnest(")
                .array("int4", keys.toArray(Integer[]::new))
                .add(") k; select set_config('statement_timeout', ")
                .value(millis(limit))
                .add(", true)");
    }

    /** A lock is not held for ever, either, if its client hangs. */
    private Sql patient(Duration statement, Duration idle) {
        return settingsByKey(statement, MeteringStore.COURTESY)
                .add(", set_config('idle_in_transaction_session_timeout', ")
                .value(millis(idle))
                .add(", true)");
    }

    Sql ofSchema() {
        return Sql.of("select pg_advisory_xact_lock(")
                .value(space)
                .add(", ")
                .value(SCHEMA_KEY)
                .add(")");
    }

    /** The same on every node and in every version. */
    private static int key(AccountId account) {
        int hash = account.tenant().hashCode() * 31 + account.user().hashCode();
        return (hash ^ (hash >>> 16) ^ (hash >>> 8)) & (KEYS - 1);
    }

    /** Whether nothing was done but waiting for locks, since a moment of {@link System#nanoTime}. */
    static boolean waitedTooLong(SQLException e, long begun, Duration limit) {
        return LOCK_NOT_AVAILABLE.equals(e.getSQLState())
                || (QUERY_CANCELED.equals(e.getSQLState()) && System.nanoTime() - begun < limit.toNanos());
    }
}
