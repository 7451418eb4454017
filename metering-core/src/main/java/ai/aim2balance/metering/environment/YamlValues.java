package ai.aim2balance.metering.environment;

import ai.aim2balance.metering.internal.YamlMap;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Typed values of a factor file; what is refused is named with file, line and field. */
final class YamlValues {
    private YamlValues() {}

    static double number(YamlMap yaml, String key, double least, double most) {
        return checked(yaml, key, yaml.decimal(key), least, most);
    }

    static double numberOrNaN(YamlMap yaml, String key, double least, double most) {
        return yaml.has(key) ? number(yaml, key, least, most) : Double.NaN;
    }

    /** One number, [least, most] or [least, likely, most]; without a likely figure the middle. */
    static Range range(YamlMap yaml, String key, double least, double most) {
        List<Double> figures = figures(yaml, key, least, most);
        double low = figures.get(0);
        double high = figures.get(figures.size() - 1);
        return figures.size() == 3 ? new Range(low, figures.get(1), high) : Range.between(low, high);
    }

    private static List<Double> figures(YamlMap yaml, String key, double least, double most) {
        if (!yaml.isList(key)) {
            return List.of(number(yaml, key, least, most));
        }
        List<String> texts = yaml.texts(key);
        List<Double> figures = new ArrayList<>();
        for (String text : texts) {
            try {
                figures.add(checked(yaml, key, new BigDecimal(text), least, most));
            } catch (NumberFormatException e) {
                throw yaml.error(key, text, "decimal numbers such as 2.5");
            }
        }
        boolean ascending = figures.size() == 2 || figures.size() == 3;
        for (int i = 1; i < figures.size(); i++) {
            ascending &= figures.get(i - 1) <= figures.get(i);
        }
        if (!ascending) {
            throw yaml.error(key, texts.toString(), "one number, or [least, most] or [least, likely, most], ascending");
        }
        return figures;
    }

    private static double checked(YamlMap yaml, String key, BigDecimal exact, double least, double most) {
        double value = exact.doubleValue();
        if (!(value >= least && value <= most)) {
            throw yaml.error(key, exact.toString(), plain(least) + " to " + plain(most));
        }
        return value;
    }

    private static String plain(double value) {
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }

    /** The day from which a row holds, at its start in UTC; rows without one hold always. */
    static LocalDate validFrom(YamlMap yaml) {
        String text = yaml.textOrNull("valid_from");
        try {
            return text == null ? LocalDate.MIN : LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            throw yaml.error("valid_from", String.valueOf(text), "a date such as 2026-12-01");
        }
    }

    static Confidence confidence(YamlMap yaml) {
        if (!yaml.has("confidence")) {
            return Confidence.MEDIUM;
        }
        String text = yaml.text("confidence");
        return Arrays.stream(Confidence.values())
                .filter(confidence -> confidence.key().equals(text))
                .findFirst()
                .orElseThrow(() -> yaml.error(
                        "confidence",
                        text,
                        Arrays.stream(Confidence.values()).map(Confidence::key).collect(Collectors.joining(", "))));
    }

    static String textOr(YamlMap yaml, String key, String otherwise) {
        String text = yaml.textOrNull(key);
        return text == null ? otherwise : text;
    }

    /** A text that says something. */
    static String name(YamlMap yaml, String key) {
        String text = yaml.text(key).strip();
        if (text.isEmpty()) {
            throw yaml.error(key, "empty", "a name");
        }
        return text;
    }

    static List<String> textsOrNone(YamlMap yaml, String key) {
        return yaml.has(key) ? yaml.texts(key) : List.of();
    }

    static boolean flag(YamlMap yaml, String key) {
        return yaml.has(key) && yaml.flag(key);
    }
}
