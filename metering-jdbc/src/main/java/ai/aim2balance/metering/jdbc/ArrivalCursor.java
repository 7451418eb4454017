package ai.aim2balance.metering.jdbc;

import ai.aim2balance.metering.InvalidInputException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A place in the order of arrival.
 *
 * @param tx the transaction that brought an entry
 * @param n which entry of that transaction
 */
record ArrivalCursor(long tx, long n) {
    private static final Pattern FORM = Pattern.compile("(\\d{1,18})\\.(\\d{1,9})");

    static ArrivalCursor of(@Nullable String text) {
        if (text == null) {
            return new ArrivalCursor(0, 0);
        }
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            throw new InvalidInputException("cursor", text, "a cursor that this store gave");
        }
        return new ArrivalCursor(Long.parseLong(parts.group(1)), Long.parseLong(parts.group(2)));
    }

    @Override
    public String toString() {
        return tx + "." + n;
    }
}
