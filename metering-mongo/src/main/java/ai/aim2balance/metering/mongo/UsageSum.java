package ai.aim2balance.metering.mongo;

import ai.aim2balance.metering.analytics.Dimension;
import ai.aim2balance.metering.analytics.UsageQuery;
import ai.aim2balance.metering.analytics.UsageRow;
import ai.aim2balance.metering.analytics.UsageSums;
import ai.aim2balance.metering.entry.EntryColumn;
import ai.aim2balance.metering.entry.Micros;
import ai.aim2balance.metering.store.MeteringStoreException;
import ai.aim2balance.metering.store.MeteringStoreException.Outcome;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.bson.types.Decimal128;
import org.jspecify.annotations.Nullable;

/**
 * Sums of usage: the pipeline that asks for them, and what it gives. Every amount is summed as a decimal of 34 digits, which
 * is exact for more entries than there can be; what could have been rounded all the same is refused.
 *
 * @param query the question
 */
record UsageSum(UsageQuery query) {
    private static final String BUCKET = "bucket";
    private static final String ENTRIES = "entries";
    private static final String AREA = EntryColumn.M2_RESTORED.key();
    private static final int EXACT_DIGITS = 34;

    List<Document> pipeline() {
        Document group = new Document();
        query.groupBy().stream()
                .sorted()
                .forEach(dimension -> group.append(
                        dimension.key(),
                        Expression.field(UsageFinds.field(dimension)).marked().bson()));
        Duration bucket = query.bucket();
        if (bucket != null) {
            Expression time = Expression.field(UsageFinds.OCCURRED_AT);
            group.append(
                    BUCKET,
                    time.floor(TimeUnit.SECONDS.toMicros(bucket.toSeconds())).bson());
        }
        Document sums = new Document(Documents.ID, group.isEmpty() ? null : group)
                .append(ENTRIES, Expression.literal(1L).sum().bson());
        for (EntryColumn column : EntryColumn.amounts()) {
            if (column.type() == EntryColumn.Type.LONG) {
                sums.append(
                        column.key(),
                        Expression.field(column.key()).exact().sum().bson());
            }
        }
        for (String part : DecimalParts.names()) {
            sums.append(part, Expression.field(AREA + "." + part).sum().bson());
        }
        return List.of(new Document("$match", UsageFinds.filter(query).document()), new Document("$group", sums));
    }

    UsageRow row(Document found) {
        Document group = found.get(Documents.ID) == null ? new Document() : found.get(Documents.ID, Document.class);
        Map<Dimension, @Nullable String> values = new EnumMap<>(Dimension.class);
        query.groupBy()
                .forEach(dimension -> values.put(dimension, Expression.unmarked(group.getString(dimension.key()))));
        Instant bucket = query.bucket() == null
                ? null
                : Micros.instant(group.get(BUCKET, Number.class).longValue());
        long entries = found.get(ENTRIES, Number.class).longValue();
        return new UsageRow(values, bucket, UsageSums.<RuntimeException>of(entries, column -> sum(found, column)));
    }

    private static BigDecimal sum(Document found, EntryColumn column) {
        return column.type() == EntryColumn.Type.LONG
                ? new BigDecimal(sum(found, column.key()))
                : DecimalParts.sum(part -> sum(found, part));
    }

    private static BigInteger sum(Document found, String field) {
        Object sum = found.get(field);
        if (sum instanceof Integer || sum instanceof Long) {
            return BigInteger.valueOf(((Number) sum).longValue());
        }
        if (sum instanceof Decimal128 decimal && decimal.isFinite()) {
            BigDecimal value = decimal.bigDecimalValue();
            if (value.precision() < EXACT_DIGITS) {
                return value.toBigIntegerExact();
            }
        }
        throw new MeteringStoreException(
                Outcome.REJECTED, "the sum of " + field + " is not exact: the server says " + sum, null);
    }
}
