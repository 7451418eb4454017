package ai.aim2balance.metering.internal;

import ai.aim2balance.metering.InvalidInputException;
import org.jspecify.annotations.Nullable;

/** What a text may hold that is kept for ever and shown to people: the one place that says so. */
public final class Texts {
    private static final String ALLOWED =
            "a text of 1 character or more, without control characters, line separators and half surrogate pairs";

    private static final char LINE_SEPARATOR = '\u2028';
    private static final char PARAGRAPH_SEPARATOR = '\u2029';

    private Texts() {}

    /** The text, refused by the name of its field where it is null, empty or has characters that are not allowed. */
    public static String name(@Nullable String text, String field) {
        if (text == null || text.isEmpty()) {
            throw new InvalidInputException(field, text == null ? "null" : "empty", ALLOWED);
        }
        int bad = badAt(text);
        if (bad >= 0) {
            throw new InvalidInputException(
                    field, String.format("\"%s\" with U+%04X at %d", text, (int) text.charAt(bad), bad), ALLOWED);
        }
        return text;
    }

    /** As {@link #name}, and not longer than some characters. */
    public static String name(@Nullable String text, String field, int longest) {
        name(text, field);
        if (text != null && text.length() > longest) {
            throw new InvalidInputException(field, text.length() + " characters", "at most " + longest + " characters");
        }
        return String.valueOf(text);
    }

    /** As {@link #name(String, String, int)} where there is a text; null stays null. */
    public static @Nullable String optional(@Nullable String text, String field, int longest) {
        return text == null ? null : name(text, field, longest);
    }

    /** How many bytes the text has in UTF-8. */
    public static int utf8Length(String text) {
        int bytes = text.length();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                // one more for two bytes, two more for three; a pair of surrogates is four bytes in two characters
                bytes += c < 0x800 || Character.isSurrogate(c) ? 1 : 2;
            }
        }
        return bytes;
    }

    /** Compares as the UTF-8 bytes would: by code point, which differs from {@link String#compareTo} for surrogates. */
    public static int compareUtf8(String a, String b) {
        int length = Math.min(a.length(), b.length());
        for (int i = 0; i < length; i++) {
            char x = a.charAt(i);
            char y = b.charAt(i);
            if (x != y) {
                boolean xHigh = Character.isSurrogate(x);
                boolean yHigh = Character.isSurrogate(y);
                return xHigh == yHigh ? Character.compare(x, y) : xHigh ? 1 : -1;
            }
        }
        return Integer.compare(a.length(), b.length());
    }

    private static int badAt(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || (c >= 0x7f && c < 0xa0) || c == LINE_SEPARATOR || c == PARAGRAPH_SEPARATOR) {
                return i;
            }
            if (Character.isSurrogate(c)) {
                if (!Character.isHighSurrogate(c)
                        || i + 1 == text.length()
                        || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    return i;
                }
                i++;
            }
        }
        return -1;
    }
}
