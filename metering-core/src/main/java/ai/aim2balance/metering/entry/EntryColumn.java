package ai.aim2balance.metering.entry;

import java.util.EnumSet;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What a store keeps of an entry, value by value, in the one order in which they are written and read. For adapters: an
 * {@link EntryRow} goes into columns, or into fields of a document, and comes out again by {@link EntryRow#read}. Immutable.
 */
public enum EntryColumn {
    /** The tenant. */
    TENANT("tenantId", Type.TEXT, row -> row.account().tenant()),
    /** The user. */
    USER_ID("user", Type.TEXT, row -> row.account().user()),
    /** The entry's number. */
    SEQ("seq", Type.LONG, EntryRow::seq),
    /** The posting id. */
    POSTING_ID("postingId", Type.TEXT, EntryRow::postingId),
    /** The kind's name. */
    KIND("kind", Type.TEXT, EntryRow::kind),
    /** The number of the entry that it refers to. */
    REFERS_TO("refersTo", Type.LONG, EntryRow::refersTo),
    /** When it happened, in {@link Micros}. */
    OCCURRED_AT("occurredAt", Type.LONG, row -> Micros.of(row.occurredAt())),
    /** When it was booked, in {@link Micros}. */
    RECORDED_AT("recordedAt", Type.LONG, row -> Micros.of(row.recordedAt())),
    /** When something is due, in {@link Micros}. */
    DUE_AT("dueAt", Type.LONG, row -> row.dueAt() == null ? null : (Long) Micros.of(row.dueAt())),
    /** Change of the credits, in millionths. */
    CREDITS_DELTA("creditsDelta", Type.LONG, EntryRow::creditsDelta),
    /** Change of the reserved credits, in millionths. */
    RESERVED_DELTA("reservedDelta", Type.LONG, EntryRow::reservedDelta),
    /** Fingerprint of the caller's facts. */
    FINGERPRINT("fingerprint", Type.TEXT, EntryRow::fingerprint),
    /** Version of the form. */
    FORMAT_VERSION("formatVersion", Type.LONG, row -> (long) row.formatVersion()),
    /** Who served the call; null where an entry is no call. */
    PROVIDER("provider", Type.TEXT, name(EntryRow.Names::provider)),
    /** The model. */
    MODEL("model", Type.TEXT, name(EntryRow.Names::model)),
    /** The application's endpoint. */
    ENDPOINT("endpoint", Type.TEXT, name(EntryRow.Names::endpoint)),
    /** Such as chat. */
    REQUEST_TYPE("requestType", Type.TEXT, name(EntryRow.Names::requestType)),
    /** Project or AI agent. */
    PROJECT("project", Type.TEXT, name(EntryRow.Names::project)),
    /** The conversation. */
    CONVERSATION_ID("conversationId", Type.TEXT, name(EntryRow.Names::conversationId)),
    /** Calls. */
    REQUESTS("requests", amount(UsageAmounts::requests)),
    /** All input tokens. */
    INPUT_TOKENS("inputTokens", amount(UsageAmounts::inputTokens)),
    /** All output tokens. */
    OUTPUT_TOKENS("outputTokens", amount(UsageAmounts::outputTokens)),
    /** Input tokens from a cache. */
    CACHE_READ_TOKENS("cacheReadTokens", amount(UsageAmounts::cacheReadTokens)),
    /** Input tokens into a cache. */
    CACHE_WRITE_TOKENS("cacheWriteTokens", amount(UsageAmounts::cacheWriteTokens)),
    /** Output tokens for reasoning. */
    REASONING_TOKENS("reasoningTokens", amount(UsageAmounts::reasoningTokens)),
    /** List cost in pico-dollars. */
    LIST_USD("listUSD", amount(UsageAmounts::listUsd)),
    /** List cost in pico-euros. */
    LIST_EUR("listEUR", amount(UsageAmounts::listEur)),
    /** Margin in pico-euros. */
    MARGIN_EUR("marginEUR", amount(UsageAmounts::marginEur)),
    /** Fee in pico-euros. */
    FEE_EUR("feeEUR", amount(UsageAmounts::feeEur)),
    /** Cost in pico-euros. */
    COST_EUR("costEUR", amount(UsageAmounts::costEur)),
    /** Donated part of the fee in pico-euros. */
    DONATED_EUR("donatedEUR", amount(UsageAmounts::donatedEur)),
    /** Price in millionths of a credit. */
    CREDITS("credits", amount(UsageAmounts::microCredits)),
    /** Energy in 10<sup>-12</sup> kWh, lower bound. */
    KWH_LOW("kWhLow", spread(UsageAmounts::kWh, Spread::low)),
    /** Energy in 10<sup>-12</sup> kWh. */
    KWH_LIKELY("kWh", spread(UsageAmounts::kWh, Spread::likely)),
    /** Energy in 10<sup>-12</sup> kWh, upper bound. */
    KWH_HIGH("kWhHigh", spread(UsageAmounts::kWh, Spread::high)),
    /** Water in 10<sup>-12</sup> litres, lower bound. */
    WATER_LOW("waterLLow", spread(UsageAmounts::waterL, Spread::low)),
    /** Water in 10<sup>-12</sup> litres. */
    WATER_LIKELY("waterL", spread(UsageAmounts::waterL, Spread::likely)),
    /** Water in 10<sup>-12</sup> litres, upper bound. */
    WATER_HIGH("waterLHigh", spread(UsageAmounts::waterL, Spread::high)),
    /** CO2e in 10<sup>-12</sup> kg, lower bound. */
    CO2E_LOW("co2eLow", spread(UsageAmounts::co2e, Spread::low)),
    /** CO2e in 10<sup>-12</sup> kg. */
    CO2E_LIKELY("co2e", spread(UsageAmounts::co2e, Spread::likely)),
    /** CO2e in 10<sup>-12</sup> kg, upper bound. */
    CO2E_HIGH("co2eHigh", spread(UsageAmounts::co2e, Spread::high)),
    /** Requests without a price of their own. */
    UNPRICED_REQUESTS("unpricedRequests", amount(UsageAmounts::unpricedRequests)),
    /** Requests whose impact is less exact than asked for. */
    FALLBACK_REQUESTS("fallbackRequests", amount(UsageAmounts::fallbackRequests)),
    /** Restored area in m², a decimal. */
    M2_RESTORED(
            "m2Restored",
            Type.DECIMAL,
            row -> row.amounts() == null ? null : row.amounts().m2Restored()),
    /** Everything else, as a JSON text. */
    FACTS("facts", Type.TEXT, EntryRow::facts);

    /** How values are kept. */
    public enum Type {
        /** A {@link String}. */
        TEXT,
        /** A {@link Long}. */
        LONG,
        /** A {@link java.math.BigDecimal}. */
        DECIMAL
    }

    /**
     * A row's values by column, wherever they come from.
     *
     * @param <X> what may be thrown while one is read
     */
    @FunctionalInterface
    public interface Values<X extends Exception> {
        /**
         * One value.
         *
         * @param column of which column
         * @return the value, in the column's type, or null where there is none
         * @throws X if it cannot be read
         */
        @Nullable
        Object of(EntryColumn column) throws X;
    }

    private static final List<EntryColumn> AMOUNTS = List.copyOf(EnumSet.range(REQUESTS, M2_RESTORED));

    private final String key;
    private final Type type;

    @SuppressWarnings("ImmutableEnumChecker") // a method reference without state
    private final Function<EntryRow, @Nullable Object> value;

    EntryColumn(String key, Type type, Function<EntryRow, @Nullable Object> value) {
        this.key = key;
        this.type = type;
        this.value = value;
    }

    EntryColumn(String key, Function<EntryRow, @Nullable Object> amount) {
        this(key, Type.LONG, amount);
    }

    /**
     * The name of the field in documents.
     *
     * @return such as {@code tenantId}
     */
    public String key() {
        return key;
    }

    /**
     * How its values are kept.
     *
     * @return the type
     */
    public Type type() {
        return type;
    }

    /**
     * A row's value.
     *
     * @param row the row
     * @return a value of the column's type, or null where the entry has none
     */
    public @Nullable Object of(EntryRow row) {
        return value.apply(row);
    }

    /**
     * What is summed: every amount.
     *
     * @return the columns, in their order
     */
    public static List<EntryColumn> amounts() {
        return AMOUNTS;
    }

    private static Function<EntryRow, @Nullable Object> name(Function<EntryRow.Names, @Nullable String> part) {
        return row -> row.names() == null ? null : part.apply(row.names());
    }

    private static Function<EntryRow, @Nullable Object> amount(ToLongFunction<UsageAmounts> part) {
        return row -> row.amounts() == null ? null : (Long) part.applyAsLong(row.amounts());
    }

    private static Function<EntryRow, @Nullable Object> spread(
            Function<UsageAmounts, Spread> of, ToLongFunction<Spread> part) {
        return amount(amounts -> part.applyAsLong(of.apply(amounts)));
    }
}
