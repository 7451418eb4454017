package ai.aim2balance.metering.jdbc;

import ai.aim2balance.metering.entry.AccountId;
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
     * plan that was good for an empty table.
     */
    Sql settingsByKey(Duration statement, Duration lock) {
        return settings(statement, lock)
                .add(", set_config('plan_cache_mode', 'force_generic_plan', true),"
                        + " set_config('enable_seqscan', 'off', true)");
    }

    private static Sql limits(Duration statement, Duration lock) {
        String patience = Long.toString(statement.toMillis());
        return Sql.of("select set_config('statement_timeout', ")
                .value(patience)
                .add(", true), set_config('lock_timeout', ")
                .value(Long.toString(lock.toMillis()))
                .add(", true), set_config('idle_in_transaction_session_timeout', ")
                .value(patience)
                .add(", true)");
    }

    Sql shared(Collection<AccountId> accounts) {
        return locks("pg_advisory_xact_lock_shared", accounts);
    }

    Sql alone(Collection<AccountId> accounts) {
        return locks("pg_advisory_xact_lock", accounts);
    }

    Sql ofSchema() {
        return Sql.of("select pg_advisory_xact_lock(")
                .value(space)
                .add(", ")
                .value(SCHEMA_KEY)
                .add(")");
    }

    private Sql locks(String function, Collection<AccountId> accounts) {
        TreeSet<Integer> keys = new TreeSet<>();
        accounts.forEach(account -> keys.add(key(account)));
        return Sql.of("select " + function + "(")
                .value(space)
                .add(", k) from unnest(")
                .array("int4", keys.toArray(Integer[]::new))
                .add(") k");
    }

    /** The same on every node and in every version. */
    private static int key(AccountId account) {
        int hash = account.tenant().hashCode() * 31 + account.user().hashCode();
        return (hash ^ (hash >>> 16) ^ (hash >>> 8)) & (KEYS - 1);
    }

    static boolean waitedTooLong(SQLException e) {
        return LOCK_NOT_AVAILABLE.equals(e.getSQLState());
    }
}
