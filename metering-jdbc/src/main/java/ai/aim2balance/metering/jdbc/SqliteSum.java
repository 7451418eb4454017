package ai.aim2balance.metering.jdbc;

import ai.aim2balance.metering.entry.EntryColumn;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.sqlite.Function;
import org.sqlite.SQLiteConnection;

/**
 * Exact sums in SQLite, whose own end with an error beyond 64 bits, and which has no exact decimals. Whole numbers are
 * summed in halves of 32 bits, which is exact for two thousand million rows; decimals, which are texts, by a function of ours.
 */
final class SqliteSum extends Function.Aggregate {
    private static final String DECIMALS = "metering_sum";
    private static final int HALF = 32;

    /** Each group begins with a copy of an object that has summed nothing. */
    private BigDecimal sum = BigDecimal.ZERO;

    private boolean any;

    private SqliteSum() {}

    static boolean isIn(Sql sql) {
        return sql.toString().contains(DECIMALS + "(");
    }

    static void register(SQLiteConnection connection) throws SQLException {
        Function.create(connection, DECIMALS, new SqliteSum(), 1, Function.FLAG_DETERMINISTIC);
    }

    static String of(EntryColumn column) {
        return column.type() == EntryColumn.Type.DECIMAL
                ? DECIMALS + "(" + Columns.sql(column) + ")"
                : "sum(" + Columns.sql(column) + " >> 32) || ' ' || sum(" + Columns.sql(column) + " & 4294967295)";
    }

    static BigDecimal read(ResultSet row, int place) throws SQLException {
        String text = row.getString(place);
        int space = text.indexOf(' ');
        if (space < 0) {
            return new BigDecimal(text);
        }
        BigInteger high = new BigInteger(text.substring(0, space));
        return new BigDecimal(high.shiftLeft(HALF).add(new BigInteger(text.substring(space + 1))));
    }

    @Override
    protected void xStep() throws SQLException {
        String value = value_text(0);
        if (value != null) {
            sum = sum.add(new BigDecimal(value));
            any = true;
        }
    }

    @Override
    protected void xFinal() throws SQLException {
        if (any) {
            result(sum.toString());
        } else {
            result();
        }
    }
}
