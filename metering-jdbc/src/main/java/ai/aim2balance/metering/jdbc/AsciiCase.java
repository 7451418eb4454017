package ai.aim2balance.metering.jdbc;

/** Searches ignore the case of the letters A to Z, and of no others: so they find the same in every database. */
final class AsciiCase {
    private AsciiCase() {}

    static String lower(String text) {
        StringBuilder lower = new StringBuilder(text);
        for (int i = 0; i < lower.length(); i++) {
            char c = lower.charAt(i);
            if (c >= 'A' && c <= 'Z') {
                lower.setCharAt(i, (char) (c - 'A' + 'a'));
            }
        }
        return lower.toString();
    }
}
