package ai.aim2balance.metering.entry;

import ai.aim2balance.metering.internal.Json;
import java.math.BigDecimal;

/** Short ways to write what most values are; anything else goes the long way, with the same result. */
final class PlainText {
    private static final int LAST_BEFORE_SURROGATES = 0xd7ff;

    private PlainText() {}

    /** A text in quotes. */
    static void quoted(StringBuilder out, String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c < ' ' || c == '"' || c == '\\' || c > LAST_BEFORE_SURROGATES) {
                out.append(Json.write(value));
                return;
            }
        }
        out.append('"').append(value).append('"');
    }

    /** An integer that stands for a decimal, without zeros at its end and without an exponent. */
    static void scaled(StringBuilder out, long value, int scale) {
        if (value == Long.MIN_VALUE) {
            out.append(BigDecimal.valueOf(value, scale).stripTrailingZeros().toPlainString());
            return;
        }
        long digits = Math.abs(value);
        int decimals = scale;
        while (decimals > 0 && digits % 10 == 0) {
            digits /= 10;
            decimals--;
        }
        if (value < 0) {
            out.append('-');
        }
        int from = out.length();
        out.append(digits);
        if (decimals > 0) {
            int length = out.length() - from;
            if (length <= decimals) {
                out.insert(from, "0.000000000000000000", 0, decimals - length + 2);
            } else {
                out.insert(out.length() - decimals, '.');
            }
        }
    }
}
