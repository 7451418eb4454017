package ai.aim2balance.metering.tck;

import ai.aim2balance.metering.entry.AccountId;
import ai.aim2balance.metering.entry.AccountState;
import ai.aim2balance.metering.entry.Entry;
import ai.aim2balance.metering.entry.Payment;
import ai.aim2balance.metering.entry.UsageRecord;
import ai.aim2balance.metering.store.AppendResult;
import ai.aim2balance.metering.store.EntryPage;
import ai.aim2balance.metering.store.EntryQuery;
import ai.aim2balance.metering.usage.TokenUsage;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/** Stores that keep entries otherwise than they were, or find others than were asked for. */
@SuppressWarnings("UnsynchronizedOverridesSynchronized") // what is wrong is wrong on purpose
final class BrokenReads {
    private BrokenReads() {}

    static List<Broken> all() {
        return List.of(
                new Broken(
                        "answers heads from a cache of its node",
                        false,
                        PlainStore::new,
                        first -> new CachingNode((PlainStore) first),
                        List.of("Heads.ofAnotherNode")),
                Broken.of(
                        "takes the latest entry for the head",
                        () -> new PlainStore() {
                            @Override
                            public synchronized Map<AccountId, Entry> heads(Collection<AccountId> accounts) {
                                checkOpen();
                                Map<AccountId, Entry> heads = new HashMap<>();
                                accounts.forEach(account -> ofAccount(account).stream()
                                        .max(Comparator.comparing(Entry::recordedAt))
                                        .ifPresent(head -> heads.put(account, head)));
                                return heads;
                            }
                        },
                        "Heads.byNumberNotByTime"),
                Broken.of(
                        "finds posting ids of any tenant",
                        () -> new PlainStore() {
                            @Override
                            List<Entry> byIds(EntryQuery.ByIds query) {
                                return entries.stream()
                                        .filter(entry -> query.postingIds().contains(entry.postingId()))
                                        .toList();
                            }
                        },
                        "Find.byIdOfAnotherTenant",
                        "Find.byIdOfAnotherUser"),
                Broken.of(
                        "keeps times to the millisecond",
                        () -> keeping(entry -> new Rewritten(entry)
                                .at(entry.occurredAt().truncatedTo(ChronoUnit.MILLIS))
                                .entry()),
                        "ReadBack.times",
                        "Window.byTheMicrosecond"),
                Broken.of(
                        "keeps no count of zero", () -> keeping(BrokenReads::withoutZeros), "ReadBack.zeroIsNotAbsent"),
                Broken.of(
                        "keeps decimals without zeros at the end",
                        () -> keeping(entry -> entry.payment() == null
                                ? entry
                                : new Rewritten(entry)
                                        .payment(new Payment(
                                                entry.payment().amount().stripTrailingZeros(),
                                                entry.payment().currency(),
                                                entry.payment().reference()))
                                        .entry()),
                        "ReadBack.decimals"),
                Broken.of(
                        "keeps credits as a double",
                        () -> keeping(entry -> new Rewritten(entry)
                                .credits((long) (double) entry.creditsDelta())
                                .entry()),
                        "ReadBack.extremes"),
                Broken.of(
                        "keeps 255 characters of a detail",
                        () -> keeping(entry -> new Rewritten(entry)
                                .details(text -> text, text -> text.substring(0, Math.min(255, text.length())))
                                .entry()),
                        "ReadBack.longDetail"),
                Broken.of(
                        "keeps no dots in names of details",
                        () -> keeping(entry -> new Rewritten(entry)
                                .details(text -> text.replace('.', '_'), text -> text)
                                .entry()),
                        "ReadBack.details"),
                Broken.of(
                        "keeps no field of the state that it does not know",
                        () -> keeping(entry -> new Rewritten(entry).known().entry()),
                        "ReadBack.unknownState"),
                Broken.of(
                        "sorts accounts as Java sorts texts",
                        () -> new PlainStore() {
                            @Override
                            List<Entry> due(EntryQuery.Due query) {
                                return super.due(query).stream()
                                        .sorted(Comparator.comparing(Entry::dueAt)
                                                .thenComparing(
                                                        entry -> entry.account().tenant())
                                                .thenComparing(
                                                        entry -> entry.account().user())
                                                .thenComparing(Entry::seq))
                                        .toList();
                            }
                        },
                        "Due.orderOfAccounts"),
                Broken.of(
                        "excludes the end of what is due",
                        () -> new PlainStore() {
                            @Override
                            boolean isDue(EntryQuery.Due query, Entry entry) {
                                return super.isDue(query, entry)
                                        && entry.dueAt().isBefore(query.to());
                            }
                        },
                        "Due.bothEndsIncluded"),
                Broken.of(
                        "goes on behind the time of what is due, not behind the place",
                        () -> new PlainStore() {
                            @Override
                            List<Entry> due(EntryQuery.Due query) {
                                Instant from = query.after() == null
                                        ? query.from()
                                        : query.after().dueAt().plusNanos(1);
                                return super.due(new EntryQuery.Due(
                                        query.account(), query.kinds(), from, query.to(), null, query.limit()));
                            }
                        },
                        "Due.inPages",
                        "Due.ofAnAccountInPages"),
                Broken.of(
                        "numbers arrivals before they are visible (a sequence)",
                        Sequenced::new,
                        "Arrival.whileTwoNodesWrite"),
                Broken.of(
                        "orders arrivals by the time of booking",
                        () -> new PlainStore() {
                            @Override
                            EntryPage arrivals(EntryQuery.Arrival query) {
                                int from = query.cursor() == null ? 0 : place(query.cursor());
                                List<Entry> page = entries.stream()
                                        .sorted(Comparator.comparing(Entry::recordedAt))
                                        .skip(from)
                                        .limit(query.limit())
                                        .toList();
                                return new EntryPage(page, Integer.toString(from + page.size()));
                            }
                        },
                        "Arrival.laterIsBehind",
                        "Arrival.goesOn"),
                Broken.of(
                        "forgets the cursor where nothing is new",
                        () -> new PlainStore() {
                            @Override
                            EntryPage arrivals(EntryQuery.Arrival query) {
                                EntryPage page = super.arrivals(query);
                                return page.entries().isEmpty() ? new EntryPage(page.entries(), null) : page;
                            }
                        },
                        "Arrival.ofAnEmptyStore",
                        "Arrival.keepsItsPlace"),
                Broken.of(
                        "takes a foreign cursor for the beginning",
                        () -> new PlainStore() {
                            @Override
                            EntryPage arrivals(EntryQuery.Arrival query) {
                                String cursor = query.cursor();
                                return super.arrivals(new EntryQuery.Arrival(
                                        cursor != null && cursor.matches("\\d+") ? cursor : null, query.limit()));
                            }
                        },
                        "Arrival.foreignCursor"));
    }

    private static PlainStore keeping(UnaryOperator<Entry> change) {
        return new PlainStore() {
            @Override
            void keep(Entry entry) {
                super.keep(change.apply(entry));
            }
        };
    }

    private static Entry withoutZeros(Entry entry) {
        UsageRecord usage = entry.usage();
        if (usage == null || usage.usage() == null) {
            return entry;
        }
        TokenUsage.Builder counts = TokenUsage.builder();
        usage.usage().counts().forEach((unit, count) -> {
            if (count != 0) {
                counts.set(unit, count);
            }
        });
        return new Rewritten(entry)
                .usage(new UsageRecord(
                        usage.call(),
                        counts.build(),
                        usage.amounts(),
                        usage.transactions(),
                        usage.price(),
                        usage.impact(),
                        usage.flags()))
                .entry();
    }

    /** Another form of an entry. */
    private static final class Rewritten {
        private final Entry entry;
        private final SampleEntry copy;

        Rewritten(Entry entry) {
            this.entry = entry;
            this.copy = SampleEntry.of(entry.account(), entry.seq())
                    .postingId(entry.postingId())
                    .kind(entry.kind())
                    .refersTo(entry.refersTo())
                    .at(entry.occurredAt())
                    .recordedAt(entry.recordedAt())
                    .deltas(entry.creditsDelta(), entry.reservedDelta())
                    .state(entry.stateAfter())
                    .dueAt(entry.dueAt())
                    .fingerprint(entry.fingerprint())
                    .usage(entry.usage())
                    .payment(entry.payment())
                    .formatVersion(entry.formatVersion())
                    .chainHash(entry.chainHash());
            entry.details().forEach(copy::detail);
        }

        Rewritten at(Instant time) {
            copy.at(time).recordedAt(entry.recordedAt());
            return this;
        }

        Rewritten credits(long credits) {
            copy.deltas(credits, entry.reservedDelta());
            return this;
        }

        Rewritten usage(UsageRecord usage) {
            copy.usage(usage);
            return this;
        }

        Rewritten payment(Payment payment) {
            copy.payment(payment);
            return this;
        }

        Rewritten details(UnaryOperator<String> name, UnaryOperator<String> value) {
            Map<String, String> details = new TreeMap<>(entry.details());
            details.forEach((key, text) -> copy.detail(name.apply(key), value.apply(text)));
            return this;
        }

        Rewritten known() {
            AccountState state = entry.stateAfter();
            copy.state(new AccountState(
                    state.credits(),
                    state.reserved(),
                    state.openHolds(),
                    state.earliestExpiry(),
                    state.granted(),
                    state.mode(),
                    state.frozen(),
                    state.refill(),
                    Map.of()));
            return this;
        }

        Entry entry() {
            return copy.build();
        }
    }

    /** A node that reads a head once and then trusts what it appended itself. */
    private static final class CachingNode extends Forwarding {
        private final Map<AccountId, Entry> cache = new ConcurrentHashMap<>();

        CachingNode(PlainStore shared) {
            super(shared);
        }

        @Override
        public Map<AccountId, Entry> heads(Collection<AccountId> accounts) {
            Map<AccountId, Entry> heads = new HashMap<>();
            for (AccountId account : accounts) {
                Entry head = cache.computeIfAbsent(
                        account, any -> super.heads(List.of(account)).get(account));
                if (head != null) {
                    heads.put(account, head);
                }
            }
            return heads;
        }

        @Override
        public AppendResult append(List<Entry> entries) {
            AppendResult result = super.append(entries);
            entries.stream().limit(result.committed()).forEach(entry -> cache.put(entry.account(), entry));
            return result;
        }
    }

    /**
     * As a database's sequence: the number is drawn first, the commit comes later, and others overtake. A few times, where
     * there are others, it waits for a reader to pass the number.
     */
    private static final class Sequenced extends PlainStore {
        private final AtomicInteger sequence = new AtomicInteger();
        private final Map<Integer, Entry> visible = new ConcurrentSkipListMap<>();
        private final AtomicInteger writers = new AtomicInteger();
        private final Semaphore waiting = new Semaphore(1);
        private final AtomicInteger waits = new AtomicInteger(5);
        private volatile int passed;

        @Override
        public AppendResult append(List<Entry> batch) {
            AppendResult result;
            synchronized (this) {
                result = super.append(batch);
            }
            writers.incrementAndGet();
            for (Entry entry : batch.subList(0, result.committed())) {
                int number = sequence.incrementAndGet();
                Racers.giveWay();
                if (writers.get() > 1 && waiting.tryAcquire()) {
                    waitForAReader(number);
                    waiting.release();
                }
                visible.put(number, entry);
            }
            writers.decrementAndGet();
            return result;
        }

        private void waitForAReader(int number) {
            long end = System.nanoTime() + 200_000_000;
            while (waits.get() > 0 && passed <= number && System.nanoTime() < end) {
                Racers.giveWay();
            }
            waits.decrementAndGet();
        }

        @Override
        public EntryPage entries(EntryQuery query) {
            // unlike the rest, it reads without waiting for writers
            return query instanceof EntryQuery.Arrival arrival ? arrivals(arrival) : super.entries(query);
        }

        @Override
        EntryPage arrivals(EntryQuery.Arrival query) {
            int from = query.cursor() == null ? 0 : place(query.cursor());
            List<Map.Entry<Integer, Entry>> page = visible.entrySet().stream()
                    .filter(entry -> entry.getKey() > from)
                    .limit(query.limit())
                    .toList();
            int cursor = page.isEmpty() ? from : page.get(page.size() - 1).getKey();
            passed = Math.max(passed, cursor);
            return new EntryPage(page.stream().map(Map.Entry::getValue).toList(), Integer.toString(cursor));
        }
    }
}
