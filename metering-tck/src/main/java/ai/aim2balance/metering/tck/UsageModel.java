package ai.aim2balance.metering.tck;

import ai.aim2balance.metering.analytics.Dimension;
import ai.aim2balance.metering.analytics.LogPosition;
import ai.aim2balance.metering.analytics.UsageQuery;
import ai.aim2balance.metering.analytics.UsageRow;
import ai.aim2balance.metering.analytics.UsageSums;
import ai.aim2balance.metering.entry.Entry;
import ai.aim2balance.metering.entry.Spread;
import ai.aim2balance.metering.entry.UsageAmounts;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What a question means, said a second time and as plainly as possible: the model by which the answers of all stores are
 * judged, the in-memory store included. Nothing of it is shared with a store.
 */
final class UsageModel {
    private static final int PICO = 12;
    private static final int MICRO = 6;

    private UsageModel() {}

    static boolean means(UsageQuery query, Entry entry) {
        if (entry.usage() == null) {
            return false;
        }
        boolean inScope = (query.scope().tenant() == null
                        || Objects.equals(
                                query.scope().tenant(), entry.account().tenant()))
                && (query.scope().user() == null
                        || Objects.equals(query.scope().user(), entry.account().user()));
        boolean inTime = (query.from() == null || query.from().compareTo(entry.occurredAt()) <= 0)
                && (query.to() == null || entry.occurredAt().compareTo(query.to()) < 0);
        boolean booked = query.asOf() == null || entry.recordedAt().compareTo(query.asOf()) <= 0;
        boolean filtered = query.filters().entrySet().stream()
                .allMatch(filter -> contains(filter.getValue(), filter.getKey().of(entry)));
        return inScope && inTime && booked && filtered && found(query.search(), entry);
    }

    static List<UsageRow> aggregate(List<Entry> entries, UsageQuery query) {
        Map<List<@Nullable Object>, List<Entry>> groups = new HashMap<>();
        for (Entry entry : entries) {
            if (means(query, entry)) {
                List<@Nullable Object> key = Arrays.asList(group(query, entry), bucket(query, entry));
                groups.computeIfAbsent(key, any -> new ArrayList<>()).add(entry);
            }
        }
        return groups.values().stream()
                .map(group -> new UsageRow(group(query, group.get(0)), bucket(query, group.get(0)), sums(group)))
                .toList();
    }

    static List<Entry> log(List<Entry> entries, UsageQuery query) {
        Comparator<LogPosition> oldestFirst = Comparator.comparing(LogPosition::occurredAt)
                .thenComparing(LogPosition::account)
                .thenComparing(LogPosition::seq);
        Comparator<LogPosition> order = query.isNewestFirst() ? oldestFirst.reversed() : oldestFirst;
        LogPosition after = query.after();
        return entries.stream()
                .filter(entry -> means(query, entry))
                .sorted(Comparator.comparing(LogPosition::of, order))
                .filter(entry -> after == null || order.compare(LogPosition.of(entry), after) > 0)
                .skip(query.offset())
                .limit(query.limit())
                .toList();
    }

    /** Rows by group and bucket, with decimals that are equal where their values are. A group must not come twice. */
    static Map<List<@Nullable Object>, UsageSums> byGroup(List<UsageRow> rows) {
        Map<List<@Nullable Object>, UsageSums> map = new HashMap<>();
        for (UsageRow row : rows) {
            List<@Nullable Object> key = Arrays.asList(row.group(), row.bucket());
            if (map.put(key, comparable(row.sums())) != null) {
                throw new AssertionError("a group comes twice: " + key);
            }
        }
        return map;
    }

    static UsageSums sums(List<Entry> entries) {
        List<UsageAmounts> all = entries.stream()
                .map(entry -> Objects.requireNonNull(entry.usage()).amounts())
                .toList();
        return comparable(new UsageSums(
                all.size(),
                whole(all, UsageAmounts::requests),
                whole(all, UsageAmounts::inputTokens),
                whole(all, UsageAmounts::outputTokens),
                whole(all, UsageAmounts::cacheReadTokens),
                whole(all, UsageAmounts::cacheWriteTokens),
                whole(all, UsageAmounts::reasoningTokens),
                decimal(all, UsageAmounts::listUsd, PICO),
                decimal(all, UsageAmounts::listEur, PICO),
                decimal(all, UsageAmounts::marginEur, PICO),
                decimal(all, UsageAmounts::feeEur, PICO),
                decimal(all, UsageAmounts::costEur, PICO),
                decimal(all, UsageAmounts::donatedEur, PICO),
                decimal(all, UsageAmounts::microCredits, MICRO),
                all.stream().map(UsageAmounts::m2Restored).reduce(BigDecimal.ZERO, BigDecimal::add),
                estimate(all, UsageAmounts::kWh),
                estimate(all, UsageAmounts::waterL),
                estimate(all, UsageAmounts::co2e),
                whole(all, UsageAmounts::unpricedRequests),
                whole(all, UsageAmounts::fallbackRequests)));
    }

    private static UsageSums comparable(UsageSums sums) {
        return new UsageSums(
                sums.entries(),
                sums.requests(),
                sums.inputTokens(),
                sums.outputTokens(),
                sums.cacheReadTokens(),
                sums.cacheWriteTokens(),
                sums.reasoningTokens(),
                sums.listUsd().stripTrailingZeros(),
                sums.listEur().stripTrailingZeros(),
                sums.marginEur().stripTrailingZeros(),
                sums.feeEur().stripTrailingZeros(),
                sums.costEur().stripTrailingZeros(),
                sums.donatedEur().stripTrailingZeros(),
                sums.credits().stripTrailingZeros(),
                sums.m2Restored().stripTrailingZeros(),
                comparable(sums.kWh()),
                comparable(sums.waterL()),
                comparable(sums.co2eKg()),
                sums.unpricedRequests(),
                sums.fallbackRequests());
    }

    private static UsageSums.Estimate comparable(UsageSums.Estimate estimate) {
        return new UsageSums.Estimate(
                estimate.low().stripTrailingZeros(),
                estimate.likely().stripTrailingZeros(),
                estimate.high().stripTrailingZeros());
    }

    private static BigInteger whole(List<UsageAmounts> all, ToLongFunction<UsageAmounts> amount) {
        return all.stream()
                .map(amounts -> BigInteger.valueOf(amount.applyAsLong(amounts)))
                .reduce(BigInteger.ZERO, BigInteger::add);
    }

    private static BigDecimal decimal(List<UsageAmounts> all, ToLongFunction<UsageAmounts> amount, int scale) {
        return new BigDecimal(whole(all, amount), scale);
    }

    private static UsageSums.Estimate estimate(List<UsageAmounts> all, Function<UsageAmounts, Spread> spread) {
        return new UsageSums.Estimate(
                decimal(all, amounts -> spread.apply(amounts).low(), PICO),
                decimal(all, amounts -> spread.apply(amounts).likely(), PICO),
                decimal(all, amounts -> spread.apply(amounts).high(), PICO));
    }

    private static boolean contains(Set<String> values, @Nullable String value) {
        return value != null && values.contains(value);
    }

    private static boolean found(@Nullable String text, Entry entry) {
        return text == null
                || Set.of(
                                Dimension.PROJECT,
                                Dimension.PROVIDER,
                                Dimension.MODEL,
                                Dimension.USER,
                                Dimension.REQUEST_TYPE,
                                Dimension.ENDPOINT)
                        .stream()
                        .map(dimension -> dimension.of(entry))
                        .filter(Objects::nonNull)
                        .anyMatch(value -> lower(value).contains(lower(text)));
    }

    private static String lower(String text) {
        StringBuilder lower = new StringBuilder(text);
        for (int i = 0; i < lower.length(); i++) {
            int letter = "ABCDEFGHIJKLMNOPQRSTUVWXYZ".indexOf(lower.charAt(i));
            if (letter >= 0) {
                lower.setCharAt(i, "abcdefghijklmnopqrstuvwxyz".charAt(letter));
            }
        }
        return lower.toString();
    }

    private static Map<Dimension, @Nullable String> group(UsageQuery query, Entry entry) {
        Map<Dimension, @Nullable String> group = new EnumMap<>(Dimension.class);
        query.groupBy().forEach(dimension -> group.put(dimension, dimension.of(entry)));
        return group;
    }

    private static @Nullable Instant bucket(UsageQuery query, Entry entry) {
        Duration width = query.bucket();
        if (width == null) {
            return null;
        }
        Instant midnight = entry.occurredAt()
                .atOffset(ZoneOffset.UTC)
                .toLocalDate()
                .atStartOfDay()
                .toInstant(ZoneOffset.UTC);
        return midnight.plus(width.multipliedBy(
                Duration.between(midnight, entry.occurredAt()).dividedBy(width)));
    }
}
