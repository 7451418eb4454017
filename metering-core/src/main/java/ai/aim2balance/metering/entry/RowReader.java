package ai.aim2balance.metering.entry;

import ai.aim2balance.metering.InvalidInputException;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Makes a row of its values.
 *
 * @param values where they are
 */
record RowReader<X extends Exception>(EntryColumn.Values<X> values) {
    EntryRow row() throws X {
        String provider = text(EntryColumn.PROVIDER);
        return new EntryRow(
                new AccountId(given(EntryColumn.TENANT), given(EntryColumn.USER_ID)),
                whole(EntryColumn.SEQ),
                given(EntryColumn.POSTING_ID),
                given(EntryColumn.KIND),
                wholeOrNull(EntryColumn.REFERS_TO),
                Micros.instant(whole(EntryColumn.OCCURRED_AT)),
                Micros.instant(whole(EntryColumn.RECORDED_AT)),
                whole(EntryColumn.CREDITS_DELTA),
                whole(EntryColumn.RESERVED_DELTA),
                timeOrNull(EntryColumn.DUE_AT),
                given(EntryColumn.FINGERPRINT),
                (int) whole(EntryColumn.FORMAT_VERSION),
                provider == null
                        ? null
                        : new EntryRow.Names(
                                provider,
                                text(EntryColumn.MODEL),
                                text(EntryColumn.ENDPOINT),
                                text(EntryColumn.REQUEST_TYPE),
                                text(EntryColumn.PROJECT),
                                text(EntryColumn.CONVERSATION_ID)),
                provider == null ? null : amounts(),
                given(EntryColumn.FACTS));
    }

    private UsageAmounts amounts() throws X {
        return new UsageAmounts(
                whole(EntryColumn.REQUESTS),
                whole(EntryColumn.INPUT_TOKENS),
                whole(EntryColumn.OUTPUT_TOKENS),
                whole(EntryColumn.CACHE_READ_TOKENS),
                whole(EntryColumn.CACHE_WRITE_TOKENS),
                whole(EntryColumn.REASONING_TOKENS),
                whole(EntryColumn.LIST_USD),
                whole(EntryColumn.LIST_EUR),
                whole(EntryColumn.MARGIN_EUR),
                whole(EntryColumn.FEE_EUR),
                whole(EntryColumn.COST_EUR),
                whole(EntryColumn.DONATED_EUR),
                whole(EntryColumn.CREDITS),
                decimal(EntryColumn.M2_RESTORED),
                spread(EntryColumn.KWH_LOW, EntryColumn.KWH_LIKELY, EntryColumn.KWH_HIGH),
                spread(EntryColumn.WATER_LOW, EntryColumn.WATER_LIKELY, EntryColumn.WATER_HIGH),
                spread(EntryColumn.CO2E_LOW, EntryColumn.CO2E_LIKELY, EntryColumn.CO2E_HIGH),
                whole(EntryColumn.UNPRICED_REQUESTS),
                whole(EntryColumn.FALLBACK_REQUESTS));
    }

    private Spread spread(EntryColumn low, EntryColumn likely, EntryColumn high) throws X {
        return new Spread(whole(low), whole(likely), whole(high));
    }

    private String given(EntryColumn column) throws X {
        String value = text(column);
        if (value == null) {
            throw new InvalidInputException(column.key(), "null", "a text");
        }
        return value;
    }

    private @Nullable String text(EntryColumn column) throws X {
        return (String) values.of(column);
    }

    private BigDecimal decimal(EntryColumn column) throws X {
        BigDecimal value = (BigDecimal) values.of(column);
        return value == null ? BigDecimal.ZERO : value;
    }

    private long whole(EntryColumn column) throws X {
        Long value = wholeOrNull(column);
        return value == null ? 0 : value;
    }

    private @Nullable Long wholeOrNull(EntryColumn column) throws X {
        return (Long) values.of(column);
    }

    private @Nullable Instant timeOrNull(EntryColumn column) throws X {
        Long micros = wholeOrNull(column);
        return micros == null ? null : Micros.instant(micros);
    }
}
