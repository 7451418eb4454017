package ai.aim2balance.metering.entry;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects the members of one JSON object, in order. */
final class JsonMembers {
    private final Map<String, @Nullable Object> members = new LinkedHashMap<>();

    /** The value, null included. */
    void raw(String name, @Nullable Object value) {
        members.put(name, value);
    }

    /** A text or a number; null is left out. */
    void value(String name, @Nullable Object value) {
        if (value != null) {
            members.put(name, value);
        }
    }

    /** A time or day in ISO 8601; null is left out. */
    void time(String name, @Nullable Object value) {
        if (value != null) {
            members.put(name, value.toString());
        }
    }

    /** A count; 0 is left out. */
    void count(String name, long value) {
        if (value != 0) {
            members.put(name, value);
        }
    }

    /** An integer that stands for a decimal, as the shortest plain decimal. */
    void scaled(String name, long value, int scale) {
        members.put(
                name,
                value == 0 ? 0L : (Object) BigDecimal.valueOf(value, scale).stripTrailingZeros());
    }

    /** A switch; false is left out. */
    void flag(String name, boolean value) {
        if (value) {
            members.put(name, true);
        }
    }

    /** A list; an empty one is left out. */
    void list(String name, Collection<?> values) {
        if (!values.isEmpty()) {
            members.put(name, values);
        }
    }

    /** An object; an empty one is left out. */
    void object(String name, Map<String, ?> value) {
        if (!value.isEmpty()) {
            members.put(name, value);
        }
    }

    Map<String, @Nullable Object> asMap() {
        return members;
    }
}
