package ai.aim2balance.metering.jdbc;

import java.sql.SQLException;
import java.util.Locale;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Gives SQLite's errors the SQLSTATE that its driver leaves out. */
final class SqliteErrors {
    /** It has to be looked up what happened. */
    private static final String UNKNOWN = "08007";

    private SqliteErrors() {}

    /** An error before the commit. Nothing was applied: the transaction is rolled back, by SQLite or by us. */
    static SQLException before(SQLException e) {
        return e.getSQLState() == null ? new SQLException(e.getMessage(), state(e), e) : e;
    }

    /** An error of the commit: what was written may be found when the file is opened again. */
    static SQLException during(SQLException e) {
        return new SQLException(e.getMessage(), UNKNOWN, e);
    }

    static boolean isUnique(SQLException e) {
        SQLiteErrorCode code = code(e);
        return code == SQLiteErrorCode.SQLITE_CONSTRAINT_UNIQUE || code == SQLiteErrorCode.SQLITE_CONSTRAINT_PRIMARYKEY;
    }

    private static SQLiteErrorCode code(SQLException e) {
        return e instanceof SQLiteException sqlite ? sqlite.getResultCode() : SQLiteErrorCode.UNKNOWN_ERROR;
    }

    private static String state(SQLException e) {
        String name = code(e).name().toUpperCase(Locale.ROOT);
        if (name.startsWith("SQLITE_CONSTRAINT")) {
            return "23000";
        }
        if (name.startsWith("SQLITE_TOOBIG") || name.startsWith("SQLITE_MISMATCH")) {
            return "22000";
        }
        if (name.startsWith("SQLITE_BUSY") || name.startsWith("SQLITE_LOCKED")) {
            return "55P03";
        }
        if (name.startsWith("SQLITE_INTERRUPT")) {
            return "57014";
        }
        return name.startsWith("SQLITE_FULL") ? "53100" : "55000";
    }
}
