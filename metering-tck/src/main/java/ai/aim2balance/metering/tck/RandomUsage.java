package ai.aim2balance.metering.tck;

import ai.aim2balance.metering.analytics.Dimension;
import ai.aim2balance.metering.analytics.LogPosition;
import ai.aim2balance.metering.analytics.Scope;
import ai.aim2balance.metering.analytics.UsageQuery;
import ai.aim2balance.metering.entry.AccountId;
import ai.aim2balance.metering.entry.Entry;
import ai.aim2balance.metering.entry.EntryKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Entries and questions from a seed, with many equal times, missing values and bounds that meet. */
final class RandomUsage {
    private static final Instant BEGIN = Instant.parse("2026-03-28T22:00:00Z");
    private static final List<@Nullable String> NAMES = Arrays.asList("alpha", "Alpha", "al%ha", "b_ta", null);
    private static final List<String> SEARCHES =
            List.of("alph", "%", "_", "L%H", "chat", "user-1", "nothing", "OPENAI");
    private static final List<Duration> WIDTHS = List.of(
            Duration.ofMinutes(15),
            Duration.ofMinutes(30),
            Duration.ofHours(1),
            Duration.ofHours(6),
            Duration.ofDays(1));

    private static final List<Dimension> DIMENSIONS = List.of(Dimension.values());

    private final Random random;
    private final List<Entry> entries = new ArrayList<>();

    RandomUsage(long seed) {
        this.random = new Random(seed);
    }

    /** Chains of some accounts, each sorted by number. */
    List<List<Entry>> chains(int accounts, int length) {
        List<List<Entry>> chains = new ArrayList<>();
        for (int i = 0; i < accounts; i++) {
            AccountId account = new AccountId("tenant-" + i % 3, "user-" + i / 3);
            List<Entry> chain = new ArrayList<>();
            Instant booked = BEGIN;
            for (int seq = 1; seq <= length; seq++) {
                booked = booked.plus(Duration.ofMinutes(random.nextInt(120)));
                chain.add(entry(account, seq, booked));
            }
            chains.add(chain);
            entries.addAll(chain);
        }
        return chains;
    }

    List<Entry> entries() {
        return entries;
    }

    private Entry entry(AccountId account, int seq, Instant booked) {
        Instant occurred = booked.minus(Duration.ofMinutes(15L * random.nextInt(5)))
                .plusNanos(random.nextInt(3) == 0 ? 1_000L * random.nextInt(1_000_000) : 0);
        SampleEntry entry = SampleEntry.of(account, seq).at(occurred).recordedAt(booked);
        int kind = random.nextInt(10);
        if (seq == 1 || kind == 0) {
            return entry.build();
        }
        long times = switch (random.nextInt(8)) {
            case 0 -> Long.MAX_VALUE / 97 - random.nextInt(5);
            case 1 -> 0;
            default -> random.nextInt(1_000_000);
        };
        boolean refund = kind == 1;
        return entry.kind(refund ? EntryKind.REFUND : kind == 2 ? EntryKind.SETTLE : EntryKind.SPEND)
                .refersTo(refund ? 1L : null)
                .usage(SampleUsage.call()
                        .provider(random.nextBoolean() ? "openai" : "anthropic")
                        .model(name())
                        .project(name())
                        .requestType(random.nextBoolean() ? "chat" : null)
                        .endpoint(random.nextInt(3) == 0 ? "agents" : null)
                        .conversation(random.nextInt(3) == 0 ? "conversation-" + random.nextInt(4) : null)
                        .amounts(SampleUsage.amounts(refund ? -times : times))
                        .build())
                .build();
    }

    /** A question and how it reads, for messages. */
    record Asked(UsageQuery query, String text) {}

    Asked question() {
        UsageQuery query = UsageQuery.of(scope());
        List<String> said = new ArrayList<>(List.of(query.scope().toString()));
        if (random.nextInt(3) == 0) {
            query = between(query, said);
        }
        if (random.nextInt(4) == 0) {
            Instant asOf = any().recordedAt();
            query = query.asOf(asOf);
            said.add("as of " + asOf);
        }
        for (int i = random.nextInt(3); i > 0; i--) {
            query = filtered(query, said);
        }
        if (random.nextInt(4) == 0) {
            String text = SEARCHES.get(random.nextInt(SEARCHES.size()));
            query = query.search(text);
            said.add("search " + text);
        }
        if (random.nextBoolean()) {
            Set<Dimension> dimensions = new HashSet<>();
            for (int i = random.nextInt(4); i > 0; i--) {
                dimensions.add(dimension());
            }
            query = query.groupBy(dimensions);
            said.add("by " + dimensions);
        }
        if (random.nextInt(3) == 0) {
            Duration width = WIDTHS.get(random.nextInt(WIDTHS.size()));
            query = query.bucket(width);
            said.add("in " + width);
        }
        query = query.newestFirst(random.nextBoolean());
        LogPosition after = random.nextBoolean() ? LogPosition.of(any()) : null;
        query = query.portion(after, random.nextInt(4) == 0 ? random.nextInt(20) : 0, 1 + random.nextInt(60));
        said.add((query.isNewestFirst() ? "newest" : "oldest") + " first, after " + after + ", offset " + query.offset()
                + ", limit " + query.limit());
        return new Asked(query, String.join(", ", said));
    }

    private UsageQuery between(UsageQuery query, List<String> said) {
        Instant one = any().occurredAt();
        Instant two = any().occurredAt();
        Instant from = one.isBefore(two) ? one : two;
        Instant to = one.isBefore(two) ? two : one;
        said.add("from " + from + " to " + to);
        return query.between(random.nextInt(5) == 0 ? null : from, random.nextInt(5) == 0 ? null : to);
    }

    private UsageQuery filtered(UsageQuery query, List<String> said) {
        Dimension dimension = dimension();
        String value = dimension.of(any());
        if (value == null || query.filters().containsKey(dimension)) {
            return query;
        }
        List<String> values = random.nextBoolean() ? List.of(value) : List.of(value, "other");
        said.add(dimension + " in " + values);
        return query.where(dimension, values);
    }

    private Scope scope() {
        AccountId account = any().account();
        return switch (random.nextInt(3)) {
            case 0 -> Scope.allTenants();
            case 1 -> Scope.tenant(account.tenant());
            default -> Scope.account(account);
        };
    }

    private Entry any() {
        return entries.get(random.nextInt(entries.size()));
    }

    private Dimension dimension() {
        return DIMENSIONS.get(random.nextInt(DIMENSIONS.size()));
    }

    private @Nullable String name() {
        return NAMES.get(random.nextInt(NAMES.size()));
    }
}
