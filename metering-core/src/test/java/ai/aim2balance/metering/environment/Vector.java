package ai.aim2balance.metering.environment;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.data.Offset;

/** One test vector: what goes in, what has to come out, and how exactly. */
record Vector(String id, String method, Map<?, ?> input, Map<?, ?> expected, double tolerance) {

    static Vector of(Map<?, ?> json) {
        return new Vector(
                Objects.toString(json.get("id")),
                Objects.toString(json.get("method")),
                (Map<?, ?>) Objects.requireNonNull(json.get("input")),
                (Map<?, ?>) Objects.requireNonNull(json.get("expected")),
                number(Objects.requireNonNull(json.get("rel_tolerance"))));
    }

    double in(String name) {
        return number(Objects.requireNonNull(input.get(name), name));
    }

    double in(String name, double otherwise) {
        return input.get(name) == null ? otherwise : in(name);
    }

    BigDecimal exact(String name) {
        return new BigDecimal(Objects.requireNonNull(input.get(name), name).toString());
    }

    /** One number or a list of least and most. */
    Range range(String name) {
        return range(Objects.requireNonNull(input.get(name), name));
    }

    private static Range range(Object value) {
        if (value instanceof List<?> list) {
            double low = number(Objects.requireNonNull(list.get(0)));
            double high = number(Objects.requireNonNull(list.get(list.size() - 1)));
            return list.size() == 3
                    ? new Range(low, number(Objects.requireNonNull(list.get(1))), high)
                    : Range.between(low, high);
        }
        if (value instanceof Map<?, ?> map) {
            Object likely = map.containsKey("likely") ? map.get("likely") : map.get("mean");
            double low = number(Objects.requireNonNull(map.get("min")));
            double high = number(Objects.requireNonNull(map.get("max")));
            return likely == null ? Range.between(low, high) : new Range(low, number(likely), high);
        }
        return Range.of(number(value));
    }

    Range expectedRange(String name) {
        return range(Objects.requireNonNull(expected.get(name), name));
    }

    void check(String name, Range actual) {
        Range wanted = expectedRange(name);
        close(name + " low", actual.low(), wanted.low());
        close(name + " likely", actual.likely(), wanted.likely());
        close(name + " high", actual.high(), wanted.high());
    }

    void check(String name, double actual) {
        close(name, actual, number(Objects.requireNonNull(expected.get(name), name)));
    }

    void close(String name, double actual, double wanted) {
        assertThat(actual).as("%s: %s", id, name).isCloseTo(wanted, Offset.offset(Math.abs(wanted) * tolerance));
    }

    List<Double> inputs(String name) {
        Object value = Objects.requireNonNull(input.get(name), name);
        return value instanceof List<?> list ? numbers(list) : List.of(number(value));
    }

    List<Double> expectations(String name) {
        return numbers((List<?>) Objects.requireNonNull(expected.get(name), name));
    }

    private static List<Double> numbers(List<?> list) {
        return list.stream().map(value -> number(Objects.requireNonNull(value))).toList();
    }

    private static double number(Object value) {
        return ((Number) value).doubleValue();
    }
}
