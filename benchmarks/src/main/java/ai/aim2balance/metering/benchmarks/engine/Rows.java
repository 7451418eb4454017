package ai.aim2balance.metering.benchmarks.engine;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.StringJoiner;

/**
 * Rows of the shape of an entry: the row of an index is always the same, so a trial can tell what must be there. Account
 * number {@code index % accounts} gets it.
 */
final class Rows {
    private static final int AMOUNTS = 25;
    private static final List<String> TEXTS = List.of(
            "provider", "model", "endpoint", "request_type", "project", "conversation_id", "context", "value_key");
    private static final List<String> MODELS = List.of(
            "gpt-4o-2024-08-06",
            "gpt-4o-mini",
            "claude-sonnet-4-5-20250929",
            "claude-opus-4-1",
            "gemini-2.5-pro",
            "llama3.3:70b");

    private final int accounts;

    Rows(int accounts) {
        this.accounts = accounts;
    }

    static List<String> ddl(Engine engine) {
        StringBuilder table = new StringBuilder(600)
                .append(
                        "create table if not exists entry (tenant varchar(128) not null, user_id varchar(256) not null,")
                .append(" seq bigint not null, posting_id varchar(256) not null, kind varchar(16) not null,")
                .append(" refers_to varchar(256), occurred_at bigint not null, recorded_at bigint not null,")
                .append(" credits_delta bigint not null, reserved_delta bigint not null, due_at bigint,")
                .append(" fingerprint varchar(64) not null, format_version smallint not null,")
                .append(" arrival_tx bigint not null, arrival_n integer not null");
        TEXTS.forEach(text -> table.append(", ").append(text).append(" varchar(256)"));
        for (int i = 0; i < AMOUNTS; i++) {
            table.append(", a").append(i).append(" bigint not null");
        }
        table.append(", m2 ")
                .append(engine.decimal())
                .append(", json varchar(1000000) not null,")
                .append(" constraint entry_seq unique (tenant, user_id, seq),")
                .append(" constraint entry_id unique (tenant, user_id, posting_id))");
        return List.of(
                table.toString(),
                "create index if not exists entry_due on entry (due_at)" + engine.whereDue(),
                "create index if not exists entry_time on entry (tenant, occurred_at)",
                "create index if not exists entry_arrival on entry (arrival_tx, arrival_n)");
    }

    static PreparedStatement insert(Connection connection) throws SQLException {
        StringJoiner marks = new StringJoiner(", ", "insert into entry values (", ")");
        for (int i = 0; i < 15 + TEXTS.size() + AMOUNTS + 2; i++) {
            marks.add("?");
        }
        return connection.prepareStatement(marks.toString());
    }

    static PreparedStatement head(Connection connection) throws SQLException {
        return connection.prepareStatement(
                "select seq, json from entry where tenant = ? and user_id = ? order by seq desc limit 1");
    }

    String tenant(long index) {
        return "tenant-" + account(index) % 10;
    }

    String user(long index) {
        return String.format(Locale.ROOT, "user-%06d", account(index));
    }

    long account(long index) {
        return index % accounts;
    }

    /** Fills in the row of this index, as the n-th of its group. */
    void fill(PreparedStatement insert, long index, long group, int n) throws SQLException {
        SplittableRandom random = new SplittableRandom(index * 0x9E3779B97F4A7C15L);
        int at = 1;
        insert.setString(at++, tenant(index));
        insert.setString(at++, user(index));
        insert.setLong(at++, index / accounts + 1);
        insert.setString(at++, id(index));
        insert.setString(at++, "SPEND");
        insert.setNull(at++, Types.VARCHAR);
        long time = 1_790_000_000_000L + index * 3;
        insert.setLong(at++, time);
        insert.setLong(at++, time + random.nextInt(5));
        insert.setLong(at++, -random.nextLong(1L << 34));
        insert.setLong(at++, 0);
        if (random.nextInt(50) == 0) {
            insert.setLong(at++, time + 600_000);
        } else {
            insert.setNull(at++, Types.BIGINT);
        }
        insert.setString(at++, hex(random, 4));
        insert.setInt(at++, 1);
        insert.setLong(at++, group);
        insert.setInt(at++, n);
        String model = MODELS.get(random.nextInt(MODELS.size()));
        insert.setString(at++, model.startsWith("claude") ? "anthropic" : "openai");
        insert.setString(at++, model);
        insert.setString(at++, "https://api.example.com/v1/chat/completions");
        insert.setString(at++, "CHAT");
        insert.setString(at++, "project-" + random.nextInt(40));
        insert.setString(at++, hex(random, 2));
        insert.setString(at++, random.nextInt(4) == 0 ? "title" : "message");
        insert.setString(at++, model);
        List<Long> amounts = new ArrayList<>(AMOUNTS);
        for (int i = 0; i < AMOUNTS; i++) {
            // A third of the amounts of a call are zero (no cache, no reasoning), the others differ in size.
            amounts.add(i % 3 == 2 ? 0L : random.nextLong(1L << (10 + i)));
            insert.setLong(at++, amounts.get(i));
        }
        insert.setString(at++, "0." + (100_000_000_000_000_000L + random.nextLong(800_000_000_000_000_000L)));
        insert.setString(at, json(random, amounts));
    }

    static String id(long index) {
        return hex(new SplittableRandom(index), 2);
    }

    private static String json(SplittableRandom random, List<Long> amounts) {
        StringBuilder json = new StringBuilder(760)
                .append("{\"state\":{\"credits\":")
                .append(random.nextLong(1L << 50))
                .append(",\"reserved\":0,\"holds\":")
                .append(random.nextInt(3))
                .append(",\"lastRefill\":\"2026-09-01T00:00:00Z\",\"mode\":\"ENFORCED\"},\"transactions\":[");
        for (int i = 0; i < 3; i++) {
            json.append(i == 0 ? "" : ",")
                    .append("{\"tokenType\":\"")
                    .append(i == 2 ? "completion" : "prompt")
                    .append("\",\"rawAmount\":-")
                    .append(amounts.get(i))
                    .append(",\"rate\":\"")
                    .append(random.nextInt(900))
                    .append(".25\",\"tokenValue\":-")
                    .append(amounts.get(6 + i))
                    .append('}');
        }
        return json.append("],\"quote\":{\"rate\":\"1.0")
                .append(random.nextInt(1000, 9999))
                .append("\",\"date\":\"2026-09-1")
                .append(random.nextInt(9))
                .append("\",\"from\":\"EUR\",\"to\":\"USD\"},")
                .append("\"impact\":{\"kWh\":[0.00")
                .append(random.nextLong(1L << 40))
                .append(",0.01")
                .append(random.nextLong(1L << 40))
                .append("],\"method\":\"tokens/1\",\"factors\":\"2026-08\"},\"price\":\"")
                .append(hex(random, 1))
                .append("\",\"tags\":{\"team\":\"team-")
                .append(random.nextInt(30))
                .append("\",\"feature\":\"feature-")
                .append(random.nextInt(200))
                .append("\",\"trace\":\"")
                .append(hex(random, 2))
                .append("\"},\"durationMs\":")
                .append(random.nextInt(40_000))
                .append('}')
                .toString();
    }

    private static String hex(SplittableRandom random, int longs) {
        StringBuilder text = new StringBuilder(longs * 16);
        for (int i = 0; i < longs; i++) {
            text.append(String.format(Locale.ROOT, "%016x", random.nextLong()));
        }
        return text.toString();
    }

    /** How many rows there are, and the greatest index if the rows are exactly those from the first to it; else throws. */
    long recovered(Connection connection) throws SQLException {
        long count = 0;
        try (PreparedStatement statement =
                        connection.prepareStatement("select tenant, user_id, count(*), min(seq), max(seq)"
                                + " from entry group by tenant, user_id");
                ResultSet accountsFound = statement.executeQuery()) {
            while (accountsFound.next()) {
                if (accountsFound.getLong(4) != 1 || accountsFound.getLong(3) != accountsFound.getLong(5)) {
                    throw new IllegalStateException("a gap in the chain of " + accountsFound.getString(2));
                }
                count += accountsFound.getLong(3);
            }
        }
        try (PreparedStatement head = head(connection)) {
            for (int account = 0; account < accounts; account++) {
                head.setString(1, tenant(account));
                head.setString(2, user(account));
                try (ResultSet row = head.executeQuery()) {
                    long chain = row.next() ? row.getLong(1) : 0;
                    if (chain != (count + accounts - 1 - account) / accounts) {
                        throw new IllegalStateException("rows are not a prefix at " + user(account));
                    }
                }
            }
        }
        return count;
    }
}
