package ai.aim2balance.metering.jdbc;

import ai.aim2balance.metering.entry.EntryRow;
import ai.aim2balance.metering.entry.Spread;
import ai.aim2balance.metering.entry.UsageAmounts;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The columns of the table of entries, in the one order in which they are written and read. */
enum Column {
    TENANT(Type.TEXT, row -> row.account().tenant()),
    USER_ID(Type.TEXT, row -> row.account().user()),
    SEQ(Type.LONG, EntryRow::seq),
    POSTING_ID(Type.TEXT, EntryRow::postingId),
    KIND(Type.TEXT, EntryRow::kind),
    REFERS_TO(Type.LONG, EntryRow::refersTo),
    OCCURRED_AT(Type.LONG, row -> Micros.of(row.occurredAt())),
    RECORDED_AT(Type.LONG, row -> Micros.of(row.recordedAt())),
    DUE_AT(Type.LONG, row -> row.dueAt() == null ? null : (Long) Micros.of(row.dueAt())),
    CREDITS_DELTA(Type.LONG, EntryRow::creditsDelta),
    RESERVED_DELTA(Type.LONG, EntryRow::reservedDelta),
    FINGERPRINT(Type.TEXT, EntryRow::fingerprint),
    FORMAT_VERSION(Type.LONG, row -> (long) row.formatVersion()),
    PROVIDER(Type.TEXT, name(EntryRow.Names::provider)),
    MODEL(Type.TEXT, name(EntryRow.Names::model)),
    ENDPOINT(Type.TEXT, name(EntryRow.Names::endpoint)),
    REQUEST_TYPE(Type.TEXT, name(EntryRow.Names::requestType)),
    PROJECT(Type.TEXT, name(EntryRow.Names::project)),
    CONVERSATION_ID(Type.TEXT, name(EntryRow.Names::conversationId)),
    REQUESTS(amount(UsageAmounts::requests)),
    INPUT_TOKENS(amount(UsageAmounts::inputTokens)),
    OUTPUT_TOKENS(amount(UsageAmounts::outputTokens)),
    CACHE_READ_TOKENS(amount(UsageAmounts::cacheReadTokens)),
    CACHE_WRITE_TOKENS(amount(UsageAmounts::cacheWriteTokens)),
    REASONING_TOKENS(amount(UsageAmounts::reasoningTokens)),
    LIST_USD(amount(UsageAmounts::listUsd)),
    LIST_EUR(amount(UsageAmounts::listEur)),
    MARGIN_EUR(amount(UsageAmounts::marginEur)),
    FEE_EUR(amount(UsageAmounts::feeEur)),
    COST_EUR(amount(UsageAmounts::costEur)),
    DONATED_EUR(amount(UsageAmounts::donatedEur)),
    CREDITS(amount(UsageAmounts::microCredits)),
    KWH_LOW(spread(UsageAmounts::kWh, Spread::low)),
    KWH_LIKELY(spread(UsageAmounts::kWh, Spread::likely)),
    KWH_HIGH(spread(UsageAmounts::kWh, Spread::high)),
    WATER_LOW(spread(UsageAmounts::waterL, Spread::low)),
    WATER_LIKELY(spread(UsageAmounts::waterL, Spread::likely)),
    WATER_HIGH(spread(UsageAmounts::waterL, Spread::high)),
    CO2E_LOW(spread(UsageAmounts::co2e, Spread::low)),
    CO2E_LIKELY(spread(UsageAmounts::co2e, Spread::likely)),
    CO2E_HIGH(spread(UsageAmounts::co2e, Spread::high)),
    UNPRICED_REQUESTS(amount(UsageAmounts::unpricedRequests)),
    FALLBACK_REQUESTS(amount(UsageAmounts::fallbackRequests)),
    M2_RESTORED(
            Type.DECIMAL, row -> row.amounts() == null ? null : row.amounts().m2Restored()),
    FACTS(Type.TEXT, EntryRow::facts);

    /** How a column's values are kept. */
    enum Type {
        TEXT,
        LONG,
        DECIMAL
    }

    private static final String ALL = Arrays.stream(values()).map(Column::sql).collect(Collectors.joining(", "));

    private final Type type;

    @SuppressWarnings("ImmutableEnumChecker") // a method reference without state
    private final Function<EntryRow, @Nullable Object> value;

    Column(Type type, Function<EntryRow, @Nullable Object> value) {
        this.type = type;
        this.value = value;
    }

    Column(Function<EntryRow, @Nullable Object> amount) {
        this(Type.LONG, amount);
    }

    String sql() {
        return name().toLowerCase(Locale.ROOT);
    }

    Type type() {
        return type;
    }

    @Nullable
    Object of(EntryRow row) {
        return value.apply(row);
    }

    /** Its place in a row that was read: 1 for the first. */
    @SuppressWarnings("EnumOrdinal") // the order of the constants is the order of the columns
    int place() {
        return ordinal() + 1;
    }

    /** All columns, as they stand in a statement. */
    static String all() {
        return ALL;
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
