package ai.aim2balance.metering.analytics;

import ai.aim2balance.metering.entry.AccountId;
import ai.aim2balance.metering.entry.Entry;
import ai.aim2balance.metering.entry.EntryKind;
import ai.aim2balance.metering.entry.UsageAmounts;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Entries, ranges and queries of one seed: a place, a season with something odd about its clock, and what happened then. */
final class RandomUsage {
    /** Places, and days around which their clocks did something. */
    private static final String[][] PLACES = {
        {"UTC", "2024-02-28"},
        {"Europe/Berlin", "2026-03-29"},
        {"Europe/Berlin", "2026-10-25"},
        {"Asia/Kathmandu", "2026-12-31"},
        {"Australia/Lord_Howe", "2026-04-05"},
        {"Australia/Lord_Howe", "2026-10-04"},
        {"America/St_Johns", "2026-03-08"},
        {"America/St_Johns", "2026-11-01"},
        {"Pacific/Apia", "2011-12-30"},
        {"America/Havana", "2026-11-01"},
    };

    private static final List<String> TENANTS = List.of("acme", "globex");
    private static final List<String> USERS = List.of("ann", "bob", "çelik");

    final SplittableRandom random;
    final ZoneId zone;
    final TimeRange range;
    final UsageQuery query;
    private final Instant middle;
    private final long[] seqs = new long[TENANTS.size() * USERS.size()];

    RandomUsage(long seed) {
        random = new SplittableRandom(seed);
        String[] place = PLACES[random.nextInt(PLACES.length)];
        zone = ZoneId.of(place[0]);
        LocalDate day = LocalDate.parse(place[1]);
        middle = day.atTime(2, 0).atZone(zone).toInstant();
        range = range(day);
        query = query();
    }

    private TimeRange range(LocalDate day) {
        LocalDate from = day.minusDays(random.nextInt(25));
        LocalDate to = day.plusDays(random.nextInt(25));
        if (random.nextBoolean()) {
            return TimeRange.between(from, to, zone);
        }
        Instant start = middle.minus(random.nextLong(Duration.ofDays(4).toNanos()) / 1_000, ChronoUnit.MICROS);
        return TimeRange.between(start, start.plusSeconds(random.nextInt(700_000)), zone);
    }

    private UsageQuery query() {
        List<Scope> scopes = List.of(
                Scope.allTenants(),
                Scope.tenant("acme"),
                Scope.tenant("globex"),
                Scope.account(new AccountId("acme", "ann")));
        UsageQuery some = UsageQuery.of(scopes.get(random.nextInt(scopes.size())));
        if (random.nextInt(3) == 0) {
            some = some.where(Dimension.PROVIDER, List.of("openai", "mistral"));
        }
        if (random.nextInt(3) == 0) {
            some = some.search("E");
        }
        return some;
    }

    /** Some more entries around the odd day, booked at an instant. */
    List<Entry> entries(int count, Instant booked) {
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int tenant = random.nextInt(TENANTS.size());
            int user = random.nextInt(USERS.size());
            EntryOf entry = EntryOf.at(instant())
                    .by(TENANTS.get(tenant), USERS.get(user))
                    .seq(++seqs[tenant * USERS.size() + user])
                    .booked(booked)
                    .with(Dimension.PROVIDER, any("openai", "mistral", "google"))
                    .with(Dimension.MODEL, "model-" + random.nextInt(14))
                    .with(Dimension.PROJECT, any("shop", "web", "other", "none", null))
                    .with(Dimension.ENDPOINT, any("agents", null))
                    .with(Dimension.REQUEST_TYPE, any("chat", "embedding", null))
                    .with(Dimension.CONVERSATION, any("c1", "c2", "c3", null));
            UsageAmounts amounts = EntryOf.amounts(
                    1, random.nextInt(10_000), random.nextInt(3_000), random.nextLong(random.nextLong(1, 1L << 60)));
            boolean refund = random.nextInt(8) == 0;
            entries.add(entry.kind(refund ? EntryKind.REFUND : EntryKind.SPEND)
                    .amounts(refund ? amounts.refunded(0, random.nextInt(1, 8), 7) : amounts)
                    .entry());
        }
        return entries;
    }

    /** Often near the odd hours, often on an edge of a range or of a quarter, sometimes twice the same. */
    private Instant instant() {
        List<Instant> edges =
                Arrays.asList(range.from(), range.to(), range.from().minusNanos(1_000), middle);
        Instant instant = switch (random.nextInt(4)) {
            case 0 -> edges.get(random.nextInt(edges.size()));
            case 1 -> middle.plusSeconds(random.nextInt(-12, 13) * 900L);
            case 2 -> middle.plusSeconds(random.nextInt(-90_000, 90_000));
            default -> middle.plusSeconds(random.nextInt(-2_200_000, 2_200_000));
        };
        return instant.truncatedTo(ChronoUnit.MICROS);
    }

    Dimension dimension() {
        List<Dimension> all = new ArrayList<>(List.of(Dimension.values()));
        if (query.scope().tenant() == null) {
            all.remove(Dimension.USER);
        }
        return all.get(random.nextInt(all.size()));
    }

    String any(String... values) {
        return values[random.nextInt(values.length)];
    }

    @Override
    public String toString() {
        return range + ", scope " + query.scope() + ", filters " + query.filters() + ", search " + query.search();
    }
}
