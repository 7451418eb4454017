package ai.aim2balance.metering.analytics;

import ai.aim2balance.metering.InvalidInputException;
import ai.aim2balance.metering.analytics.UsageBreakdown.Kind;
import ai.aim2balance.metering.internal.Texts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The rows of a source that have one value of a dimension, or that have one of the values that nobody asked to see. */
record Ranked(@Nullable String name, Kind kind, List<UsageRow> rows, UsageSums sums) {
    private static final Comparator<Ranked> ORDER = Comparator.comparing(
                    (Ranked one) -> one.sums().costEur(), Comparator.reverseOrder())
            .thenComparing(Ranked::name, Comparator.nullsLast(Texts::compareUtf8));

    /** The most expensive values first, then by name; what is behind the most that are wanted becomes one. */
    static List<Ranked> of(List<UsageRow> rows, Dimension by, int most) {
        Map<@Nullable String, List<UsageRow>> groups = new HashMap<>();
        for (UsageRow row : rows) {
            groups.computeIfAbsent(row.group().get(by), name -> new ArrayList<>())
                    .add(row);
        }
        List<Ranked> all = new ArrayList<>();
        groups.forEach((name, members) ->
                all.add(new Ranked(name, name == null ? Kind.NONE : Kind.VALUE, members, Sums.of(members))));
        all.sort(ORDER);
        if (all.size() <= most) {
            return all;
        }
        List<UsageRow> rest = all.subList(most, all.size()).stream()
                .flatMap(one -> one.rows().stream())
                .toList();
        List<Ranked> ranked = new ArrayList<>(all.subList(0, most));
        ranked.add(new Ranked(null, Kind.OTHER, rest, Sums.of(rest)));
        return ranked;
    }

    /** Users of one name in two tenants are two users, so they cannot be one group. */
    static void check(Scope scope, Dimension by, @Nullable Dimension within) {
        if (by == Dimension.USER && scope.tenant() == null && within != Dimension.TENANT) {
            throw new InvalidInputException("by", by.key(), "for all tenants a dimension other than user");
        }
    }
}
