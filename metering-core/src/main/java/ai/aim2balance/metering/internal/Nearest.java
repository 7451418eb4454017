package ai.aim2balance.metering.internal;

import java.util.Collection;
import java.util.Comparator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Puts the name that was probably meant first. */
public final class Nearest {
    /** Longer texts are no mistyped names, and comparing them would take long. */
    private static final int LONGEST = 60;

    private Nearest() {}

    /** All known names in one line, the nearest to the wanted one first. */
    public static String first(String wanted, Collection<String> known) {
        return sorted(wanted, known).collect(Collectors.joining(", "));
    }

    /** The known name that is nearest to the wanted one. */
    public static String one(String wanted, Collection<String> known) {
        return sorted(wanted, known).findFirst().orElse("");
    }

    private static Stream<String> sorted(String wanted, Collection<String> known) {
        String shown = wanted.substring(0, Math.min(wanted.length(), LONGEST));
        return known.stream()
                .sorted(Comparator.comparingInt((String name) -> distance(shown, name))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** How many letters have to be added, left out or changed. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
