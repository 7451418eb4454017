package ai.aim2balance.metering.pricing.importer;

import ai.aim2balance.metering.InvalidInputException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Typed access to parsed JSON; what is not of the expected type is an error that names the field. */
final class FeedJson {
    private FeedJson() {}

    @SuppressWarnings("unchecked") // the keys of a JSON object are strings
    static Map<String, @Nullable Object> map(@Nullable Object json, String field) {
        if (json instanceof Map<?, ?> map) {
            return (Map<String, @Nullable Object>) map;
        }
        throw new InvalidInputException(field, String.valueOf(json), "an object");
    }

    @SuppressWarnings("unchecked") // items are looked at one by one
    static List<@Nullable Object> list(@Nullable Object json, String field) {
        if (json instanceof List<?> list) {
            return (List<@Nullable Object>) list;
        }
        throw new InvalidInputException(field, String.valueOf(json), "a list");
    }

    static String text(Map<String, @Nullable Object> json, String key) {
        if (json.get(key) instanceof String text) {
            return text;
        }
        throw new InvalidInputException(key, String.valueOf(json.get(key)), "a text");
    }

    static @Nullable String textOrNull(Map<String, @Nullable Object> json, String key) {
        return json.get(key) instanceof String text ? text : null;
    }

    /** Exact: JSON numbers are parsed as decimals, never as binary floats. */
    static BigDecimal decimal(String key, @Nullable Object value) {
        BigDecimal number = value instanceof String ? null : PriceNumber.decimal(value);
        if (number == null) {
            throw new InvalidInputException(key, String.valueOf(value), "a number");
        }
        return number;
    }
}
