package ai.aim2balance.metering.tck;

import ai.aim2balance.metering.entry.AccountId;
import ai.aim2balance.metering.entry.BalanceMode;
import ai.aim2balance.metering.entry.Credits;
import ai.aim2balance.metering.ledger.Metering;
import ai.aim2balance.metering.ledger.NotBookedException;
import ai.aim2balance.metering.ledger.OutcomeUnknownException;
import ai.aim2balance.metering.ledger.TenantPolicy;
import ai.aim2balance.metering.store.MeteringStore;
import ai.aim2balance.metering.store.MeteringStoreException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Threads that call several ledgers on one store that fails all the time. Then the bad day ends, and whatever was not
 * acknowledged is repeated with the same ids.
 */
final class FaultStorm implements AutoCloseable {
    static final long START = 2_000_000_000L;
    static final String POISON = "poison";
    /** One id in so many cannot be kept. */
    private static final int SELDOM = 300;

    private static final Duration PATIENCE = Duration.ofMillis(30);
    /** A store that forces every batch to a disk needs longer for the same. */
    private static final Duration PATIENCE_WITH_DISKS = Duration.ofSeconds(3);

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-03-01T12:00:00Z"), ZoneOffset.UTC);

    final List<AccountId> accounts = List.of(
            new AccountId("acme", "anna"),
            new AccountId("acme", "bert"),
            new AccountId("beta", "anna"),
            new AccountId("beta", "cleo"),
            new AccountId("beta", "dora"),
            new AccountId("ceta", "anna"));
    final MeteringStore store;
    final FaultyStore faulty;
    private final List<LedgerNode> nodes = new ArrayList<>();
    private final ExecutorService threads;
    private final int threadCount;
    private final long seed;
    private final List<Asked> all = new ArrayList<>();

    FaultStorm(MeteringStore store, long seed, int threadCount, int nodeCount, double rate) {
        this.store = store;
        this.seed = seed;
        this.threadCount = threadCount;
        this.threads = Executors.newFixedThreadPool(threadCount);
        this.faulty = FaultyStore.around(store, seed)
                .everything(rate)
                .poison(id -> id.contains(POISON))
                .build();
        TenantPolicy policy =
                TenantPolicy.DEFAULT.withMode(BalanceMode.ENFORCED).withStartCredits(Credits.of(START));
        for (int i = 0; i < nodeCount; i++) {
            nodes.add(new LedgerNode(Metering.builder(faulty, LedgerProof.PRICING)
                    .clock(CLOCK)
                    .policy(policy)
                    .patience(store.traits().durable() ? PATIENCE_WITH_DISKS : PATIENCE)
                    .unrecorded(spend -> {})
                    .build()));
        }
    }

    /** A call and the last answer to it. */
    static final class Asked {
        private static final AtomicLong ANSWERS = new AtomicLong();

        final Call call;
        String answer = "nothing";
        /** Which answer of all it was: the same call may be asked again, and be answered otherwise. */
        long number;

        Asked(Call call) {
            this.call = call;
        }

        void answered(String text) {
            answer = text;
            number = ANSWERS.incrementAndGet();
        }

        boolean isAcknowledged() {
            return answer.startsWith("applied")
                    || answer.startsWith("already")
                    || answer.startsWith("reserved")
                    || answer.equals("RELEASED")
                    || answer.equals("SETTLED");
        }

        /** The ledger said for certain that it is not booked and never will be by this call. */
        boolean isRefused() {
            return answer.startsWith("refused INSUFFICIENT") || answer.startsWith("invalid");
        }

        boolean isPoison() {
            return String.valueOf(call.id()).contains(POISON);
        }
    }

    /** Calls until there were enough, ends the bad day, and repeats what is open. */
    List<Asked> run(int calls) throws InterruptedException, ExecutionException {
        List<Callable<List<Asked>>> work = new ArrayList<>();
        for (int i = 0; i < threadCount; i++) {
            int thread = i;
            work.add(() -> storm(thread, calls / threadCount));
        }
        for (Future<List<Asked>> done : threads.invokeAll(work)) {
            all.addAll(done.get());
        }
        faulty.heal();
        for (Asked asked : all) {
            for (int i = 0; i < 20 && !asked.isAcknowledged() && !asked.isRefused() && !asked.isPoison(); i++) {
                ask(asked, nodes.get(i % nodes.size()));
            }
        }
        faulty.deliverAll();
        return all;
    }

    Metering anyNode() {
        return nodes.get(0).metering();
    }

    private List<Asked> storm(int thread, int calls) {
        Random random = new Random(seed * 31 + thread);
        List<Asked> done = new ArrayList<>(calls);
        List<Asked> holds = new ArrayList<>();
        while (done.size() < calls) {
            LedgerNode node = nodes.get(random.nextInt(nodes.size()));
            // Two of the accounts are hot.
            AccountId account = accounts.get(random.nextInt(random.nextBoolean() ? 2 : accounts.size()));
            String id = "t" + thread + "-" + done.size() + (random.nextInt(SELDOM) == 0 ? POISON : "");
            int kind = random.nextInt(100);
            if (kind < 8) {
                batch(node, done, thread, random);
                continue;
            }
            Asked asked = kind < 45
                    ? new Asked(new Call(Call.Kind.SPEND, account, id, null, random.nextInt(4), random.nextInt(3)))
                    : kind < 55
                            ? new Asked(
                                    new Call(Call.Kind.TOP_UP, account, id, null, 1 + random.nextInt(90_000_000), 0))
                            : kind < 70
                                    ? new Asked(new Call(
                                            Call.Kind.RESERVE, account, id, null, random.nextInt(90_000_000), 3_600))
                                    : kind < 85
                                            ? close(holds, random)
                                            : kind < 95 ? refund(done, id, random) : again(done, random);
            if (asked == null) {
                continue;
            }
            ask(asked, node);
            done.add(asked);
            if (kind < 70 && asked.call.kind() == Call.Kind.RESERVE && asked.isAcknowledged()) {
                holds.add(asked);
            }
        }
        return done;
    }

    private void batch(LedgerNode node, List<Asked> done, int thread, Random random) {
        List<Asked> batch = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            String id = "b" + thread + "-" + (done.size() + i) + (random.nextInt(SELDOM / 8) == 0 ? POISON : "");
            batch.add(new Asked(new Call(
                    Call.Kind.SPEND,
                    accounts.get(random.nextInt(accounts.size())),
                    id,
                    null,
                    random.nextInt(4),
                    random.nextInt(3))));
        }
        List<String> answers =
                node.answers(batch.stream().map(asked -> asked.call).toList());
        for (int i = 0; i < answers.size(); i++) {
            batch.get(i).answered(answers.get(i));
        }
        done.addAll(batch);
    }

    private static @Nullable Asked close(List<Asked> holds, Random random) {
        if (holds.isEmpty()) {
            return null;
        }
        Call hold = holds.remove(random.nextInt(holds.size())).call;
        boolean settles = random.nextBoolean();
        return new Asked(new Call(
                settles ? Call.Kind.SETTLE : Call.Kind.RELEASE,
                hold.account(),
                null,
                hold.id(),
                settles ? random.nextInt(4) : 0,
                settles ? random.nextInt(3) : 0));
    }

    private static @Nullable Asked refund(List<Asked> done, String id, Random random) {
        Asked original = done.isEmpty() ? null : done.get(done.size() - 1 - random.nextInt(Math.min(done.size(), 50)));
        if (original == null || original.call.kind() != Call.Kind.SPEND || !original.isAcknowledged()) {
            return null;
        }
        String of = original.call.id();
        return random.nextInt(3) == 0
                ? new Asked(new Call(Call.Kind.REFUND, original.call.account(), null, of, Call.ALL, 0))
                : new Asked(
                        new Call(Call.Kind.REFUND, original.call.account(), id, of, 1 + random.nextInt(9_000_000), 0));
    }

    private static @Nullable Asked again(List<Asked> done, Random random) {
        return done.isEmpty() ? null : new Asked(done.get(random.nextInt(done.size())).call);
    }

    private static void ask(Asked asked, LedgerNode node) {
        try {
            asked.answered(node.answer(asked.call));
        } catch (CompletionException e) {
            throw new AssertionError(e);
        } catch (NotBookedException | OutcomeUnknownException | MeteringStoreException e) {
            asked.answered("open: " + e);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
        nodes.forEach(node -> node.metering().close());
        faulty.close();
    }
}
