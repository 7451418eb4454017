package ai.aim2balance.metering.entry;

import ai.aim2balance.metering.internal.Json;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes the members of one JSON object, in order, each when it is added: an entry is written for every call, and a map of
 * it would cost more than the text. Not thread-safe.
 */
final class JsonMembers {
    private static final int USUAL_PART = 200;
    private static final int USUAL_WHOLE = 1_000;

    private final StringBuilder text;

    /** The members of a part. */
    JsonMembers() {
        this(USUAL_PART);
    }

    private JsonMembers(int length) {
        this.text = new StringBuilder(length).append('{');
    }

    /** The members of a whole entry, which is longer. */
    static JsonMembers whole() {
        return new JsonMembers(USUAL_WHOLE);
    }

    /** The value, null included: what {@link Json#read} gives. */
    void raw(String name, @Nullable Object value) {
        // the rules for names of others stand there
        String object = Json.write(Collections.singletonMap(name, value));
        separated().append(object, 1, object.length() - 1);
    }

    /** A text or a number; null is left out. */
    void value(String name, @Nullable Object value) {
        if (value != null) {
            member(name);
            append(value);
        }
    }

    /** A time or day in ISO 8601; null is left out. */
    void time(String name, @Nullable Object value) {
        if (value != null) {
            member(name);
            PlainText.quoted(text, value.toString());
        }
    }

    /** A count; 0 is left out. */
    void count(String name, long value) {
        if (value != 0) {
            member(name);
            text.append(value);
        }
    }

    /** An integer that stands for a decimal, as the shortest plain decimal. */
    void scaled(String name, long value, int scale) {
        member(name);
        PlainText.scaled(text, value, scale);
    }

    /** A switch; false is left out. */
    void flag(String name, boolean value) {
        if (value) {
            member(name);
            text.append(true);
        }
    }

    /** Texts or objects; an empty list is left out. */
    void list(String name, Collection<?> values) {
        if (!values.isEmpty()) {
            member(name);
            char separator = '[';
            for (Object value : values) {
                text.append(separator);
                append(value);
                separator = ',';
            }
            text.append(']');
        }
    }

    /** An object; an empty one is left out. */
    void object(String name, JsonMembers value) {
        if (value.text.length() > 1) {
            member(name);
            append(value);
        }
    }

    /** Values by names of others; none is left out. */
    void object(String name, Map<String, ?> values) {
        if (!values.isEmpty()) {
            JsonMembers object = new JsonMembers();
            values.forEach(object::raw);
            object(name, object);
        }
    }

    /** Counts by names of ours, none included. */
    void counts(String name, JsonMembers values) {
        member(name);
        append(values);
    }

    private void append(Object value) {
        if (value instanceof JsonMembers object) {
            text.append(object.text).append('}');
        } else if (value instanceof BigDecimal decimal) {
            text.append(decimal.toPlainString());
        } else if (value instanceof Number) {
            text.append(value);
        } else {
            PlainText.quoted(text, value.toString());
        }
    }

    /** {@code name}: one of ours, of plain letters. */
    private void member(String name) {
        separated().append('"').append(name).append("\":");
    }

    private StringBuilder separated() {
        return text.length() > 1 ? text.append(',') : text;
    }

    /** All of it, in one line. */
    String json() {
        String json = text.append('}').toString();
        text.setLength(text.length() - 1);
        return json;
    }
}
