package ai.aim2balance.metering.pricing.catalog;

import ai.aim2balance.metering.InvalidInputException;
import java.util.List;
import java.util.Locale;

/**
 * Decides whether a name of a model or provider is meant. Text is compared without regard to case; a pattern is
 * searched in the lower-cased name. Immutable and thread-safe.
 */
public sealed interface MatchRule {
    /**
     * Whether the rule accepts a name.
     *
     * @param name a name in lower case
     * @return true where it is meant
     */
    boolean accepts(String name);

    /**
     * Accepts exactly one name.
     *
     * @param text the name
     * @return the rule
     */
    static MatchRule equalTo(String text) {
        return new Text(Kind.EQUALS, lower(text));
    }

    /**
     * Accepts every name with a beginning.
     *
     * @param text the beginning
     * @return the rule
     */
    static MatchRule startsWith(String text) {
        return new Text(Kind.STARTS_WITH, lower(text));
    }

    /**
     * Accepts every name with an end.
     *
     * @param text the end
     * @return the rule
     */
    static MatchRule endsWith(String text) {
        return new Text(Kind.ENDS_WITH, lower(text));
    }

    /**
     * Accepts every name with a part.
     *
     * @param text the part
     * @return the rule
     */
    static MatchRule contains(String text) {
        return new Text(Kind.CONTAINS, lower(text));
    }

    /**
     * Accepts every name in which a regular expression is found.
     *
     * @param regex an expression without nested repetition, back references or look-around
     * @return the rule
     * @throws InvalidInputException if the expression is wrong, or could take very long on some name
     */
    static MatchRule pattern(String regex) {
        return new Pattern(SafePattern.of(regex));
    }

    /**
     * Accepts what at least one rule accepts.
     *
     * @param rules one rule or more
     * @return the rule
     */
    static MatchRule anyOf(List<MatchRule> rules) {
        return new AnyOf(List.copyOf(rules));
    }

    /**
     * Accepts what all rules accept.
     *
     * @param rules one rule or more
     * @return the rule
     */
    static MatchRule allOf(List<MatchRule> rules) {
        return new AllOf(List.copyOf(rules));
    }

    private static String lower(String text) {
        if (text.isBlank()) {
            throw new InvalidInputException("match rule", "empty", "a text that is not blank");
        }
        return text.toLowerCase(Locale.ROOT);
    }

    /** How a text is compared. */
    enum Kind {
        /** The whole name. */
        EQUALS("equals"),
        /** Its beginning. */
        STARTS_WITH("startsWith"),
        /** Its end. */
        ENDS_WITH("endsWith"),
        /** Any part of it. */
        CONTAINS("contains");

        private final String key;

        Kind(String key) {
            this.key = key;
        }

        /**
         * The kind's name in a catalogue file.
         *
         * @return such as {@code startsWith}
         */
        public String key() {
            return key;
        }
    }

    /**
     * Compares with a text.
     *
     * @param kind how
     * @param text the text, in lower case
     */
    record Text(Kind kind, String text) implements MatchRule {
        @Override
        public boolean accepts(String name) {
            return switch (kind) {
                case EQUALS -> name.equals(text);
                case STARTS_WITH -> name.startsWith(text);
                case ENDS_WITH -> name.endsWith(text);
                case CONTAINS -> name.contains(text);
            };
        }
    }

    /** Searches a regular expression. */
    final class Pattern implements MatchRule {
        private final SafePattern pattern;

        Pattern(SafePattern pattern) {
            this.pattern = pattern;
        }

        @Override
        public boolean accepts(String name) {
            return pattern.foundIn(name);
        }

        /**
         * The expression.
         *
         * @return as it was given
         */
        public String regex() {
            return pattern.toString();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Pattern that && regex().equals(that.regex());
        }

        @Override
        public int hashCode() {
            return regex().hashCode();
        }
    }

    /**
     * At least one.
     *
     * @param rules the alternatives
     */
    record AnyOf(List<MatchRule> rules) implements MatchRule {
        @Override
        public boolean accepts(String name) {
            for (MatchRule rule : rules) {
                if (rule.accepts(name)) {
                    return true;
                }
            }
            return false;
        }
    }

    /**
     * All of them.
     *
     * @param rules the conditions
     */
    record AllOf(List<MatchRule> rules) implements MatchRule {
        @Override
        public boolean accepts(String name) {
            for (MatchRule rule : rules) {
                if (!rule.accepts(name)) {
                    return false;
                }
            }
            return true;
        }
    }
}
