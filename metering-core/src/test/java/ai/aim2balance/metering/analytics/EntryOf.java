package ai.aim2balance.metering.analytics;

import ai.aim2balance.metering.entry.AccountId;
import ai.aim2balance.metering.entry.AccountState;
import ai.aim2balance.metering.entry.BalanceMode;
import ai.aim2balance.metering.entry.Entry;
import ai.aim2balance.metering.entry.EntryKind;
import ai.aim2balance.metering.entry.ImpactFacts;
import ai.aim2balance.metering.entry.PriceFacts;
import ai.aim2balance.metering.entry.Spread;
import ai.aim2balance.metering.entry.UsageAmounts;
import ai.aim2balance.metering.entry.UsageRecord;
import ai.aim2balance.metering.pricing.CreditBasis;
import ai.aim2balance.metering.pricing.exchange.ExchangeQuote;
import ai.aim2balance.metering.pricing.exchange.ExchangeQuote.Direction;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Makes entries: a spend of 1 EUR for 100 tokens at openai, unless said otherwise. */
public final class EntryOf {
    private static final AccountState STATE =
            new AccountState(0, 0, 0, null, 0, BalanceMode.TRACKED, false, null, Map.of());
    private static final PriceFacts PRICE = new PriceFacts(
            "p",
            null,
            new BigDecimal("0.15"),
            new BigDecimal("0.025"),
            new ExchangeQuote(BigDecimal.ONE, Direction.USD_PER_EUR, LocalDate.EPOCH, "test", false),
            CreditBasis.values()[0]);
    private static final ImpactFacts IMPACT =
            new ImpactFacts("TOKENS", "m", "h", "z", "1", "HIGH", BigDecimal.TEN, Set.of());

    private final Instant at;
    private final Map<Dimension, String> names = new HashMap<>();
    private AccountId account = new AccountId("acme", "ann");
    private long seq = 1;
    private EntryKind kind = EntryKind.SPEND;
    private Instant recordedAt;
    private String context;
    private Set<String> flags = Set.of();
    private UsageAmounts amounts = amounts(1, 60, 40, 1_000_000_000_000L);

    private EntryOf(Instant at) {
        this.at = at;
        this.recordedAt = at;
        names.put(Dimension.PROVIDER, "openai");
        names.put(Dimension.MODEL, "gpt-4o");
    }

    /** A spend at an instant. */
    public static EntryOf at(String instant) {
        return at(Instant.parse(instant));
    }

    static EntryOf at(Instant instant) {
        return new EntryOf(instant);
    }

    /** Amounts that differ from each other, all made of a few figures. */
    static UsageAmounts amounts(long requests, long input, long output, long picoEur) {
        Spread spread = new Spread(picoEur / 9, picoEur / 7, picoEur / 3);
        return new UsageAmounts(
                requests,
                input,
                output,
                input / 2,
                input / 5,
                output / 3,
                picoEur / 2,
                picoEur / 3,
                picoEur / 20,
                picoEur / 40,
                picoEur,
                picoEur / 41,
                picoEur / 2,
                new BigDecimal(picoEur / 41).movePointLeft(11),
                spread,
                spread,
                new Spread(picoEur / 90, picoEur / 70, picoEur / 30),
                picoEur % 2,
                picoEur % 3 / 2);
    }

    /** The number in its account. */
    public EntryOf seq(long number) {
        seq = number;
        return this;
    }

    EntryOf by(String tenant, String user) {
        account = new AccountId(tenant, user);
        return this;
    }

    EntryOf kind(EntryKind what) {
        kind = what;
        return this;
    }

    /** The value of a dimension of the call. */
    public EntryOf with(Dimension dimension, String value) {
        names.put(dimension, value);
        return this;
    }

    EntryOf booked(Instant when) {
        recordedAt = when;
        return this;
    }

    EntryOf context(String why) {
        context = why;
        return this;
    }

    EntryOf flags(String... known) {
        flags = Set.of(known);
        return this;
    }

    /** Tokens, half of them in and half out, and a cost in pico-euros. */
    public EntryOf costs(long tokens, long picoEur) {
        return amounts(amounts(1, tokens - tokens / 2, tokens / 2, picoEur));
    }

    EntryOf amounts(UsageAmounts what) {
        amounts = what;
        return this;
    }

    /** The entry. */
    public Entry entry() {
        UsageRecord.Call call = new UsageRecord.Call(
                names.get(Dimension.PROVIDER),
                names.get(Dimension.MODEL),
                names.get(Dimension.ENDPOINT),
                names.get(Dimension.REQUEST_TYPE),
                names.get(Dimension.PROJECT),
                names.get(Dimension.CONVERSATION),
                context,
                null,
                null,
                false,
                1_200L,
                Map.of());
        UsageRecord usage = new UsageRecord(call, null, amounts, List.of(), PRICE, IMPACT, flags);
        return new Entry(
                account,
                seq,
                "id-" + seq,
                kind,
                null,
                at,
                recordedAt,
                0,
                0,
                STATE,
                null,
                "f",
                usage,
                null,
                Map.of(),
                Entry.FORMAT,
                null);
    }
}
