package ai.aim2balance.metering.examples.quickstart;

import ai.aim2balance.metering.InvalidInputException;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON in and out. A body is cut out of its line as it stands, so that the reader sees what the provider sent. */
final class JsonText {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build();

    /** No name of a provider, model or region comes near. */
    private static final int LONGEST_TEXT = 1_000;

    private JsonText() {}

    /** A value as it stands in its line. */
    record Raw(JsonToken token, String json) {}

    /** The members of a line as far as it could be read, and why not further. */
    record Members(Map<String, Raw> values, @Nullable InvalidInputException broken) {
        void refuseIfBroken() {
            if (broken != null) {
                throw broken;
            }
        }

        boolean flag(String name) {
            Raw raw = values.get(name);
            if (raw == null || raw.token() == JsonToken.VALUE_NULL) {
                return false;
            }
            if (!raw.token().isBoolean()) {
                throw new InvalidInputException(name, raw.json(), "true or false");
            }
            return raw.token() == JsonToken.VALUE_TRUE;
        }

        @Nullable
        String text(String name) {
            Raw raw = values.get(name);
            if (raw == null || raw.token() == JsonToken.VALUE_NULL) {
                return null;
            }
            if (raw.token() != JsonToken.VALUE_STRING || raw.json().length() > LONGEST_TEXT) {
                throw new InvalidInputException(name, raw.json(), "a text of at most " + LONGEST_TEXT + " characters");
            }
            return unquote(raw.json());
        }

        @Nullable
        Long number(String name) {
            return number(name, name);
        }

        /** The number of that name; errors name the field as the caller knows it. */
        @Nullable
        Long number(String name, String field) {
            Raw raw = values.get(name);
            if (raw == null || raw.token() == JsonToken.VALUE_NULL) {
                return null;
            }
            try {
                if (raw.token() == JsonToken.VALUE_NUMBER_INT) {
                    return Long.valueOf(raw.json());
                }
            } catch (NumberFormatException e) {
                throw new InvalidInputException(field, raw.json(), "a whole number up to " + Long.MAX_VALUE, e);
            }
            throw new InvalidInputException(field, raw.json(), "a whole number");
        }
    }

    static Members members(String line) {
        Map<String, Raw> values = new LinkedHashMap<>();
        try (JsonParser parser = FACTORY.createParser(line)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return new Members(values, new InvalidInputException("line", line, "a JSON object"));
            }
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String name = parser.currentName();
                JsonToken token = parser.nextToken();
                int start = (int) parser.currentTokenLocation().getCharOffset();
                if (token.isStructStart()) {
                    parser.skipChildren();
                } else {
                    parser.finishToken();
                }
                int end = (int) parser.currentLocation().getCharOffset();
                if (values.put(name, new Raw(token, line.substring(start, end).trim())) != null) {
                    return new Members(values, new InvalidInputException(name, "given twice", "each field once"));
                }
            }
            if (parser.nextToken() != null) {
                return new Members(
                        values, new InvalidInputException("line", line, "one JSON object, and nothing after it"));
            }
            return new Members(values, null);
        } catch (IOException e) {
            return new Members(
                    values, new InvalidInputException("line", "not readable" + reason(e), "one JSON object", e));
        }
    }

    /** What is wrong and where, without the parser's hints for its own users. */
    private static String reason(IOException e) {
        if (!(e instanceof JacksonException wrong)) {
            return ": " + e.getMessage();
        }
        // there is no place where a limit was exceeded
        JsonLocation place = wrong.getLocation();
        String what = wrong.getOriginalMessage()
                .replaceFirst(", from `[^`]*`", "")
                .replaceFirst("(?s)(: | \\(start marker).*", "");
        return (place == null ? "" : " at column " + place.getColumnNr()) + ": " + what;
    }

    static String write(Map<String, @Nullable Object> map) {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = FACTORY.createGenerator(text)) {
            write(generator, map);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    /** Decimals become texts: no reader of the line can turn them into binary floats unasked. */
    private static void write(JsonGenerator generator, @Nullable Object value) throws IOException {
        if (value instanceof Map<?, ?> map) {
            generator.writeStartObject();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                generator.writeFieldName(String.valueOf(entry.getKey()));
                write(generator, entry.getValue());
            }
            generator.writeEndObject();
        } else if (value instanceof List<?> list) {
            generator.writeStartArray();
            for (Object item : list) {
                write(generator, item);
            }
            generator.writeEndArray();
        } else if (value instanceof Raw raw) {
            generator.writeRawValue(raw.json());
        } else if (value instanceof BigDecimal decimal) {
            generator.writeString(plain(decimal));
        } else if (value instanceof Long number) {
            generator.writeNumber(number);
        } else if (value instanceof Boolean flag) {
            generator.writeBoolean(flag);
        } else if (value == null) {
            generator.writeNull();
        } else {
            generator.writeString(value.toString());
        }
    }

    static String plain(BigDecimal decimal) {
        return decimal.signum() == 0 ? "0" : decimal.stripTrailingZeros().toPlainString();
    }

    private static String unquote(String json) {
        try (JsonParser parser = FACTORY.createParser(json)) {
            parser.nextToken();
            return parser.getText();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
