package ai.aim2balance.metering.entry;

import ai.aim2balance.metering.pricing.CreditBasis;
import ai.aim2balance.metering.pricing.exchange.ExchangeQuote;
import ai.aim2balance.metering.usage.TokenUsage;
import ai.aim2balance.metering.usage.UsageUnit;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.NullUnmarked;

/** Entries that no ledger would make, but that records allow: all kinds, nulls, extremes, odd characters. */
@NullUnmarked
final class RandomEntries {
    private static final List<String> ZONES = List.of("Europe/Berlin", "UTC", "Z", "+05:45", "Asia/Kathmandu", "UTC+1");
    private static final List<String> JSON =
            List.of("null", "true", "-7", "1.50", "\"a\\\"b\\n\"", "[]", "{}", "[1,{\"a\":[null,\"\\uD800\"]}]");
    private static final String ODD =
            "aZ0 \"\\/\b\f\n\r\t\u0000\u001f\u007f\u0085ß\u2028\u2029漢\ud83d\ude00\ud800\udc00\uffff\ue000";
    private final Random random;

    RandomEntries(long seed) {
        this.random = new Random(seed);
    }

    Entry next() {
        return new Entry(
                new AccountId(name(), name()),
                1 + (number() & Long.MAX_VALUE >> 1),
                text(),
                pick(EntryKind.values()),
                maybe(this::number),
                instant(),
                instant(),
                number(),
                number(),
                state(),
                maybe(this::instant),
                text(),
                maybe(this::usage),
                maybe(this::payment),
                texts(),
                Entry.FORMAT,
                maybe(this::text));
    }

    private AccountState state() {
        Map<String, String> unknown = new HashMap<>();
        if (random.nextInt(4) == 0) {
            for (int i = random.nextInt(4); i >= 0; i--) {
                unknown.put("new " + whole(text()), JSON.get(random.nextInt(JSON.size())));
            }
        }
        return new AccountState(
                number(),
                number() & Long.MAX_VALUE,
                number() & Long.MAX_VALUE,
                maybe(this::instant),
                number(),
                pick(BalanceMode.values()),
                random.nextBoolean(),
                maybe(this::refill),
                unknown);
    }

    private AccountState.Refill refill() {
        RefillSettings settings = new RefillSettings(
                pick(RefillSettings.Policy.values()),
                1 + (number() & Long.MAX_VALUE >> 1),
                1 + random.nextInt(10_000),
                pick(RefillSettings.Unit.values()),
                ZoneId.of(ZONES.get(random.nextInt(ZONES.size()))),
                instant(),
                pick(RefillSettings.Missed.values()));
        return new AccountState.Refill(settings, number(), number(), maybe(this::instant));
    }

    private UsageRecord usage() {
        List<Transaction> legs = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            legs.add(new Transaction(
                    pick(TokenType.values()), number(), maybe(this::decimal), number(), number(), number(), number()));
        }
        UsageRecord.Call call = new UsageRecord.Call(
                text(),
                maybe(this::text),
                maybe(this::text),
                maybe(this::text),
                maybe(this::text),
                maybe(this::text),
                maybe(this::text),
                maybe(this::text),
                maybe(this::text),
                random.nextBoolean(),
                maybe(this::number),
                texts());
        PriceFacts price =
                new PriceFacts(text(), maybe(this::text), decimal(), decimal(), quote(), pick(CreditBasis.values()));
        ImpactFacts impact = new ImpactFacts(text(), text(), text(), text(), text(), text(), decimal(), names());
        return new UsageRecord(call, maybe(this::counts), amounts(), legs, price, impact, names());
    }

    private TokenUsage counts() {
        TokenUsage.Builder counts = TokenUsage.builder();
        for (int i = random.nextInt(6); i > 0; i--) {
            counts.set(pick(UsageUnit.values()), number() & Long.MAX_VALUE);
        }
        return counts.build();
    }

    private UsageAmounts amounts() {
        return new UsageAmounts(
                number(), number(), number(), number(), number(), number(), number(), number(), number(), number(),
                number(), number(), number(), decimal(), spread(), spread(), spread(), number(), number());
    }

    private Spread spread() {
        return new Spread(number(), number(), number());
    }

    private ExchangeQuote quote() {
        BigDecimal rate =
                new BigDecimal(BigInteger.valueOf(1 + random.nextInt(9_999)), 2).setScale(2 + random.nextInt(17));
        return new ExchangeQuote(
                random.nextInt(20) == 0 ? new BigDecimal("1E+2") : rate,
                pick(ExchangeQuote.Direction.values()),
                LocalDate.ofEpochDay(random.nextInt(1_000_000) - 500_000),
                "x" + text(),
                random.nextBoolean());
    }

    private Payment payment() {
        return new Payment(
                BigDecimal.valueOf(random.nextLong(1_000_000_000_000_000L), random.nextInt(13)),
                "EUR",
                maybe(this::name));
    }

    private BigDecimal decimal() {
        BigInteger digits = new BigInteger(random.nextInt(124), random);
        int scale = digits.bitLength() < 60 ? random.nextInt(80) - 18 : random.nextInt(60);
        return new BigDecimal(random.nextBoolean() ? digits : digits.negate(), Math.min(60, scale));
    }

    private Instant instant() {
        return switch (random.nextInt(8)) {
            case 0 -> Instant.EPOCH;
            case 1 -> Instant.MAX;
            case 2 -> Instant.MIN;
            case 3 -> Instant.ofEpochSecond(random.nextLong() >> 12, random.nextInt(1_000_000_000));
            default -> Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000) * 1_000L);
        };
    }

    private long number() {
        return switch (random.nextInt(8)) {
            case 0, 1 -> 0;
            case 2 -> Long.MAX_VALUE;
            case 3 -> Long.MIN_VALUE;
            case 4 -> 1_000_000_000_000L * random.nextInt(1_000);
            case 5 -> random.nextLong();
            default -> random.nextInt();
        };
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(9); i > 0; i--) {
            text.append(ODD.charAt(random.nextInt(ODD.length())));
        }
        return text.toString();
    }

    /** Names of members have no half surrogate pairs. */
    private static String whole(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    private String name() {
        return "n" + text().replaceAll("\\p{Cntrl}|[\u0080-\u009f\u2028\u2029\ud800-\udfff]", "") + "\ud83d\ude00";
    }

    private Map<String, String> texts() {
        Map<String, String> texts = new HashMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            texts.put(whole(text()), text());
        }
        return texts;
    }

    private Set<String> names() {
        return new HashSet<>(texts().values());
    }

    private <T> T maybe(Supplier<T> value) {
        return random.nextInt(3) == 0 ? null : value.get();
    }

    private <T> T pick(T[] values) {
        return values[random.nextInt(values.length)];
    }
}
