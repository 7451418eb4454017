package ai.aim2balance.metering.ledger;

import ai.aim2balance.metering.InvalidInputException;
import ai.aim2balance.metering.entry.Credits;
import ai.aim2balance.metering.entry.TokenType;
import ai.aim2balance.metering.entry.Transaction;
import ai.aim2balance.metering.internal.Given;
import ai.aim2balance.metering.internal.Pico;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What another billing took for a call: its legs, as they were, with their sum. */
final class Charge {
    /** Tells that the credits of a call are not those of its price. */
    static final String FLAG = "charged-as-given";

    private static final int MOST_LEGS = 8;

    private Charge() {}

    static List<Transaction> checked(List<Transaction> legs) {
        if (legs.isEmpty() || legs.size() > MOST_LEGS) {
            throw new InvalidInputException("charged", legs.size() + " legs", "1 to " + MOST_LEGS + " legs");
        }
        for (Transaction leg : legs) {
            Given.notNull(leg, "charged leg", "a transaction");
            if (leg.tokenType() == TokenType.CREDITS) {
                throw new InvalidInputException("charged.tokenType", "credits", "prompt, completion, other");
            }
            notAbove(
                    "tokenValue", leg.tokenValue(), Credits.of(leg.tokenValue()).toPlainString());
            notAbove("rawAmount", leg.rawAmount(), Long.toString(leg.rawAmount()));
            notAbove("inputTokens", leg.inputTokens(), Long.toString(leg.inputTokens()));
            notAbove("writeTokens", leg.writeTokens(), Long.toString(leg.writeTokens()));
            notAbove("readTokens", leg.readTokens(), Long.toString(leg.readTokens()));
        }
        micro(legs);
        return List.copyOf(legs);
    }

    /** Their sum in millionths of a credit, 0 or more. */
    static long micro(List<Transaction> legs) {
        long sum = 0;
        for (Transaction leg : legs) {
            sum = Pico.subtract(sum, leg.tokenValue(), "charged credits in USD at list price");
        }
        return sum;
    }

    /** The legs as facts of a fingerprint: rates that are equal are written alike. */
    static String facts(List<Transaction> legs) {
        StringBuilder facts = new StringBuilder();
        for (Map<String, @Nullable Object> leg : write(legs)) {
            facts.append(leg);
        }
        return facts.toString();
    }

    /** For the line of a call that could not be booked. */
    static List<Map<String, @Nullable Object>> write(List<Transaction> legs) {
        List<Map<String, @Nullable Object>> written = new ArrayList<>();
        for (Transaction leg : legs) {
            Map<String, @Nullable Object> map = new LinkedHashMap<>();
            map.put("tokenType", leg.tokenType().key());
            map.put("rawAmount", leg.rawAmount());
            if (leg.rate() != null) {
                map.put("rate", leg.rate().stripTrailingZeros().toPlainString());
            }
            map.put("microCredits", leg.tokenValue());
            map.put("inputTokens", leg.inputTokens());
            map.put("writeTokens", leg.writeTokens());
            map.put("readTokens", leg.readTokens());
            written.add(map);
        }
        return written;
    }

    static @Nullable List<Transaction> read(@Nullable Object value) {
        if (value == null) {
            return null;
        }
        if (!(value instanceof List<?> legs)) {
            throw new InvalidInputException("charged", value.toString(), "a list of legs");
        }
        List<Transaction> read = new ArrayList<>();
        for (Object leg : legs) {
            if (!(leg instanceof Map<?, ?> map)) {
                throw new InvalidInputException("charged leg", String.valueOf(leg), "an object");
            }
            read.add(new Transaction(
                    type(map.get("tokenType")),
                    whole(map, "rawAmount"),
                    rate(map.get("rate")),
                    whole(map, "microCredits"),
                    whole(map, "inputTokens"),
                    whole(map, "writeTokens"),
                    whole(map, "readTokens")));
        }
        return read;
    }

    private static TokenType type(@Nullable Object value) {
        try {
            return TokenType.valueOf(String.valueOf(value).toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new InvalidInputException("charged.tokenType", String.valueOf(value), "prompt, completion, other", e);
        }
    }

    private static @Nullable BigDecimal rate(@Nullable Object value) {
        try {
            return value == null ? null : new BigDecimal(value.toString());
        } catch (NumberFormatException e) {
            throw new InvalidInputException("charged.rate", String.valueOf(value), "a decimal number", e);
        }
    }

    private static long whole(Map<?, ?> map, String name) {
        if (map.get(name) instanceof Long number) {
            return number;
        }
        throw new InvalidInputException("charged." + name, String.valueOf(map.get(name)), "a whole number, 0 or less");
    }

    private static void notAbove(String field, long value, String shown) {
        if (value > 0) {
            throw new InvalidInputException("charged." + field, shown, "0 or less: what is spent is negative");
        }
    }
}
