package ai.aim2balance.metering.mongo.librechat;

import java.math.BigDecimal;

/** Values of a foreign database as they may stand in a report: on one line, not too long. */
final class Shown {
    private static final int LONGEST = 80;
    private static final int LONGEST_SENTENCE = 300;
    private static final int PLAIN_DIGITS = 30;

    private Shown() {}

    /** A text without what moves a cursor or hides the rest of a line. */
    static String text(String text) {
        return visible(text, LONGEST);
    }

    /** As {@link #text}, for messages that say what is wrong. */
    static String sentence(String text) {
        return visible(text, LONGEST_SENTENCE);
    }

    private static String visible(String text, int longest) {
        StringBuilder shown = new StringBuilder();
        text.codePoints().limit(longest).forEach(point -> {
            int type = Character.getType(point);
            boolean visible = type != Character.CONTROL
                    && type != Character.FORMAT
                    && type != Character.SURROGATE
                    && type != Character.LINE_SEPARATOR
                    && type != Character.PARAGRAPH_SEPARATOR;
            if (visible) {
                shown.appendCodePoint(point);
            } else {
                shown.append(String.format("\\u%04x", point));
            }
        });
        return text.codePointCount(0, text.length()) > longest ? shown + "…" : shown.toString();
    }

    /** A number: written out unless that would take a whole page. */
    static String number(BigDecimal number) {
        BigDecimal plain = number.stripTrailingZeros();
        boolean longer =
                plain.precision() > PLAIN_DIGITS || Math.abs((long) plain.scale()) + plain.precision() > PLAIN_DIGITS;
        return longer ? text(plain.toString()) : plain.toPlainString();
    }
}
