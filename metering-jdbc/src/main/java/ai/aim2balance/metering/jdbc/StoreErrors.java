package ai.aim2balance.metering.jdbc;

import ai.aim2balance.metering.store.MeteringStoreException;
import ai.aim2balance.metering.store.MeteringStoreException.Outcome;
import java.sql.SQLException;
import java.util.Set;

/**
 * What a driver's error says about what was asked, by its SQLSTATE alone. What is not known for certain is {@link
 * Outcome#UNKNOWN}: a ledger then looks, and repeats with the same ids.
 */
final class StoreErrors {
    /** Connection errors, and a server that ends a session: a commit may have gone through before. */
    private static final Set<String> CUT = Set.of("08", "57P", "HYT", "58", "XX");

    /** The entry itself is at fault: bad data, a constraint of the table, a key that is too long for its index. */
    private static final Set<String> NEVER = Set.of("22", "23", "54");

    private StoreErrors() {}

    /** An error of a statement that writes. */
    static MeteringStoreException ofWrite(SQLException e) {
        return new MeteringStoreException(outcome(e), "append: " + told(e), e);
    }

    /** An error of a statement that only reads, or before anything was sent. */
    static MeteringStoreException ofRead(String what, SQLException e) {
        return new MeteringStoreException(Outcome.NOT_APPLIED, what + ": " + told(e), e);
    }

    private static Outcome outcome(SQLException e) {
        String state = e.getSQLState();
        if (state == null || CUT.stream().anyMatch(state::startsWith)) {
            return Outcome.UNKNOWN;
        }
        return NEVER.stream().anyMatch(state::startsWith) ? Outcome.REJECTED : Outcome.NOT_APPLIED;
    }

    /** The first line: what follows may have values of entries. */
    private static String told(SQLException e) {
        String message = String.valueOf(e.getMessage());
        int end = message.indexOf('\n');
        return (end < 0 ? message : message.substring(0, end)) + " [" + e.getSQLState() + "]";
    }
}
