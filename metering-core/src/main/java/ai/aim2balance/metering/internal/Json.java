package ai.aim2balance.metering.internal;

import ai.aim2balance.metering.InvalidInputException;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The one place that knows the JSON library. Values are {@link Map}, {@link List}, {@link String}, {@link Long}, {@link
 * BigInteger} above its range, {@link BigDecimal}, {@link Boolean} and null; numbers are never binary floats.
 */
public final class Json {
    /** Deeper nesting is refused: no provider nests its bodies more than a dozen deep. */
    public static final int DEEPEST = 500;

    /** Longer numbers are refused: a number of a million digits is an attack, not a count. */
    private static final int LONGEST_NUMBER = 100;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST)
                    .maxNumberLength(LONGEST_NUMBER)
                    .build())
            .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    /** What a picked part of a document may weigh: a character is 1, any value 100 more. */
    private static final int HEAVIEST_PICK = 20_000_000;

    // Of a document of strangers nothing may grow with its size: no set of all names, no interned names.
    private static final JsonFactory PICKING = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST)
                    .maxNumberLength(LONGEST_NUMBER)
                    .maxStringLength(HEAVIEST_PICK)
                    .build())
            .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();

    /** What is above is escaped: half a surrogate pair would be lost where the text becomes UTF-8. */
    private static final int LAST_BEFORE_SURROGATES = 0xd7ff;

    private Json() {}

    /** Which members of an object are read. It holds for an object in a list as for the object itself. */
    @FunctionalInterface
    public interface Members {
        /** Everything. */
        Members ALL = new Members() {
            @Override
            public Members below(String key) {
                return this;
            }
        };

        /** What is read of that member, or null where it is skipped unread. */
        @Nullable
        Members below(String key);

        /** Whether a text in place of an object is read too; otherwise it is skipped unread. */
        default boolean texts() {
            return true;
        }
    }

    /** Reads the chosen members of one JSON value of any size in bounded memory. */
    public static @Nullable Object pick(String json, String name, Members members) {
        try (JsonParser parser = PICKING.createParser(json)) {
            return picked(parser, members);
        } catch (IOException e) {
            throw unreadable(name, e);
        }
    }

    /** Reads the chosen members of one JSON value in UTF-8. */
    public static @Nullable Object pick(byte[] json, String name, Members members) {
        try (JsonParser parser = PICKING.createParser(json)) {
            return picked(parser, members);
        } catch (IOException e) {
            throw unreadable(name, e);
        }
    }

    /** Reads the chosen members of one JSON value of any size in bounded memory; does not close the stream. */
    public static @Nullable Object pick(InputStream json, String name, Members members) {
        try (JsonParser parser = PICKING.createParser(json)) {
            return picked(parser, members);
        } catch (IOException e) {
            throw unreadable(name, e);
        }
    }

    /** Reads one JSON value and nothing after it. The name says in errors what was read. */
    public static @Nullable Object read(String json, String name) {
        return read(json, name, key -> true);
    }

    /** Reads one JSON value; members of the outermost object that the filter refuses are skipped unread. */
    public static @Nullable Object read(String json, String name, Predicate<String> members) {
        try (JsonParser parser = FACTORY.createParser(json)) {
            return document(parser, members);
        } catch (IOException e) {
            throw unreadable(name, e);
        }
    }

    /** Reads one JSON value in UTF-8; members of the outermost object that the filter refuses are skipped unread. */
    public static @Nullable Object read(InputStream json, String name, Predicate<String> members) {
        try (JsonParser parser = FACTORY.createParser(json)) {
            return document(parser, members);
        } catch (IOException e) {
            throw unreadable(name, e);
        }
    }

    /**
     * Writes a value in one line. Decimals are written as they are given, never in exponents; every text comes back as
     * it was, half a surrogate pair too.
     */
    public static String write(@Nullable Object value) {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = FACTORY.createGenerator(text)) {
            generator.setHighestNonEscapedChar(LAST_BEFORE_SURROGATES);
            write(generator, value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static InvalidInputException unreadable(String name, IOException e) {
        String reason = String.valueOf(e.getMessage());
        if (e instanceof JacksonException jackson) {
            JsonLocation at = jackson.getLocation();
            reason = (at == null ? "" : "at line " + at.getLineNr() + ", column " + at.getColumnNr() + ": ")
                    // without the parser's hints for its own users
                    + jackson.getOriginalMessage()
                            .replaceFirst(", from `[^`]*`", "")
                            .replaceFirst("(?s)(: | \\(start marker).*", "");
        }
        return new InvalidInputException(
                name, "not readable " + reason, "one JSON value, at most " + DEEPEST + " deep", e);
    }

    private static @Nullable Object document(JsonParser parser, Predicate<String> members) throws IOException {
        JsonToken first = parser.nextToken();
        if (first == null) {
            throw new JsonParseException(parser, "nothing there");
        }
        Object value = first == JsonToken.START_OBJECT ? object(parser, members) : value(parser);
        if (parser.nextToken() != null) {
            throw new JsonParseException(parser, "more than one value");
        }
        return value;
    }

    private static @Nullable Object picked(JsonParser parser, Members members) throws IOException {
        if (parser.nextToken() == null) {
            throw new JsonParseException(parser, "nothing there");
        }
        Object value = picked(parser, members, new int[] {HEAVIEST_PICK});
        if (parser.nextToken() != null) {
            throw new JsonParseException(parser, "more than one value");
        }
        return value;
    }

    private static @Nullable Object picked(JsonParser parser, Members members, int[] room) throws IOException {
        room[0] -= 100;
        Object value = switch (parser.currentToken()) {
            case START_OBJECT -> pickedObject(parser, members, room);
            case START_ARRAY -> {
                List<@Nullable Object> list = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    list.add(picked(parser, members, room));
                }
                yield list;
            }
            default -> value(parser);
        };
        room[0] -= value instanceof String text ? text.length() : 0;
        if (room[0] < 0) {
            throw new JsonParseException(parser, "the parts that matter are too large");
        }
        return value;
    }

    private static Map<String, @Nullable Object> pickedObject(JsonParser parser, Members members, int[] room)
            throws IOException {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            Members below = members.below(key);
            JsonToken token = parser.nextToken();
            if (below == null || (token == JsonToken.VALUE_STRING && !below.texts())) {
                parser.skipChildren();
            } else {
                room[0] -= key.length();
                boolean twice = map.containsKey(key);
                map.put(key, picked(parser, below, room));
                if (twice) {
                    throw new JsonParseException(parser, "Duplicate field '" + key + "'");
                }
            }
        }
        return map;
    }

    private static Map<String, @Nullable Object> object(JsonParser parser, Predicate<String> members)
            throws IOException {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            parser.nextToken();
            if (members.test(key)) {
                map.put(key, value(parser));
            } else {
                parser.skipChildren();
            }
        }
        return map;
    }

    private static @Nullable Object value(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(parser, key -> true);
            case START_ARRAY -> {
                List<@Nullable Object> list = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    list.add(value(parser));
                }
                yield list;
            }
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT ->
                parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                        ? parser.getBigIntegerValue()
                        : (Object) parser.getLongValue();
            case VALUE_NUMBER_FLOAT -> decimal(parser);
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> null;
        };
    }

    /** Texts may have half a surrogate pair; the parser refuses it in a name, so nothing is written that is not read. */
    private static String name(String name) {
        for (int i = 0; i < name.length(); i++) {
            if (Character.isSurrogate(name.charAt(i))) {
                if (!Character.isSurrogatePair(name.charAt(i), i + 1 < name.length() ? name.charAt(i + 1) : 0)) {
                    throw new InvalidInputException(
                            "name in JSON", "a text with half a surrogate pair at " + i, "whole characters");
                }
                i++;
            }
        }
        return name;
    }

    private static BigDecimal decimal(JsonParser parser) throws IOException {
        try {
            return parser.getDecimalValue();
        } catch (NumberFormatException e) {
            throw new JsonParseException(parser, "a number with too large an exponent", e);
        }
    }

    private static void write(JsonGenerator out, @Nullable Object value) throws IOException {
        if (value == null) {
            out.writeNull();
        } else if (value instanceof Map<?, ?> map) {
            out.writeStartObject();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                out.writeFieldName(name(String.valueOf(entry.getKey())));
                write(out, entry.getValue());
            }
            out.writeEndObject();
        } else if (value instanceof Collection<?> list) {
            out.writeStartArray();
            for (Object item : list) {
                write(out, item);
            }
            out.writeEndArray();
        } else if (value instanceof Boolean flag) {
            out.writeBoolean(flag);
        } else if (value instanceof BigDecimal decimal) {
            out.writeNumber(decimal.toPlainString());
        } else if (value instanceof Number number) {
            out.writeNumber(number.toString());
        } else {
            out.writeString(value.toString());
        }
    }
}
