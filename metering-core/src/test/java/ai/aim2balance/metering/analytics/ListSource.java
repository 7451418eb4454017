package ai.aim2balance.metering.analytics;

import ai.aim2balance.metering.entry.Entry;
import ai.aim2balance.metering.entry.Spread;
import ai.aim2balance.metering.entry.UsageAmounts;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/** A source that looks at every entry: slow, and simple enough to believe. It remembers what it was asked. */
public final class ListSource implements UsageSource {
    final List<Entry> entries = new CopyOnWriteArrayList<>();
    final List<UsageQuery> asked = new CopyOnWriteArrayList<>();

    private ListSource() {}

    /** A source of some entries. */
    public static ListSource of(Entry... entries) {
        return of(Arrays.asList(entries));
    }

    static ListSource of(List<Entry> entries) {
        ListSource source = new ListSource();
        source.entries.addAll(entries);
        return source;
    }

    @Override
    public List<UsageRow> aggregate(UsageQuery query) {
        asked.add(query);
        record Group(Map<Dimension, String> values, Instant bucket) {}
        Map<Group, List<Entry>> groups = new LinkedHashMap<>();
        for (Entry entry : entries) {
            if (isMeant(entry, query)) {
                Map<Dimension, String> values = new EnumMap<>(Dimension.class);
                query.groupBy().forEach(dimension -> values.put(dimension, dimension.of(entry)));
                groups.computeIfAbsent(new Group(values, bucket(entry, query)), group -> new ArrayList<>())
                        .add(entry);
            }
        }
        return groups.entrySet().stream()
                .map(one -> new UsageRow(one.getKey().values(), one.getKey().bucket(), sum(one.getValue())))
                .toList();
    }

    @Override
    public List<Entry> log(UsageQuery query) {
        asked.add(query);
        Comparator<Entry> order = Comparator.comparing(LogPosition::of);
        Comparator<Entry> wanted = query.isNewestFirst() ? order.reversed() : order;
        LogPosition after = query.after();
        return entries.stream()
                .filter(entry -> isMeant(entry, query))
                .sorted(wanted)
                .filter(entry -> after == null
                        || (query.isNewestFirst()
                                ? LogPosition.of(entry).compareTo(after) < 0
                                : LogPosition.of(entry).compareTo(after) > 0))
                .skip(query.offset())
                .limit(query.limit())
                .toList();
    }

    static boolean isMeant(Entry entry, UsageQuery query) {
        return entry.usage() != null
                && query.scope().contains(entry.account())
                && (query.from() == null || !entry.occurredAt().isBefore(query.from()))
                && (query.to() == null || entry.occurredAt().isBefore(query.to()))
                && (query.asOf() == null || !entry.recordedAt().isAfter(query.asOf()))
                && query.filters().entrySet().stream()
                        .allMatch(filter -> filter.getKey().of(entry) != null
                                && filter.getValue().contains(filter.getKey().of(entry)))
                && (query.search() == null || isFound(entry, query.search()));
    }

    private static boolean isFound(Entry entry, String search) {
        return Stream.of(
                        Dimension.PROJECT,
                        Dimension.PROVIDER,
                        Dimension.MODEL,
                        Dimension.USER,
                        Dimension.REQUEST_TYPE,
                        Dimension.ENDPOINT)
                .map(dimension -> dimension.of(entry))
                .filter(Objects::nonNull)
                .anyMatch(value -> value.toLowerCase(Locale.ROOT).contains(search.toLowerCase(Locale.ROOT)));
    }

    private static Instant bucket(Entry entry, UsageQuery query) {
        if (query.bucket() == null) {
            return null;
        }
        long width = query.bucket().toSeconds();
        return Instant.ofEpochSecond(Math.floorDiv(entry.occurredAt().getEpochSecond(), width) * width);
    }

    /** What entries add up to, column by column. */
    static UsageSums sum(List<Entry> entries) {
        List<UsageAmounts> amounts =
                entries.stream().map(entry -> entry.usage().amounts()).toList();
        return new UsageSums(
                entries.size(),
                whole(amounts, UsageAmounts::requests),
                whole(amounts, UsageAmounts::inputTokens),
                whole(amounts, UsageAmounts::outputTokens),
                whole(amounts, UsageAmounts::cacheReadTokens),
                whole(amounts, UsageAmounts::cacheWriteTokens),
                whole(amounts, UsageAmounts::reasoningTokens),
                decimal(amounts, UsageAmounts::listUsd, 12),
                decimal(amounts, UsageAmounts::listEur, 12),
                decimal(amounts, UsageAmounts::marginEur, 12),
                decimal(amounts, UsageAmounts::feeEur, 12),
                decimal(amounts, UsageAmounts::costEur, 12),
                decimal(amounts, UsageAmounts::donatedEur, 12),
                decimal(amounts, UsageAmounts::microCredits, 6),
                amounts.stream().map(UsageAmounts::m2Restored).reduce(BigDecimal.ZERO, BigDecimal::add),
                estimate(amounts, UsageAmounts::kWh),
                estimate(amounts, UsageAmounts::waterL),
                estimate(amounts, UsageAmounts::co2e),
                whole(amounts, UsageAmounts::unpricedRequests),
                whole(amounts, UsageAmounts::fallbackRequests));
    }

    private static BigInteger whole(List<UsageAmounts> amounts, ToLongFunction<UsageAmounts> column) {
        return amounts.stream()
                .map(one -> BigInteger.valueOf(column.applyAsLong(one)))
                .reduce(BigInteger.ZERO, BigInteger::add);
    }

    private static BigDecimal decimal(List<UsageAmounts> amounts, ToLongFunction<UsageAmounts> column, int scale) {
        return new BigDecimal(whole(amounts, column), scale);
    }

    private static UsageSums.Estimate estimate(List<UsageAmounts> amounts, Function<UsageAmounts, Spread> column) {
        return new UsageSums.Estimate(
                decimal(amounts, one -> column.apply(one).low(), 12),
                decimal(amounts, one -> column.apply(one).likely(), 12),
                decimal(amounts, one -> column.apply(one).high(), 12));
    }
}
