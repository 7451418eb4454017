package ai.aim2balance.metering.usage;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How one API of one provider reports usage.
 *
 * @param provider the provider's id
 * @param api the API's name
 * @param feed whether these are the feed's rules
 * @param roots where the usage stands; the first that is there
 * @param counts the counts below the root
 * @param foreign members that only other shapes have: a body with one of them is not of this API
 * @param total the provider's own sum of input and output, or null
 * @param hiddenOutput part of the names of models whose thinking is in the total alone; null for none
 * @param cost the provider's own price of the call, or null
 * @param records extra usage, or null
 * @param around where the document says what stands beside the counts
 * @param stream how the API streams, or null where it does not
 * @param uniqueIds how ids begin that the provider gives to one response alone; empty where it promises none
 */
record ApiRules(
        String provider,
        String api,
        boolean feed,
        List<UsagePath> roots,
        List<CountRule> counts,
        List<Foreign> foreign,
        @Nullable UsagePath total,
        @Nullable String hiddenOutput,
        @Nullable UsagePath cost,
        @Nullable Records records,
        Around around,
        @Nullable Streamed stream,
        List<String> uniqueIds) {
    /** What follows the known start of an id: short ones are counters of look-alikes, such as {@code chatcmpl-123}. */
    private static final Pattern UNIQUE_REST = Pattern.compile("[A-Za-z0-9_-]{16,200}");

    /** A member of another API's usage; an empty object is none, with {@code orZero} a zero is none either. */
    record Foreign(UsagePath path, boolean orZero) {
        boolean isIn(Map<?, ?> root) {
            Object value = path.find(root);
            return value != null && !(orZero && value.equals(0L)) && !value.equals(Map.of());
        }
    }

    /** A list of steps; those of a type outside {@code within} are not in the counts of the call. */
    record Records(UsagePath list, String type, Set<String> within, String model) {}

    /** Where things stand beside the counts: in the document, and in the usage. */
    record Around(
            List<UsagePath> model,
            List<UsagePath> id,
            List<UsagePath> tier,
            List<UsagePath> searches,
            List<UsagePath> usageTier,
            List<UsagePath> usageRegion) {
        Envelope read(@Nullable Object document) {
            long[] found = {0};
            searches.forEach(path -> path.texts(document, text -> found[0]++));
            return new Envelope(
                    UsagePath.text(model, document),
                    UsagePath.text(id, document),
                    UsagePath.text(tier, document),
                    found[0]);
        }
    }

    /**
     * How an API streams.
     *
     * @param usage where chunks carry usage
     * @param merge whether counts are merged over the chunks, or the last usage counts
     * @param running whether there are counts before the last ones
     * @param complete what only the chunk with the last counts has; empty where nothing tells
     * @param text where chunks carry output
     */
    record Streamed(
            List<UsagePath> usage, boolean merge, boolean running, List<UsagePath> complete, List<UsagePath> text) {}

    /** The API's name for errors. */
    String name() {
        return provider + "/" + api;
    }

    /** Whether the id is of one response alone. */
    boolean isUnique(String id) {
        return uniqueIds.stream()
                .anyMatch(start -> id.startsWith(start)
                        && UNIQUE_REST.matcher(id.substring(start.length())).matches());
    }

    Counting counting() {
        return new Counting(name() + ": " + roots.get(0), feed);
    }

    /** The usage of a document, or null where there is none. */
    @Nullable
    Map<?, ?> root(@Nullable Object document) {
        for (UsagePath path : roots) {
            Object root = path.find(document);
            if (root != null) {
                if (root instanceof Map<?, ?> map) {
                    return map;
                }
                throw new Counting(name() + ": ", feed).error(path.toString(), root, "an object with counts");
            }
        }
        return null;
    }

    /** The first member that another API's usage has and this one's has not, or null. */
    @Nullable
    UsagePath foreignIn(Map<?, ?> root) {
        for (Foreign member : foreign) {
            if (member.isIn(root)) {
                return member.path;
            }
        }
        return null;
    }

    /** Whether all that this API requires is there and nothing that it does not know; an empty usage fits nothing. */
    boolean fits(Map<?, ?> root) {
        boolean any = false;
        for (CountRule rule : counts) {
            boolean there = rule.isIn(root);
            if (rule.required() && !there) {
                return false;
            }
            any |= there;
        }
        return any && foreignIn(root) == null;
    }

    /** What a body must have to be of this API. */
    Set<String> required() {
        return counts.stream()
                .filter(CountRule::required)
                .map(rule -> roots.get(0) + "." + rule.paths().get(0))
                .collect(Collectors.toUnmodifiableSet());
    }
}
