package ai.aim2balance.metering.tck;

import ai.aim2balance.metering.analytics.Dimension;
import ai.aim2balance.metering.analytics.LogPosition;
import ai.aim2balance.metering.analytics.Scope;
import ai.aim2balance.metering.analytics.UsageQuery;
import ai.aim2balance.metering.analytics.UsageRow;
import ai.aim2balance.metering.analytics.UsageSums;
import ai.aim2balance.metering.entry.Entry;
import ai.aim2balance.metering.entry.EntryKind;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/** Stores that answer questions about usage wrongly. */
final class BrokenQueries {
    private BrokenQueries() {}

    static List<Broken> all() {
        return Stream.of(scopes(), times(), searches(), sums(), pages())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Broken> scopes() {
        return List.of(
                Broken.of(
                        "sums over all tenants, whatever the scope",
                        () -> new PlainStore() {
                            @Override
                            public synchronized List<UsageRow> aggregate(UsageQuery query) {
                                checkOpen();
                                return rows(
                                        entries.stream()
                                                .filter(entry -> means(query, entry) || isOfNobody(query, entry))
                                                .toList(),
                                        query);
                            }
                        },
                        "Aggregate.ofOneTenant"),
                Broken.of(
                        "forgets the tenant where there is a filter",
                        () -> meaning((query, entry) -> UsageModel.means(query, entry)
                                || (!query.filters().isEmpty() && isOfNobody(query, entry))),
                        "Aggregate.ofOneTenantFiltered",
                        "Log.ofOneTenant"),
                Broken.of(
                        "forgets the tenant where there is a search",
                        () -> meaning((query, entry) ->
                                UsageModel.means(query, entry) || (query.search() != null && isOfNobody(query, entry))),
                        "Search.insideTheScope"),
                Broken.of(
                        "forgets the tenant behind a place of the log",
                        () -> meaning((query, entry) ->
                                UsageModel.means(query, entry) || (query.after() != null && isOfNobody(query, entry))),
                        "Log.ofOneTenantBehindAPlace"),
                Broken.of(
                        "filters in any case",
                        () -> meaning((query, entry) -> UsageModel.means(withoutFilters(query), entry)
                                && query.filters().entrySet().stream()
                                        .allMatch(filter -> filter.getValue().stream()
                                                .anyMatch(value -> value.equalsIgnoreCase(
                                                        filter.getKey().of(entry))))),
                        "Aggregate.filtersAreExact"));
    }

    private static List<Broken> times() {
        return List.of(
                Broken.of(
                        "includes the end of a range",
                        () -> meaning((query, entry) -> UsageModel.means(query, entry)
                                || (entry.occurredAt().equals(query.to())
                                        && UsageModel.means(query.between(null, null), entry))),
                        "Window.lastInstant",
                        "Window.rangesThatMeet",
                        "Log.range"),
                Broken.of(
                        "excludes the beginning of a range",
                        () -> meaning((query, entry) -> UsageModel.means(query, entry)
                                && !entry.occurredAt().equals(query.from())),
                        "Window.firstInstant"),
                Broken.of(
                        "compares times to the millisecond",
                        () -> meaning((query, entry) -> UsageModel.means(
                                query.between(
                                        query.from() == null
                                                ? null
                                                : query.from().truncatedTo(ChronoUnit.MILLIS),
                                        query.to()),
                                entry)),
                        "Window.byTheMicrosecond"),
                Broken.of(
                        "takes the time of booking for the time of the call",
                        () -> meaning((query, entry) -> UsageModel.means(query.between(null, null), entry)
                                && (query.from() == null || !entry.recordedAt().isBefore(query.from()))
                                && (query.to() == null || entry.recordedAt().isBefore(query.to()))),
                        "Window.byOccurrence"),
                Broken.of(
                        "does not look at the instant of booking",
                        () -> meaning((query, entry) -> UsageModel.means(query.asOf(null), entry)),
                        "Window.asOf",
                        "Log.asOf"),
                Broken.of(
                        "begins buckets at the range that was asked for",
                        () -> bucketing((query, row) -> {
                            Instant from = query.from();
                            return from == null
                                    ? row
                                    : from.plusSeconds((row.getEpochSecond() - from.getEpochSecond()) / 60);
                        }),
                        "Window.bucketsOfARange"),
                Broken.of(
                        "begins days at midnight of a zone",
                        () -> bucketing((query, row) -> query.bucket().toDays() == 1
                                ? row.atZone(ZoneId.of("Europe/Berlin"))
                                        .toLocalDate()
                                        .atStartOfDay(ZoneId.of("Europe/Berlin"))
                                        .toInstant()
                                : row),
                        "Window.days"));
    }

    private static List<Broken> searches() {
        return List.of(
                Broken.of(
                        "takes % and _ for wildcards",
                        () -> searching(BrokenQueries::like), "Search.percent", "Search.underscore"),
                Broken.of(
                        "takes a search for a regular expression",
                        () -> searching((text, value) -> {
                            try {
                                return Pattern.compile(text, Pattern.CASE_INSENSITIVE)
                                        .matcher(value)
                                        .find();
                            } catch (PatternSyntaxException e) {
                                return false;
                            }
                        }),
                        "Search.regularExpressions"),
                Broken.of(
                        "searches in one case",
                        () -> searching((text, value) -> value.contains(text)),
                        "Search.anyCase"),
                Broken.of(
                        "searches in any case of any letter",
                        () -> searching((text, value) ->
                                value.toLowerCase(Locale.ROOT).contains(text.toLowerCase(Locale.ROOT))),
                        "Search.otherLetters"),
                Broken.of(
                        "searches at the beginning alone",
                        () -> searching((text, value) ->
                                value.toLowerCase(Locale.ROOT).startsWith(text.toLowerCase(Locale.ROOT))),
                        "Search.anywhere"),
                Broken.of(
                        "searches in conversations too",
                        () -> meaning((query, entry) -> UsageModel.means(query, entry)
                                || (query.search() != null
                                        && UsageModel.means(query.search(null), entry)
                                        && String.valueOf(Dimension.CONVERSATION.of(entry))
                                                .contains(query.search()))),
                        "Search.whereItLooks"));
    }

    private static List<Broken> sums() {
        return List.of(
                Broken.of(
                        "sums money as double",
                        () -> summing(sums -> BrokenSums.withCost(
                                sums, new BigDecimal(sums.costEur().doubleValue()))),
                        "Aggregate.exact",
                        "Aggregate.beyondALong"),
                Broken.of(
                        "sums in a long",
                        () -> summing(sums -> BrokenSums.withFallbacks(
                                sums, BigInteger.valueOf(sums.fallbackRequests().longValue()))),
                        "Aggregate.beyondALong"),
                Broken.of("mixes two sums up", () -> summing(BrokenSums::mixedUp), "Aggregate.ofOneEntry"),
                Broken.of(
                        "sums spends alone",
                        () -> meaning(
                                (query, entry) -> UsageModel.means(query, entry) && entry.kind() != EntryKind.REFUND),
                        "Aggregate.refunds"),
                Broken.of(
                        "forgets settled holds",
                        () -> meaning(
                                (query, entry) -> UsageModel.means(query, entry) && entry.kind() != EntryKind.SETTLE),
                        "Aggregate.everyKindWithUsage"),
                Broken.of(
                        "has no group for entries without a value",
                        () -> new PlainStore() {
                            @Override
                            List<UsageRow> rows(List<Entry> meant, UsageQuery query) {
                                return super.rows(meant, query).stream()
                                        .filter(row -> !row.group().containsValue(null))
                                        .toList();
                            }
                        },
                        "Aggregate.byEachDimension"),
                Broken.of(
                        "has a row of zeros for no entry",
                        () -> new PlainStore() {
                            @Override
                            List<UsageRow> rows(List<Entry> meant, UsageQuery query) {
                                return meant.isEmpty() && query.groupBy().isEmpty()
                                        ? List.of(new UsageRow(Map.of(), null, UsageModel.sums(List.of())))
                                        : super.rows(meant, query);
                            }
                        },
                        "Aggregate.ofNothing"),
                Broken.of(
                        "groups in any case",
                        () -> new PlainStore() {
                            @Override
                            List<UsageRow> rows(List<Entry> meant, UsageQuery query) {
                                Map<String, UsageRow> rows = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
                                super.rows(meant, query)
                                        .forEach(row -> rows.put(row.group() + " " + row.bucket(), row));
                                return List.copyOf(rows.values());
                            }
                        },
                        "Aggregate.groupsByBytes"));
    }

    private static List<Broken> pages() {
        return List.of(
                Broken.of(
                        "leaves the order of equal times open",
                        () -> new PlainStore() {
                            @Override
                            List<Entry> listed(List<Entry> meant, UsageQuery query) {
                                Comparator<Entry> order = Comparator.comparing(Entry::occurredAt);
                                return meant.stream()
                                        .filter(entry -> UsageModel.log(
                                                                List.of(entry),
                                                                withoutFilters(query)
                                                                        .portion(query.after(), 0, 1))
                                                        .size()
                                                == 1)
                                        .sorted(query.isNewestFirst() ? order.reversed() : order)
                                        .skip(query.offset())
                                        .limit(query.limit())
                                        .toList();
                            }
                        },
                        "Log.ties",
                        "Log.pagesNewestFirst"),
                Broken.of(
                        "goes on behind the time of a place",
                        () -> new PlainStore() {
                            @Override
                            List<Entry> listed(List<Entry> meant, UsageQuery query) {
                                LogPosition after = query.after();
                                return super.listed(
                                        meant.stream()
                                                .filter(entry -> after == null
                                                        || !entry.occurredAt().equals(after.occurredAt()))
                                                .toList(),
                                        query);
                            }
                        },
                        "Log.pagesNewestFirst",
                        "Log.pagesOldestFirst"),
                Broken.of(
                        "passes over nothing behind a place",
                        () -> new PlainStore() {
                            @Override
                            List<Entry> listed(List<Entry> meant, UsageQuery query) {
                                return super.listed(
                                        meant,
                                        query.after() == null ? query : query.portion(query.after(), 0, query.limit()));
                            }
                        },
                        "Log.placeAndOffset"),
                Broken.of(
                        "lists the newest first always",
                        () -> new PlainStore() {
                            @Override
                            List<Entry> listed(List<Entry> meant, UsageQuery query) {
                                return super.listed(meant, query.newestFirst(true));
                            }
                        },
                        "Log.oldestFirst"));
    }

    /** What the query means but for its scope. */
    private static boolean isOfNobody(UsageQuery query, Entry entry) {
        UsageQuery anywhere = UsageQuery.of(Scope.allTenants())
                .between(query.from(), query.to())
                .asOf(query.asOf())
                .search(query.search());
        for (Map.Entry<Dimension, Set<String>> filter : query.filters().entrySet()) {
            anywhere = anywhere.where(filter.getKey(), filter.getValue());
        }
        return UsageModel.means(anywhere, entry);
    }

    private static UsageQuery withoutFilters(UsageQuery query) {
        return UsageQuery.of(query.scope())
                .between(query.from(), query.to())
                .asOf(query.asOf())
                .search(query.search());
    }

    private static PlainStore meaning(BiPredicate<UsageQuery, Entry> means) {
        return new PlainStore() {
            @Override
            boolean means(UsageQuery query, Entry entry) {
                return means.test(query, entry);
            }
        };
    }

    private static PlainStore searching(BiPredicate<String, String> finds) {
        return meaning((query, entry) -> UsageModel.means(query.search(null), entry)
                && (query.search() == null
                        || Stream.of(
                                        Dimension.PROJECT,
                                        Dimension.PROVIDER,
                                        Dimension.MODEL,
                                        Dimension.USER,
                                        Dimension.REQUEST_TYPE,
                                        Dimension.ENDPOINT)
                                .map(dimension -> dimension.of(entry))
                                .anyMatch(value -> value != null && finds.test(query.search(), value))));
    }

    private static boolean like(String text, String value) {
        String pattern = Pattern.quote(text.toLowerCase(Locale.ROOT))
                .replace("%", "\\E.*\\Q")
                .replace("_", "\\E.\\Q");
        return Pattern.compile(".*" + pattern + ".*", Pattern.DOTALL)
                .matcher(value.toLowerCase(Locale.ROOT))
                .matches();
    }

    private static PlainStore summing(UnaryOperator<UsageSums> change) {
        return new PlainStore() {
            @Override
            List<UsageRow> rows(List<Entry> meant, UsageQuery query) {
                return super.rows(meant, query).stream()
                        .map(row -> new UsageRow(row.group(), row.bucket(), change.apply(row.sums())))
                        .toList();
            }
        };
    }

    private static PlainStore bucketing(BiFunction<UsageQuery, Instant, Instant> change) {
        return new PlainStore() {
            @Override
            List<UsageRow> rows(List<Entry> meant, UsageQuery query) {
                return super.rows(meant, query).stream()
                        .map(row -> row.bucket() == null
                                ? row
                                : new UsageRow(row.group(), change.apply(query, row.bucket()), row.sums()))
                        .toList();
            }
        };
    }
}
