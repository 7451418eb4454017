package ai.aim2balance.metering.usage;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where a value stands in a body: {@code a.b}, {@code list[member=VALUE].b}, {@code list[].b} for every item. */
final class UsagePath {
    /** Nothing stands there. */
    static final long ABSENT = -1;

    private final String text;
    private final Step[] steps;

    private record Step(String key, @Nullable String member, String value, boolean each) {
        static Step parse(String text) {
            int open = text.indexOf('[');
            if (open < 0) {
                return new Step(text, null, "", false);
            }
            String inside = text.substring(open + 1, text.length() - 1);
            int equals = inside.indexOf('=');
            return equals < 0
                    ? new Step(text.substring(0, open), null, "", true)
                    : new Step(
                            text.substring(0, open), inside.substring(0, equals), inside.substring(equals + 1), false);
        }

        boolean accepts(@Nullable Object item) {
            return member == null
                    || (item instanceof Map<?, ?> map
                            && map.get(member) instanceof String found
                            && found.equalsIgnoreCase(value));
        }
    }

    private UsagePath(String text) {
        this.text = text;
        this.steps = text.isEmpty()
                ? new Step[0]
                : Arrays.stream(text.split("\\.")).map(Step::parse).toArray(Step[]::new);
    }

    static UsagePath parse(String text) {
        return new UsagePath(text);
    }

    static List<UsagePath> parse(List<String> texts) {
        return texts.stream().map(UsagePath::new).toList();
    }

    /** The count there, or {@link #ABSENT}. */
    long count(Map<?, ?> root, Counting counting, boolean rounded) {
        return count(root, 0, counting, rounded);
    }

    private long count(@Nullable Object node, int at, Counting counting, boolean rounded) {
        if (node == null) {
            return ABSENT;
        }
        if (at == steps.length) {
            return counting.count(node, text, rounded);
        }
        if (!(node instanceof Map<?, ?> map)) {
            if (counting.isNothing(node)) {
                return ABSENT;
            }
            throw counting.error(text, node, "an object on the way to it");
        }
        Step step = steps[at];
        Object below = map.get(step.key);
        return step.member == null || below == null
                ? count(below, at + 1, counting, rounded)
                : matching(below, at, counting, rounded);
    }

    private long matching(Object list, int at, Counting counting, boolean rounded) {
        if (!(list instanceof List<?> items)) {
            if (counting.isNothing(list)) {
                return ABSENT;
            }
            throw counting.error(text, list, "a list on the way to it");
        }
        long sum = ABSENT;
        for (Object item : items) {
            if (steps[at].accepts(item)) {
                long count = count(item, at + 1, counting, rounded);
                sum = sum == ABSENT ? count : counting.sum(text, sum, count);
                if (counting.firstOnly()) {
                    return sum;
                }
            }
        }
        return sum;
    }

    /** The first value there, or null; whatever does not fit on the way is nothing. */
    @Nullable
    Object find(@Nullable Object document) {
        Object node = document;
        for (Step step : steps) {
            node = node instanceof Map<?, ?> map ? map.get(step.key) : null;
            if (step.each) {
                node = node instanceof List<?> list && !list.isEmpty() ? list.get(0) : null;
            }
        }
        return node;
    }

    /** The first text there that is not empty, or null. */
    static @Nullable String text(List<UsagePath> paths, @Nullable Object document) {
        for (UsagePath path : paths) {
            if (path.find(document) instanceof String text && !text.isEmpty()) {
                return text;
            }
        }
        return null;
    }

    /** Every text there. */
    void texts(@Nullable Object document, Consumer<String> to) {
        texts(document, 0, to);
    }

    private void texts(@Nullable Object node, int at, Consumer<String> to) {
        if (at == steps.length) {
            if (node instanceof String found) {
                to.accept(found);
            }
        } else if (node instanceof Map<?, ?> map) {
            Step step = steps[at];
            Object below = map.get(step.key);
            if (below instanceof List<?> items && (step.each || step.member != null)) {
                items.stream().filter(step::accepts).forEach(item -> texts(item, at + 1, to));
            } else if (!step.each && step.accepts(below)) {
                texts(below, at + 1, to);
            }
        }
    }

    boolean isEmpty() {
        return steps.length == 0;
    }

    /** The keys of what stands there, and of what the conditions on the way look at. */
    List<List<String>> keys() {
        List<List<String>> all = new ArrayList<>();
        List<String> keys = new ArrayList<>();
        for (Step step : steps) {
            keys.add(step.key);
            if (step.member != null) {
                all.add(Stream.concat(keys.stream(), Stream.of(step.member)).toList());
            }
        }
        all.add(List.copyOf(keys));
        return all;
    }

    @Override
    public String toString() {
        return text;
    }
}
