package ai.aim2balance.metering.benchmarks.load;

import com.zaxxer.hikari.HikariDataSource;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** The tables of the baselines: a row for each leg of a call, and a row with the balance of each account. */
final class Tables {
    static final String INSERT = "insert into call_leg"
            + " (call_id, account, leg, model, context, conversation, rate, raw_amount, token_value, created_at)"
            + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    static final String READ = "select credits from balance where account = ?";

    private static final String COLUMNS = "call_id varchar(200) not null, account varchar(200) not null,"
            + " leg varchar(20) not null, model varchar(200), context varchar(50), conversation varchar(200),"
            + " rate bigint not null, raw_amount bigint not null, token_value bigint not null,"
            + " created_at bigint not null";

    private Tables() {}

    /**
     * Makes the tables and the accounts.
     *
     * @param once whether one call has one row of each leg at most, by a unique key
     */
    static void create(Database database, int accounts, boolean once) {
        try (HikariDataSource pool = database.directPool(1);
                Connection connection = pool.getConnection()) {
            try (Statement ddl = connection.createStatement()) {
                ddl.execute(
                        once
                                ? "create table call_leg (" + COLUMNS + ", primary key (call_id, leg))"
                                : "create table call_leg (id " + database.engine().rowNumber + ", " + COLUMNS + ")");
                ddl.execute("create index call_leg_of_account on call_leg (account, created_at)");
                ddl.execute("create table balance (account varchar(200) primary key, credits bigint not null)");
            }
            connection.setAutoCommit(false);
            try (PreparedStatement insert = connection.prepareStatement("insert into balance values (?, ?)")) {
                for (int i = 0; i < accounts; i++) {
                    insert.setString(1, Call.user(i));
                    insert.setLong(2, Call.START);
                    insert.addBatch();
                }
                insert.executeBatch();
            }
            connection.commit();
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    /** Sets the parameters of {@link #INSERT} for one leg, from the first or a later one. */
    static void set(PreparedStatement insert, int first, String id, int account, boolean prompt) throws SQLException {
        int i = first;
        insert.setString(i++, id);
        insert.setString(i++, Call.user(account));
        insert.setString(i++, prompt ? "prompt" : "completion");
        insert.setString(i++, Call.MODEL);
        insert.setString(i++, Call.CONTEXT);
        insert.setString(i++, Call.conversation(account));
        insert.setLong(i++, prompt ? Call.PROMPT_RATE : Call.COMPLETION_RATE);
        insert.setLong(i++, prompt ? -Call.PROMPT_TOKENS : -Call.COMPLETION_TOKENS);
        insert.setLong(i++, prompt ? -Call.PROMPT_VALUE : -Call.COMPLETION_VALUE);
        insert.setLong(i, System.currentTimeMillis());
    }

    /** What is stored. */
    static Sums sums(Database database) {
        try (HikariDataSource pool = database.directPool(1);
                Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            return new Sums(
                    ask(statement, "select count(*) from call_leg").longValueExact(),
                    ask(statement, "select coalesce(sum(token_value), 0) from call_leg"),
                    // start by start, because a sum of balances is beyond the largest integer of some engines
                    ask(statement, "select coalesce(sum(credits - " + Call.START + "), 0) from balance"),
                    ask(
                                    statement,
                                    "select count(*) from (select b.account from balance b left join call_leg l"
                                            + " on l.account = b.account group by b.account, b.credits having b.credits - "
                                            + Call.START + " <> coalesce(sum(l.token_value), 0)) differing")
                            .longValueExact());
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    private static BigDecimal ask(Statement statement, String sql) throws SQLException {
        try (ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return new BigDecimal(row.getString(1));
        }
    }

    /**
     * What the tables hold.
     *
     * @param rows legs
     * @param charged the sum of all legs, negative
     * @param moved what all balances lost, negative
     * @param differing how many accounts have a balance that is not the sum of their legs
     */
    record Sums(long rows, BigDecimal charged, BigDecimal moved, long differing) {}
}
