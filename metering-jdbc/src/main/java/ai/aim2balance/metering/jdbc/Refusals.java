package ai.aim2balance.metering.jdbc;

import ai.aim2balance.metering.store.AppendResult.Refusal;
import java.sql.SQLException;
import java.util.Locale;

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

    private static int place(String message, String key) {
        int place = message.indexOf(key);
        return place < 0 ? Integer.MAX_VALUE : place;
    }
}
