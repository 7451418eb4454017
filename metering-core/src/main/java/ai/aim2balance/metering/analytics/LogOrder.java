package ai.aim2balance.metering.analytics;

import ai.aim2balance.metering.analytics.UsageLog.Sort;
import ai.aim2balance.metering.entry.Entry;
import ai.aim2balance.metering.entry.UsageAmounts;
import ai.aim2balance.metering.entry.UsageRecord;
import ai.aim2balance.metering.internal.Texts;
import java.util.Comparator;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** How entries of the log follow each other. */
final class LogOrder {
    private LogOrder() {}

    /** A total order of entries with usage. */
    static Comparator<Entry> of(Sort sort, boolean ascending) {
        Comparator<Entry> total = by(sort).thenComparing(LogPosition::of);
        return ascending ? total : total.reversed();
    }

    private static Comparator<Entry> by(Sort sort) {
        return switch (sort) {
            case DATE -> figure(amounts -> 0L);
            case PROJECT -> text(Dimension.PROJECT);
            case PROVIDER -> text(Dimension.PROVIDER);
            case MODEL -> text(Dimension.MODEL);
            case INPUT_TOKENS -> figure(UsageAmounts::inputTokens);
            case OUTPUT_TOKENS -> figure(UsageAmounts::outputTokens);
            case TOKENS -> figure(amounts -> Math.addExact(amounts.inputTokens(), amounts.outputTokens()));
            case COST -> figure(UsageAmounts::costEur);
            case CO2E -> figure(amounts -> amounts.co2e().likely());
            case STATUS -> Comparator.comparing(entry -> LogStatus.of(usage(entry)));
        };
    }

    private static Comparator<Entry> figure(ToLongFunction<UsageAmounts> figure) {
        return Comparator.comparingLong(entry -> figure.applyAsLong(usage(entry).amounts()));
    }

    /** The call of an entry of the log, which lists only entries that have one. */
    static UsageRecord usage(Entry entry) {
        UsageRecord usage = entry.usage();
        if (usage == null) {
            throw new IllegalStateException(
                    "the source listed an entry without usage: " + entry.account() + " " + entry.seq());
        }
        return usage;
    }

    private static Comparator<Entry> text(Dimension dimension) {
        Function<Entry, @Nullable String> value = dimension::of;
        return Comparator.comparing(value, Comparator.nullsFirst(Texts::compareUtf8));
    }
}
