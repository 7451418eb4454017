package ai.aim2balance.metering.pricing.catalog;

import ai.aim2balance.metering.InvalidInputException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A regular expression that cannot hang a call. Catalogue files come from elsewhere, and {@code (a+)+$} on a long name
 * takes for ever: what repeats a repetition, refers back or looks around is refused when the rule is read, and a search
 * that still takes too many steps finds nothing.
 */
final class SafePattern {
    private static final String ALLOWED =
            "an expression of at most 500 characters without repeated groups that repeat or choose inside,"
                    + " without back references and look-around, and with at most 2 open-ended repetitions";
    private static final int LONGEST = 500;
    private static final int MOST_OPEN_REPETITIONS = 2;

    /** Far above what two open-ended repetitions need on the longest name, 200 characters. */
    private static final int MOST_STEPS = 1_000_000;

    private static final int LONGEST_NAME = 200;

    private final Pattern pattern;

    private SafePattern(Pattern pattern) {
        this.pattern = pattern;
    }

    static SafePattern of(String regex) {
        if (regex.length() > LONGEST || isRisky(regex)) {
            throw new InvalidInputException("match rule regex", regex, ALLOWED);
        }
        try {
            return new SafePattern(Pattern.compile(regex));
        } catch (PatternSyntaxException e) {
            throw new InvalidInputException(
                    "match rule regex", regex, "a regular expression (" + e.getDescription() + ")", e);
        }
    }

    boolean foundIn(String name) {
        if (name.length() > LONGEST_NAME) {
            return false;
        }
        try {
            return pattern.matcher(new Counted(name)).find();
        } catch (TooManySteps e) {
            return false;
        }
    }

    @Override
    public String toString() {
        return pattern.pattern();
    }

    /** Walks the expression once; a group on the stack is true when it repeats or chooses inside. */
    private static boolean isRisky(String regex) {
        Deque<Boolean> groups = new ArrayDeque<>();
        boolean branching = false;
        boolean closed = false;
        boolean closedBranching = false;
        int open = 0;
        for (int i = 0; i < regex.length(); i++) {
            char c = regex.charAt(i);
            boolean wasClosed = closed;
            closed = false;
            switch (c) {
                case '\\' -> {
                    i++;
                    if (i < regex.length() && (Character.isDigit(regex.charAt(i)) || regex.charAt(i) == 'k')) {
                        return true;
                    }
                }
                case '[' -> i = endOfClass(regex, i);
                case '(' -> {
                    if (regex.startsWith("(?", i) && !regex.startsWith("(?:", i)) {
                        return true;
                    }
                    i += regex.startsWith("(?", i) ? 2 : 0;
                    groups.push(branching);
                    branching = false;
                }
                case ')' -> {
                    closedBranching = branching;
                    branching = Boolean.TRUE.equals(groups.poll()) || branching;
                    closed = true;
                }
                case '|', '?' -> branching = true;
                case '*', '+', '{' -> {
                    boolean fixed =
                            c == '{' && !regex.substring(i, endOf(regex, i)).contains(",");
                    if (wasClosed && closedBranching) {
                        return true;
                    }
                    if (!fixed) {
                        open++;
                        branching = true;
                    }
                    i = c == '{' ? endOf(regex, i) - 1 : i;
                }
                default -> {}
            }
        }
        return open > MOST_OPEN_REPETITIONS;
    }

    private static int endOf(String regex, int brace) {
        int end = regex.indexOf('}', brace);
        return end < 0 ? regex.length() : end + 1;
    }

    private static int endOfClass(String regex, int start) {
        for (int i = start + 1; i < regex.length(); i++) {
            if (regex.charAt(i) == '\\') {
                i++;
            } else if (regex.charAt(i) == ']' && i > start + 1) {
                return i;
            }
        }
        return regex.length();
    }

    /** A text that counts how often it is looked at. */
    private static final class Counted implements CharSequence {
        private final CharSequence text;
        private int steps;

        Counted(CharSequence text) {
            this.text = text;
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int index) {
            if (++steps > MOST_STEPS) {
                throw new TooManySteps();
            }
            return text.charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.subSequence(start, end);
        }

        @Override
        public String toString() {
            return text.toString();
        }
    }

    private static final class TooManySteps extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooManySteps() {
            super(null, null, false, false);
        }
    }
}
