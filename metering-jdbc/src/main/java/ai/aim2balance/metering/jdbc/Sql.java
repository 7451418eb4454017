package ai.aim2balance.metering.jdbc;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A statement that grows together with its values. Text is only ever added by our own code; whatever comes from outside
 * is a value. Not thread-safe.
 */
final class Sql {
    private final StringBuilder text = new StringBuilder();
    private final List<@Nullable Object> values = new ArrayList<>();

    /** An array as a value. */
    private static final class Values {
        final String type;
        final Object[] all;

        Values(String type, Object[] all) {
            this.type = type;
            this.all = all;
        }
    }

    static Sql of(String text) {
        return new Sql().add(text);
    }

    Sql add(String more) {
        text.append(more);
        return this;
    }

    Sql add(Sql more) {
        text.append(more.text);
        values.addAll(more.values);
        return this;
    }

    /** A value in its place. */
    Sql value(@Nullable Object value) {
        text.append('?');
        values.add(value);
        return this;
    }

    /** A value whose place is in the text already. */
    Sql with(@Nullable Object value) {
        values.add(value);
        return this;
    }

    /** An array in its place, of a type that the database knows. */
    Sql array(String type, Object[] all) {
        return value(new Values(type, all));
    }

    /** Whole numbers as one array, which drivers send as it is. */
    Sql longs(long[] all) {
        return value(all);
    }

    /** Values between brackets. Their number is a power of two, so that there are few different statements. */
    Sql in(Collection<?> all) {
        int places = Integer.highestOneBit(Math.max(1, all.size() * 2 - 1));
        Object last = null;
        String separator = " in (";
        for (Object each : all) {
            add(separator).value(each);
            separator = ", ";
            last = each;
        }
        for (int i = all.size(); i < places; i++) {
            add(separator).value(last);
            separator = ", ";
        }
        return add(")");
    }

    PreparedStatement prepare(Connection connection) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(text.toString());
        try {
            for (int i = 0; i < values.size(); i++) {
                bind(connection, statement, i + 1, values.get(i));
            }
        } catch (SQLException | RuntimeException e) {
            statement.close();
            throw e;
        }
        return statement;
    }

    private static void bind(Connection connection, PreparedStatement statement, int place, @Nullable Object value)
            throws SQLException {
        if (value instanceof String string) {
            statement.setString(place, string);
        } else if (value instanceof Long whole) {
            statement.setLong(place, whole);
        } else if (value instanceof Integer whole) {
            statement.setInt(place, whole);
        } else if (value instanceof BigDecimal decimal) {
            statement.setBigDecimal(place, decimal);
        } else if (value instanceof Values array) {
            statement.setArray(place, connection.createArrayOf(array.type, array.all));
        } else {
            statement.setObject(place, value);
        }
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
