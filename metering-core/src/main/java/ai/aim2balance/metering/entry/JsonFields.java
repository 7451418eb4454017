package ai.aim2balance.metering.entry;

import ai.aim2balance.metering.InvalidInputException;
import ai.aim2balance.metering.internal.Json;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The members of one JSON object that is read. Each is taken once; what nobody took is unknown, which is an error unless
 * a newer version wrote it. Every error names the path.
 */
final class JsonFields {
    private final Map<?, ?> members;
    private final String path;
    private final List<String> known = new ArrayList<>();
    private boolean newer;

    private JsonFields(Map<?, ?> members, String path, boolean newer) {
        this.members = members;
        this.path = path;
        this.newer = newer;
    }

    /** Reads one object; the name says in errors what was read. */
    static JsonFields parse(String json, String name) {
        return of(Json.read(json, name), name, false);
    }

    /** Reads one object whose format version stands elsewhere. */
    static JsonFields parse(String json, String name, int version) {
        return of(Json.read(json, name), name, version > Entry.FORMAT);
    }

    private static JsonFields of(@Nullable Object value, String path, boolean newer) {
        if (value instanceof Map<?, ?> map) {
            return new JsonFields(map, path, newer);
        }
        throw new InvalidInputException(path, text(value), "an object");
    }

    /** Takes the version; from here on unknown members are let pass where it is a newer one. */
    int version(String name) {
        long version = whole(name);
        if (version < 1 || version > Integer.MAX_VALUE) {
            throw error(name, Long.toString(version), "1 to " + Integer.MAX_VALUE);
        }
        newer = version > Entry.FORMAT;
        return (int) version;
    }

    boolean isNewer() {
        return newer;
    }

    /** Refuses what was not taken, unless a newer version wrote it. */
    void end() {
        if (!newer && !members.isEmpty()) {
            throw error(
                    String.valueOf(members.keySet().iterator().next()),
                    "an unknown field",
                    known.isEmpty() ? "nothing" : String.join(", ", known));
        }
    }

    /** The members that were not taken, each as JSON. */
    Map<String, String> rest() {
        Map<String, String> rest = new LinkedHashMap<>();
        members.forEach((name, value) -> rest.put(String.valueOf(name), json(String.valueOf(name), value)));
        return rest;
    }

    /** A value as JSON. */
    String json(String name, @Nullable Object value) {
        checkNumbers(at(name), value);
        return Json.write(value);
    }

    @Nullable
    Object take(String name) {
        known.add(name);
        return members.remove(name);
    }

    @Nullable
    String textOrNull(String name) {
        Object value = take(name);
        if (value == null || value instanceof String) {
            return (String) value;
        }
        throw error(name, text(value), "a text");
    }

    String text(String name) {
        return there(name, textOrNull(name), "a text");
    }

    long whole(String name) {
        return there(name, wholeOrNull(name), "a whole number");
    }

    /** A count; 0 where there is none. */
    long count(String name) {
        Long value = wholeOrNull(name);
        return value == null ? 0 : value;
    }

    @Nullable
    Long wholeOrNull(String name) {
        Object value = take(name);
        return value == null ? null : scaled(name, value, 0);
    }

    /** A decimal that an integer stands for. */
    long scaled(String name, int scale) {
        Object value = there(name, take(name), "a number");
        return scaled(name, value, scale);
    }

    /** As {@link #scaled(String, int)}; 0 where there is none. */
    long scaledOrZero(String name, int scale) {
        Object value = take(name);
        return value == null ? 0 : scaled(name, value, scale);
    }

    private long scaled(String name, Object value, int scale) {
        if (scale == 0 && value instanceof Long whole) {
            return whole;
        }
        BigDecimal number = number(name, value);
        try {
            return number.setScale(scale).unscaledValue().longValueExact();
        } catch (ArithmeticException e) {
            throw new InvalidInputException(
                    at(name),
                    text(value),
                    BigDecimal.valueOf(Long.MIN_VALUE, scale) + " to " + BigDecimal.valueOf(Long.MAX_VALUE, scale)
                            + ", at most " + scale + " decimals",
                    e);
        }
    }

    @Nullable
    BigDecimal decimalOrNull(String name) {
        Object value = take(name);
        return value == null ? null : number(name, value);
    }

    BigDecimal decimal(String name) {
        return there(name, decimalOrNull(name), "a number");
    }

    private BigDecimal number(String name, Object value) {
        if (value instanceof Long whole) {
            return BigDecimal.valueOf(whole);
        }
        if (value instanceof BigInteger whole) {
            return Plain.decimal(new BigDecimal(whole), at(name));
        }
        if (value instanceof BigDecimal decimal) {
            return Plain.decimal(decimal, at(name));
        }
        throw error(name, text(value), "a number");
    }

    boolean flag(String name) {
        Object value = take(name);
        if (value == null || value instanceof Boolean) {
            return Boolean.TRUE.equals(value);
        }
        throw error(name, text(value), "true or false");
    }

    @Nullable
    Instant instantOrNull(String name) {
        return parsed(name, textOrNull(name), Instant::parse, "an instant such as 2026-01-31T12:00:00Z");
    }

    Instant instant(String name) {
        return there(name, instantOrNull(name), "an instant such as 2026-01-31T12:00:00Z");
    }

    /** A text that is parsed by the rules of {@code java.time}; null stays null. */
    <T> @Nullable T parsed(String name, @Nullable String text, Function<String, T> parser, String allowed) {
        try {
            return text == null ? null : parser.apply(text);
        } catch (DateTimeException e) {
            throw new InvalidInputException(at(name), text, allowed, e);
        }
    }

    /** The constant that the text names. */
    <E extends Enum<E>> E constant(String name, Keys<E> keys) {
        String key = text(name);
        E constant = keys.find(key);
        if (constant == null) {
            throw error(name, key, keys.all());
        }
        return constant;
    }

    /** As {@link #constant(String, Keys)}; what a newer version wrote and this one does not know is the stand-in. */
    <E extends Enum<E>> E constant(String name, Keys<E> keys, E standIn) {
        String key = text(name);
        E constant = keys.find(key);
        if (constant == null && !newer) {
            throw error(name, key, keys.all());
        }
        return constant == null ? standIn : constant;
    }

    @Nullable
    JsonFields objectOrNull(String name) {
        Object value = take(name);
        return value == null ? null : child(name, value);
    }

    /** A member that was taken, as an object. */
    JsonFields child(String name, Object value) {
        return of(value, at(name), newer);
    }

    JsonFields object(String name) {
        return there(name, objectOrNull(name), "an object");
    }

    /** What is read from each object of a list; an empty list where there is none. */
    <T> List<T> objects(String name, Function<JsonFields, T> read) {
        List<?> list = list(name);
        List<T> all = new ArrayList<>(list.size());
        for (int i = 0; i < list.size(); i++) {
            all.add(read.apply(of(list.get(i), at(name) + "[" + i + "]", newer)));
        }
        return all;
    }

    /** The texts of a list; an empty list where there is none. */
    List<String> texts(String name) {
        List<String> all = new ArrayList<>();
        for (Object item : list(name)) {
            if (!(item instanceof String text)) {
                throw error(name + "[" + all.size() + "]", text(item), "a text");
            }
            all.add(text);
        }
        return all;
    }

    private List<?> list(String name) {
        Object value = take(name);
        if (value == null) {
            return List.of();
        }
        if (value instanceof List<?> list) {
            return list;
        }
        throw error(name, text(value), "a list");
    }

    /** Texts by name; none where there are none. */
    Map<String, String> textMap(String name) {
        JsonFields fields = objectOrNull(name);
        Map<String, String> map = new LinkedHashMap<>();
        if (fields != null) {
            for (Object key : List.copyOf(fields.members.keySet())) {
                map.put(key.toString(), fields.text(key.toString()));
            }
        }
        return map;
    }

    /** Names that are in this object and were not taken. */
    List<String> names() {
        return members.keySet().stream().map(String::valueOf).toList();
    }

    /** What is made of members; an error of its constructor gets the path. */
    <T> T made(Supplier<T> maker) {
        try {
            return maker.get();
        } catch (InvalidInputException e) {
            throw e.field().startsWith(path)
                    ? e
                    : new InvalidInputException(path + ": " + e.field(), e.value(), e.allowed(), e);
        }
    }

    InvalidInputException error(String name, String value, String allowed) {
        return new InvalidInputException(at(name), value, allowed);
    }

    private <T> T there(String name, @Nullable T value, String allowed) {
        if (value == null) {
            throw error(name, "missing", allowed);
        }
        return value;
    }

    private String at(String name) {
        return path + "." + name;
    }

    /** A few characters of exponent must not become gigabytes of digits. */
    private static void checkNumbers(String at, @Nullable Object value) {
        if (value instanceof BigDecimal number) {
            Plain.decimal(number, at);
        } else if (value instanceof List<?> list) {
            list.forEach(item -> checkNumbers(at, item));
        } else if (value instanceof Map<?, ?> map) {
            map.forEach((key, item) -> checkNumbers(at + "." + key, item));
        }
    }

    private static String text(@Nullable Object value) {
        return value instanceof Map<?, ?> ? "an object" : value instanceof List<?> ? "a list" : String.valueOf(value);
    }
}
