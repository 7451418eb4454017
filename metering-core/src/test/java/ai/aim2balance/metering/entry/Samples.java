package ai.aim2balance.metering.entry;

import ai.aim2balance.metering.pricing.CreditBasis;
import ai.aim2balance.metering.pricing.exchange.ExchangeQuote;
import ai.aim2balance.metering.usage.TokenUsage;
import ai.aim2balance.metering.usage.UsageUnit;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.NullUnmarked;

/** One entry of each stored shape. */
@NullUnmarked
final class Samples {
    static final AccountId ACCOUNT = new AccountId("acme", "ada");
    static final Instant AT = Instant.parse("2026-11-24T09:30:00.123456Z");
    static final AccountState STATE =
            new AccountState(5_000_000_000L, 0, 0, null, 5_000_000_000L, BalanceMode.ENFORCED, false, null, Map.of());

    private Samples() {}

    static Map<String, Entry> all() {
        Map<String, Entry> all = new LinkedHashMap<>();
        all.put("opening", entry(1, EntryKind.OPENING, null, 5_000_000_000L, 0, STATE, null, null, null, Map.of()));
        all.put(
                "spend",
                entry(2, EntryKind.SPEND, null, -412_500_000, 0, after(4_587_500_000L), null, call(), null, Map.of()));
        all.put(
                "refund",
                entry(
                        3,
                        EntryKind.REFUND,
                        2L,
                        412_500_000,
                        0,
                        after(5_000_000_000L),
                        null,
                        refunded(),
                        null,
                        Map.of("reason", "empty answer")));
        all.put(
                "top-up",
                entry(
                        4,
                        EntryKind.TOP_UP,
                        null,
                        10_832_000_000_001L,
                        0,
                        after(10_837_000_000_001L),
                        null,
                        null,
                        new Payment(new BigDecimal("10.00"), "EUR", "pi_3PQ"),
                        Map.of()));
        all.put(
                "hold",
                entry(5, EntryKind.HOLD, null, 0, 1_500_000, held(), AT.plusSeconds(1_800), null, null, Map.of()));
        all.put(
                "settings",
                entry(
                        6,
                        EntryKind.SETTINGS,
                        null,
                        0,
                        0,
                        refilled(),
                        Instant.parse("2026-12-31T23:00:00Z"),
                        null,
                        null,
                        Map.of()));
        return all;
    }

    private static Entry entry(
            long seq,
            EntryKind kind,
            Long refersTo,
            long delta,
            long reserved,
            AccountState after,
            Instant dueAt,
            UsageRecord usage,
            Payment payment,
            Map<String, String> details) {
        return new Entry(
                ACCOUNT,
                seq,
                "id-" + seq,
                kind,
                refersTo,
                AT,
                AT.plusMillis(2),
                delta,
                reserved,
                after,
                dueAt,
                "f" + seq,
                usage,
                payment,
                details,
                Entry.FORMAT,
                null);
    }

    private static AccountState after(long credits) {
        return new AccountState(credits, 0, 0, null, 5_000_000_000L, BalanceMode.ENFORCED, false, null, Map.of());
    }

    private static AccountState held() {
        return new AccountState(
                -1, 1_500_000, 1, AT.plusSeconds(1_800), 5_000_000_000L, BalanceMode.TRACKED, true, null, Map.of());
    }

    private static AccountState refilled() {
        RefillSettings settings = new RefillSettings(
                RefillSettings.Policy.UP_TO,
                20_000_000_000L,
                1,
                RefillSettings.Unit.MONTHS,
                ZoneId.of("Europe/Berlin"),
                Instant.parse("2026-10-31T23:00:00Z"),
                RefillSettings.Missed.SKIP);
        return new AccountState(
                7, 0, 0, null, 0, BalanceMode.OFF, false, new AccountState.Refill(settings, 6, 1, AT), Map.of());
    }

    static UsageRecord call() {
        TokenUsage usage = TokenUsage.builder()
                .set(UsageUnit.INPUT_TOKENS, 100)
                .set(UsageUnit.OUTPUT_TOKENS, 20)
                .set(UsageUnit.CACHE_READ_TOKENS, 0)
                .build();
        return new UsageRecord(
                new UsageRecord.Call(
                        "openai",
                        "gpt-4o-2024-08-06",
                        "agents",
                        "chat",
                        "support",
                        "c-1",
                        "message",
                        "standard",
                        "eu",
                        true,
                        0L,
                        Map.of("team", "blue", "app", "Überblick")),
                usage,
                amounts(1),
                List.of(
                        new Transaction(TokenType.PROMPT, -100, new BigDecimal("2.5"), -250_000_000, -100, 0, 0),
                        new Transaction(TokenType.COMPLETION, -20, new BigDecimal("8.125"), -162_500_000, 0, 0, 0)),
                price(),
                impact(),
                Set.of("fallback-price", "estimated-usage"));
    }

    private static UsageRecord refunded() {
        return new UsageRecord(
                new UsageRecord.Call(
                        "openai", "gpt-4o-2024-08-06", null, null, null, null, null, null, null, false, null, Map.of()),
                null,
                amounts(-1),
                List.of(new Transaction(TokenType.CREDITS, 412, null, 412_500_000, 0, 0, 0)),
                price(),
                impact(),
                Set.of());
    }

    private static UsageAmounts amounts(int sign) {
        return new UsageAmounts(
                sign,
                100L * sign,
                20L * sign,
                0,
                0,
                0,
                412_500_000L * sign,
                380_816_100L * sign,
                57_122_415L * sign,
                10_948_463L * sign,
                448_886_978L * sign,
                10_948_463L * sign,
                412_500_000L * sign,
                new BigDecimal("0.000054742315").multiply(BigDecimal.valueOf(sign)),
                new Spread(10_000_000L * sign, 31_245_600_000L * sign, 1_000_000_000_000L * sign),
                Spread.ZERO,
                new Spread(0, sign, 2L * sign),
                0,
                sign);
    }

    private static PriceFacts price() {
        return new PriceFacts(
                "openai/gpt-4o@2024-10-01",
                "gpt-4o",
                new BigDecimal("0.15"),
                new BigDecimal("0.0250"),
                new ExchangeQuote(
                        new BigDecimal("1.0832"),
                        ExchangeQuote.Direction.USD_PER_EUR,
                        LocalDate.of(2026, 11, 23),
                        "ECB euro foreign exchange reference rates",
                        true),
                CreditBasis.LIST_PRICE);
    }

    private static ImpactFacts impact() {
        return new ImpactFacts(
                "TOKENS",
                "gpt-4o",
                "openai",
                "US",
                "2026-11-01",
                "medium",
                new BigDecimal("5.00"),
                Set.of("model-family", "host"));
    }
}
