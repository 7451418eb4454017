package ai.aim2balance.metering.tck;

import ai.aim2balance.metering.entry.AccountId;
import ai.aim2balance.metering.entry.BalanceMode;
import ai.aim2balance.metering.entry.Credits;
import ai.aim2balance.metering.entry.EntryKind;
import ai.aim2balance.metering.ledger.Metering;
import ai.aim2balance.metering.ledger.TenantPolicy;
import ai.aim2balance.metering.pricing.PricingService;
import ai.aim2balance.metering.store.MeteringStore;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** One sequence of steps, done by a ledger and by the model; each answer, entry and balance must be the same. */
final class LedgerTrial implements AutoCloseable {
    private static final Instant START = Instant.parse("2026-01-31T10:00:00Z");
    private static final int[] TOKENS = {0, 1, 3, 7, 1_000};
    private static final long[] CREDITS = {1, 2_500_001, 20_000_000, 100_000_000, 1_000_000_000};
    private static final int[] LIVES = {1, 60, 1_800};
    /** In seconds. */
    private static final int[] MOVES = {1, 30, 61, 600, 3_600, 90_000, 1_728_000, -1, -29, -300, -3_600};

    private static final Call.Kind[] UPDATES = {
        Call.Kind.INCREMENT,
        Call.Kind.INCREMENT,
        Call.Kind.SET,
        Call.Kind.FREEZE,
        Call.Kind.THAW,
        Call.Kind.THAW,
        Call.Kind.NO_REFILL,
        Call.Kind.WHEN_EXHAUSTED,
        Call.Kind.EACH_HOUR,
        Call.Kind.UP_TO_EVERY_MINUTE,
        Call.Kind.EVERY_MONTH
    };

    private final MeteringStore store;
    private final MeteringStore under;
    private final SettableClock clock = new SettableClock(START);
    private final List<LedgerNode> nodes = new ArrayList<>();
    private final LedgerWitness witness;
    private final boolean failing;
    private final Map<AccountId, AccountModel> models = new LinkedHashMap<>();
    private final List<AccountId> accounts;
    private final List<Call> calls = new ArrayList<>();
    private final List<String> story = new ArrayList<>();

    LedgerTrial(MeteringStore store, MeteringStore under, int nodeCount, PricingService pricing) {
        this.store = store;
        this.under = under;
        model("acme", "anna", BalanceMode.ENFORCED, Call.Kind.NO_REFILL);
        model("acme", "bert", BalanceMode.ENFORCED, Call.Kind.NO_REFILL);
        model("beta", "anna", BalanceMode.TRACKED, Call.Kind.NO_REFILL);
        model("free", "anna", BalanceMode.OFF, Call.Kind.NO_REFILL);
        model("month", "anna", BalanceMode.ENFORCED, Call.Kind.EVERY_MONTH);
        model("chat", "anna", BalanceMode.ENFORCED, Call.Kind.WHEN_EXHAUSTED);
        this.accounts = List.copyOf(models.keySet());
        this.failing = store != under;
        this.witness = new LedgerWitness(store, models, nodeCount, failing);
        for (int i = 0; i < nodeCount; i++) {
            nodes.add(new LedgerNode(Metering.builder(under, pricing)
                    .clock(clock)
                    .policies(policies())
                    .patience(Duration.ofMinutes(1))
                    .executor(java.util.concurrent.ForkJoinPool.commonPool())
                    .unrecorded(spend -> {})
                    .build()));
        }
    }

    private void model(String tenant, String user, BalanceMode mode, Call.Kind refill) {
        models.put(
                new AccountId(tenant, user),
                new AccountModel(mode, CREDITS[3], refill == Call.Kind.NO_REFILL ? null : refill, CREDITS[2]));
    }

    private Function<String, TenantPolicy> policies() {
        Map<String, TenantPolicy> byTenant = new LinkedHashMap<>();
        models.forEach((account, model) -> {
            TenantPolicy policy = TenantPolicy.DEFAULT.withMode(model.mode).withStartCredits(Credits.of(CREDITS[3]));
            byTenant.put(
                    account.tenant(),
                    model.startRefill == null
                            ? policy
                            : policy.withRefill(LedgerNode.plan(model.startRefill, Credits.of(CREDITS[2]))));
        });
        return tenant -> {
            TenantPolicy policy = byTenant.get(tenant);
            if (policy == null) {
                throw new IllegalArgumentException(tenant);
            }
            return policy;
        };
    }

    void run(List<LedgerStep> steps) {
        try {
            steps.forEach(this::step);
            witness.atTheEnd(nodes.get(0).metering());
            if (under == store) {
                nodes.forEach(node -> witness.nothingFailed(node.metering()));
            }
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError(e + "\n  in " + String.join("\n     ", story), e);
        }
    }

    private void step(LedgerStep step) {
        int node = step.node() % nodes.size();
        switch (step.action()) {
            case CLOCK -> move(MOVES[step.which() % MOVES.length]);
            case MAINTENANCE -> maintain(node);
            case BATCH -> batch(node, step);
            default -> one(node, call(step));
        }
    }

    private void move(int seconds) {
        clock.move(Duration.ofSeconds(seconds));
        story.add("clock moves by " + seconds + " s to " + clock.instant());
        if (seconds < 0) {
            // As a scheduler would within a minute: a round cannot know of a time in which there was none.
            for (int i = 0; i < nodes.size(); i++) {
                maintain(i);
            }
        }
    }

    private void maintain(int node) {
        story.add("node " + node + " maintains");
        Instant now = clock.instant();
        witness.maintained(node, nodes.get(node).metering().maintenance(), now);
    }

    private void one(int node, Call call) {
        story.add("node " + node + ": " + call);
        calls.add(call);
        String answer = nodes.get(node).answer(call);
        story.set(story.size() - 1, story.get(story.size() - 1) + " -> " + answer);
        witness.answered(call, answer, clock.instant());
        witness.balance(nodes.get(node).metering(), call.account());
    }

    private void batch(int node, LedgerStep step) {
        List<Call> spends = new ArrayList<>();
        for (int i = 0; i < 2 + step.size() % 4; i++) {
            int id = (step.which() + i * step.extra()) % 5 == 0 ? 0 : i;
            spends.add(new Call(
                    Call.Kind.SPEND,
                    accounts.get((step.account() + i * step.extra()) % accounts.size()),
                    "b" + calls.size() + "-" + id,
                    null,
                    TOKENS[(step.size() + i) % TOKENS.length],
                    step.extra() % 2));
        }
        if (!calls.isEmpty() && pick(step).kind() == Call.Kind.SPEND) {
            spends.add(pick(step));
        }
        story.add("node " + node + ": all of " + spends);
        calls.addAll(spends);
        // While a store fails, the order within a batch is not promised: then one by one.
        int size = failing ? 1 : spends.size();
        for (int from = 0; from < spends.size(); from += size) {
            List<Call> portion = spends.subList(from, from + size);
            List<String> answers = nodes.get(node).answers(portion);
            story.add("  -> " + answers);
            witness.answeredAll(portion, answers, clock.instant());
        }
    }

    private Call call(LedgerStep step) {
        AccountId account = accounts.get(step.account() % accounts.size());
        // Some ids are used by several accounts, and again.
        String id = step.extra() % 4 == 0 ? "s" + step.which() % 8 : "i" + calls.size();
        long tokens = TOKENS[step.size() % TOKENS.length];
        long more = TOKENS[step.extra() % TOKENS.length];
        long credits = CREDITS[step.size() % CREDITS.length];
        return switch (step.action()) {
            case SPEND -> new Call(Call.Kind.SPEND, account, id, null, tokens, more);
            case DERIVED ->
                new Call(
                        Call.Kind.DERIVED,
                        account,
                        "chatcmpl-B9MBs8CjcvOU2jLn4n570S5q" + step.which() % 3,
                        null,
                        tokens,
                        more);
            case TOP_UP -> new Call(Call.Kind.TOP_UP, account, id, null, credits, 0);
            case HUGE -> new Call(Call.Kind.TOP_UP, account, id, null, Long.MAX_VALUE - credits, 0);
            case CHECK -> new Call(Call.Kind.CHECK, account, null, null, credits, 0);
            case RESERVE -> new Call(Call.Kind.RESERVE, account, id, null, credits, LIVES[step.extra() % LIVES.length]);
            case SETTLE -> new Call(Call.Kind.SETTLE, account, null, hold(account, step), tokens, more);
            case RELEASE -> new Call(Call.Kind.RELEASE, account, null, hold(account, step), 0, 0);
            case REFUND -> refund(account, id, step);
            case UPDATE -> update(account, id, step);
            case REPEAT, CHANGED -> again(step);
            default -> throw new IllegalStateException(step.toString());
        };
    }

    private Call again(LedgerStep step) {
        if (calls.isEmpty()) {
            return new Call(Call.Kind.CHECK, accounts.get(0), null, null, 0, 0);
        }
        return step.action() == LedgerStep.Action.REPEAT
                ? pick(step)
                : pick(step).changed();
    }

    private Call pick(LedgerStep step) {
        return calls.get(step.which() % calls.size());
    }

    private String hold(AccountId account, LedgerStep step) {
        List<String> holds = new ArrayList<>();
        for (Call call : calls) {
            if (call.account().equals(account) && call.kind() == Call.Kind.RESERVE) {
                holds.add(String.valueOf(call.id()));
            }
        }
        holds.add(
                calls.isEmpty() || pick(step).id() == null
                        ? "nowhere"
                        : String.valueOf(pick(step).id()));
        return holds.get(step.which() % holds.size());
    }

    /** Of anything that was booked, now and then of nothing; all, a third, a micro-credit, or one too many. */
    private Call refund(AccountId account, String id, LedgerStep step) {
        AccountModel model = models.get(account);
        List<AccountModel.Booked> originals = model == null
                ? List.of()
                : model.bySeq.stream()
                        .filter(booked -> booked.kind != EntryKind.REFUND || step.extra() % 5 == 0)
                        .toList();
        if (originals.isEmpty()) {
            return new Call(Call.Kind.REFUND, account, null, "nowhere", Call.ALL, 0);
        }
        AccountModel.Booked original = originals.get(step.which() % originals.size());
        BigInteger left = original.whole.subtract(original.refunded);
        long part = switch (step.size() % 6) {
            case 0, 1 -> original.whole.longValueExact() / 3;
            case 2 -> 1;
            case 3 -> left.longValueExact();
            case 4 ->
                left.add(BigInteger.ONE).min(BigInteger.valueOf(Long.MAX_VALUE)).longValueExact();
            default -> Call.ALL;
        };
        return part == Call.ALL
                ? new Call(Call.Kind.REFUND, account, step.extra() % 2 == 0 ? null : id, original.postingId, part, 0)
                : new Call(Call.Kind.REFUND, account, id, original.postingId, Math.max(1, part), 0);
    }

    private Call update(AccountId account, String id, LedgerStep step) {
        Call.Kind kind = UPDATES[step.which() % UPDATES.length];
        AccountModel model = models.get(account);
        long seq = model == null ? 0 : model.seq;
        long version = step.extra() % 3 == 0 ? seq : step.extra() % 7 == 0 ? Math.max(0, seq - 1) : Call.ALL;
        long credits = CREDITS[step.size() % CREDITS.length];
        return switch (kind) {
            case FREEZE, THAW -> new Call(kind, account, null, null, 0, Call.ALL);
            case NO_REFILL -> new Call(kind, account, id, null, 0, version);
            case INCREMENT -> new Call(kind, account, id, null, step.extra() % 2 == 0 ? credits : -credits, version);
            case SET -> new Call(kind, account, id, null, step.extra() % 4 == 0 ? -credits : credits, version);
            default -> new Call(kind, account, id, null, credits, version);
        };
    }

    @Override
    public void close() {
        nodes.forEach(node -> node.metering().close());
        store.close();
    }
}
