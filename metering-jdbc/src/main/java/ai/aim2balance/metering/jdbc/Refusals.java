package ai.aim2balance.metering.jdbc;

import ai.aim2balance.metering.entry.AccountId;
import ai.aim2balance.metering.entry.EntryRow;
import ai.aim2balance.metering.store.AppendResult.Refusal;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which of the two keys an error is about.
 *
 * @param tables where the keys have their names
 */
record Refusals(Tables tables) {
    private static final String UNIQUE_VIOLATION = "23505";

    /**
     * Reads the name of the key from the error. It comes before the values, which may have any text in them.
     *
     * @throws SQLException the error itself, if it is about something else
     */
    Refusal of(SQLException e) throws SQLException {
        String message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
        int seq = place(message, tables.seqKey());
        int posting = place(message, tables.postingKey());
        if (!UNIQUE_VIOLATION.equals(e.getSQLState()) || seq == posting) {
            throw e;
        }
        return seq < posting ? Refusal.SEQ : Refusal.ID;
    }

    /**
     * Whose entry broke a key, or null where that is not certain: the server names the values of the key, one behind the
     * other, unless its user may not see them. Names that look like values of another entry make it uncertain.
     */
    static @Nullable AccountId account(SQLException e, List<EntryRow> batch) {
        String message = String.valueOf(e.getMessage());
        AccountId account = null;
        for (EntryRow row : batch) {
            String key = "=(" + row.account().tenant() + ", " + row.account().user() + ", ";
            if (!row.account().equals(account)
                    && (message.contains(key + row.postingId() + ")") || message.contains(key + row.seq() + ")"))) {
                if (account != null) {
                    return null;
                }
                account = row.account();
            }
        }
        return account;
    }

    private static int place(String message, String key) {
        int place = message.indexOf(key);
        return place < 0 ? Integer.MAX_VALUE : place;
    }
}
