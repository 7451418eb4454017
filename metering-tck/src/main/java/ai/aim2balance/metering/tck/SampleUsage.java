package ai.aim2balance.metering.tck;

import ai.aim2balance.metering.entry.ImpactFacts;
import ai.aim2balance.metering.entry.PriceFacts;
import ai.aim2balance.metering.entry.Spread;
import ai.aim2balance.metering.entry.TokenType;
import ai.aim2balance.metering.entry.Transaction;
import ai.aim2balance.metering.entry.UsageAmounts;
import ai.aim2balance.metering.entry.UsageRecord;
import ai.aim2balance.metering.pricing.CreditBasis;
import ai.aim2balance.metering.pricing.exchange.ExchangeQuote;
import ai.aim2balance.metering.usage.TokenUsage;
import ai.aim2balance.metering.usage.UsageUnit;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Builds calls to try a store with. What is not set has a plain value or none. The amounts of a call do not follow from its
 * counts: every one of them has another value, so that a store that mixes two up is seen. Not thread-safe.
 */
public final class SampleUsage {
    private static final ExchangeQuote QUOTE = new ExchangeQuote(
            new BigDecimal("1.0820"), ExchangeQuote.Direction.USD_PER_EUR, LocalDate.of(2026, 2, 27), "ECB", false);

    private static final PriceFacts PRICE = new PriceFacts(
            "openai/gpt-4o#1",
            "gpt-4o",
            new BigDecimal("0.150"),
            new BigDecimal("0.025"),
            QUOTE,
            CreditBasis.LIST_PRICE);

    private static final ImpactFacts IMPACT = new ImpactFacts(
            "TOKENS", "gpt-4o", "openai", "US", "factors-1", "MEDIUM", new BigDecimal("0.50"), Set.of());

    private String provider = "openai";
    private @Nullable String model = "gpt-4o";
    private @Nullable String endpoint;
    private @Nullable String requestType;
    private @Nullable String project;
    private @Nullable String conversation;
    private UsageAmounts amounts = amounts(1);
    private @Nullable TokenUsage tokens = TokenUsage.of(2, 3);

    private SampleUsage() {}

    /**
     * A plain call.
     *
     * @return a builder; without endpoint, request type, project and conversation
     */
    public static SampleUsage call() {
        return new SampleUsage();
    }

    /**
     * Amounts that are all different.
     *
     * @param times what each of them is multiplied by; a refund has a negative number here
     * @return the amounts
     */
    public static UsageAmounts amounts(long times) {
        return new UsageAmounts(
                times,
                2 * times,
                3 * times,
                5 * times,
                7 * times,
                11 * times,
                13 * times,
                17 * times,
                19 * times,
                23 * times,
                29 * times,
                31 * times,
                37 * times,
                new BigDecimal("0.041000000000000000000043").multiply(BigDecimal.valueOf(times)),
                new Spread(47 * times, 53 * times, 59 * times),
                new Spread(61 * times, 67 * times, 71 * times),
                new Spread(73 * times, 79 * times, 83 * times),
                89 * times,
                97 * times);
    }

    /**
     * A call with a value in every field.
     *
     * @return the call
     */
    public static UsageRecord full() {
        TokenUsage.Builder counts = TokenUsage.builder();
        for (UsageUnit unit : UsageUnit.values()) {
            counts.set(unit, unit.key().length());
        }
        return new UsageRecord(
                new UsageRecord.Call(
                        "openai",
                        "gpt-4o-2024-08-06",
                        "agents",
                        "chat",
                        "Ozean-Überblick",
                        "8f2c",
                        "message",
                        "flex",
                        "eu-west-1",
                        true,
                        1_234L,
                        Map.of("team", "blue", "ünïcode.$key", "😀 \"quoted\"", "empty", "")),
                counts.build(),
                amounts(Integer.MAX_VALUE),
                List.of(
                        new Transaction(TokenType.PROMPT, -1_000, new BigDecimal("2.50"), -2_500, -700, -100, -200),
                        new Transaction(TokenType.COMPLETION, -400, new BigDecimal("10"), -4_000, 0, 0, 0),
                        new Transaction(TokenType.OTHER, -1, new BigDecimal("10000.000000"), -10_000, 0, 0, 0),
                        new Transaction(TokenType.CREDITS, 5, null, 5_000_000, 0, 0, 0)),
                new PriceFacts(
                        "openai/gpt-4o#2",
                        "gpt-4o",
                        new BigDecimal("0.1500"),
                        new BigDecimal("0.02500"),
                        new ExchangeQuote(
                                new BigDecimal("0.924214417744916820"),
                                ExchangeQuote.Direction.EUR_PER_USD,
                                LocalDate.of(2024, 2, 29),
                                "treasury, Frankfurt",
                                true),
                        CreditBasis.SELLING_PRICE),
                new ImpactFacts(
                        "DURATION",
                        "gpt-4o",
                        "azure",
                        "SE",
                        "factors-1",
                        "LOW",
                        new BigDecimal("0.333333333333"),
                        Set.of("tier", "zone")),
                Set.of("fallback-price", "estimated", "derived"));
    }

    /**
     * A call with nothing that may be missing.
     *
     * @return the call
     */
    public static UsageRecord bare() {
        return new UsageRecord(
                new UsageRecord.Call("own", null, null, null, null, null, null, null, null, false, null, Map.of()),
                null,
                new UsageAmounts(
                        0,
                        0,
                        0,
                        0,
                        0,
                        0,
                        0,
                        0,
                        0,
                        0,
                        0,
                        0,
                        0,
                        BigDecimal.ZERO,
                        Spread.ZERO,
                        Spread.ZERO,
                        Spread.ZERO,
                        0,
                        0),
                List.of(),
                new PriceFacts("own", null, BigDecimal.ZERO, BigDecimal.ZERO, QUOTE, CreditBasis.LIST_PRICE),
                IMPACT,
                Set.of());
    }

    /**
     * Sets who served the call.
     *
     * @param name the provider
     * @return this
     */
    public SampleUsage provider(String name) {
        this.provider = name;
        return this;
    }

    /**
     * Sets the model.
     *
     * @param name the model, or null
     * @return this
     */
    public SampleUsage model(@Nullable String name) {
        this.model = name;
        return this;
    }

    /**
     * Sets the endpoint.
     *
     * @param name the endpoint, or null
     * @return this
     */
    public SampleUsage endpoint(@Nullable String name) {
        this.endpoint = name;
        return this;
    }

    /**
     * Sets the request type.
     *
     * @param name the request type, or null
     * @return this
     */
    public SampleUsage requestType(@Nullable String name) {
        this.requestType = name;
        return this;
    }

    /**
     * Sets the project.
     *
     * @param name the project, or null
     * @return this
     */
    public SampleUsage project(@Nullable String name) {
        this.project = name;
        return this;
    }

    /**
     * Sets the conversation.
     *
     * @param id the conversation, or null
     * @return this
     */
    public SampleUsage conversation(@Nullable String id) {
        this.conversation = id;
        return this;
    }

    /**
     * Sets what is added up.
     *
     * @param what the amounts
     * @return this
     */
    public SampleUsage amounts(UsageAmounts what) {
        this.amounts = what;
        return this;
    }

    /**
     * Sets the counts.
     *
     * @param counts the counts, or null as in a refund
     * @return this
     */
    public SampleUsage tokens(@Nullable TokenUsage counts) {
        this.tokens = counts;
        return this;
    }

    /**
     * The call so far.
     *
     * @return an immutable call
     */
    public UsageRecord build() {
        return new UsageRecord(
                new UsageRecord.Call(
                        provider,
                        model,
                        endpoint,
                        requestType,
                        project,
                        conversation,
                        null,
                        null,
                        null,
                        false,
                        null,
                        Map.of()),
                tokens,
                amounts,
                List.of(new Transaction(TokenType.PROMPT, -2, new BigDecimal("2.5"), -5, 0, 0, 0)),
                PRICE,
                IMPACT,
                Set.of());
    }
}
