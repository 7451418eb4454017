package ai.aim2balance.metering.examples.quickstart;

import ai.aim2balance.metering.InvalidInputException;
import ai.aim2balance.metering.pricing.exchange.ExchangeQuote;
import ai.aim2balance.metering.pricing.exchange.ExchangeRates;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The options of a program: names with one value each, or more where the name is given again. */
final class Options {
    /** The ECB's reference rate, average of 2024: an example needs a rate, and asks no network for it. */
    private static final ExchangeRates DEFAULT_RATE = ExchangeRates.fixed(
            new BigDecimal("1.0824"),
            ExchangeQuote.Direction.USD_PER_EUR,
            LocalDate.of(2024, 12, 31),
            "ECB reference rate, average of 2024");

    private final Map<String, List<String>> values = new LinkedHashMap<>();

    private Options() {}

    static Options parse(List<String> args, String... known) {
        Options options = new Options();
        String name = "";
        for (String arg : args) {
            if (arg.startsWith("--")) {
                if (!List.of(known).contains(arg)) {
                    throw new InvalidInputException("option", arg, String.join(", ", known));
                }
                name = arg;
                options.values.putIfAbsent(name, new ArrayList<>());
            } else if (name.isEmpty()) {
                throw new InvalidInputException("option", arg, String.join(", ", known));
            } else {
                options.of(name).add(arg);
            }
        }
        options.values.forEach((option, given) -> {
            if (given.isEmpty()) {
                throw new InvalidInputException(option, "without a value", "a value after it");
            }
        });
        return options;
    }

    List<String> all(String name) {
        return values.getOrDefault(name, List.of());
    }

    /** The one value, or null. */
    @Nullable
    String one(String name) {
        List<String> given = all(name);
        if (given.size() > 1) {
            throw new InvalidInputException(name, String.join(" ", given), "one value");
        }
        return given.isEmpty() ? null : given.get(0);
    }

    /** EUR for one USD as given, else the default rate. */
    ExchangeRates exchangeRates() {
        String rate = one("--usd-eur");
        if (rate == null) {
            return DEFAULT_RATE;
        }
        try {
            return ExchangeRates.fixed(
                    new BigDecimal(rate), ExchangeQuote.Direction.EUR_PER_USD, LocalDate.EPOCH, "--usd-eur");
        } catch (InvalidInputException e) {
            throw new InvalidInputException("--usd-eur", rate, "EUR for one USD, " + e.allowed(), e);
        } catch (NumberFormatException e) {
            throw new InvalidInputException("--usd-eur", rate, "a decimal number such as 0.92", e);
        }
    }

    private List<String> of(String name) {
        return values.computeIfAbsent(name, key -> new ArrayList<>());
    }
}
