package ai.aim2balance.metering.tck;

import ai.aim2balance.metering.analytics.Scope;
import ai.aim2balance.metering.analytics.UsageQuery;
import ai.aim2balance.metering.analytics.UsageSums;
import ai.aim2balance.metering.entry.AccountId;
import ai.aim2balance.metering.entry.BalanceMode;
import ai.aim2balance.metering.entry.Entry;
import ai.aim2balance.metering.entry.EntryKind;
import ai.aim2balance.metering.ledger.AuditReport;
import ai.aim2balance.metering.ledger.Balance;
import ai.aim2balance.metering.ledger.Maintenance;
import ai.aim2balance.metering.ledger.Metering;
import ai.aim2balance.metering.store.EntryQuery;
import ai.aim2balance.metering.store.MeteringStore;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Compares a ledger with the model. What a ledger does by itself (openings, refills, expiries, and another writer's
 * entries of a faulty store) is read from the chain: it must have been due, and nothing that mattered may be left undone.
 */
final class LedgerWitness {
    private static final Duration MARGIN = Duration.ofSeconds(30);
    /** How far back the first round of a node looks. */
    private static final Duration LOOK_BACK = Duration.ofDays(35);
    /** A call gives no more refills at once; a sequence seldom gets there. */
    private static final int MOST_REFILLS = 900;

    private static final int PORTION = 10_000;

    private final MeteringStore store;
    private final Map<AccountId, AccountModel> models;
    private final Map<AccountId, Deque<Entry>> fresh = new HashMap<>();
    private final @Nullable Instant[] firstRounds;
    private final boolean alone;
    /** Behind an attempt of unknown outcome nobody can tell whose entry it is that is found. */
    private final boolean faulty;

    LedgerWitness(MeteringStore store, Map<AccountId, AccountModel> models, int nodes, boolean faulty) {
        this.store = store;
        this.models = models;
        this.firstRounds = new Instant[nodes];
        this.alone = nodes == 1;
        this.faulty = faulty;
    }

    void answered(Call call, String answer, Instant now) {
        answeredAll(List.of(call), List.of(answer), now);
    }

    void answeredAll(List<Call> calls, List<String> answers, Instant now) {
        calls.forEach(call -> fresh.computeIfAbsent(call.account(), this::read));
        for (int i = 0; i < calls.size(); i++) {
            Call call = calls.get(i);
            AccountModel model = model(call.account());
            Deque<Entry> entries = queue(call.account());
            sideEffects(model, entries, call, now);
            compare(call, model, model.answer(call, now), answers.get(i), now);
            if (model.next != null) {
                same(model, model.next, entries.poll(), now);
            }
        }
        nothingElse();
    }

    private void compare(Call call, AccountModel model, String expected, String answer, Instant now) {
        boolean advice = !alone && call.kind() == Call.Kind.CHECK && answer.equals("allowed");
        boolean found = faulty && expected.replace("already", "applied").equals(answer);
        check(advice || found || expected.equals(answer), call + " is answered " + answer + ", expected " + expected);
        if (answer.equals("refused INSUFFICIENT")) {
            String undone = undone(model, now, Instant.MIN, call.amount());
            check(undone == null, call + " is refused although " + undone);
        }
    }

    void maintained(int node, Maintenance told, Instant now) {
        models.keySet().forEach(account -> fresh.put(account, read(account)));
        int expired = 0;
        int refills = 0;
        for (Map.Entry<AccountId, AccountModel> each : models.entrySet()) {
            for (Entry entry : queue(each.getKey())) {
                expired += entry.kind() == EntryKind.EXPIRE ? 1 : 0;
                refills += entry.kind() == EntryKind.REFILL ? 1 : 0;
            }
            sideEffects(each.getValue(), queue(each.getKey()), null, now);
        }
        nothingElse();
        check(
                told.expiredHolds() == expired && told.refills() == refills,
                told + ", but " + expired + " holds expired and " + refills + " refills were given");
        if (firstRounds[node] == null) {
            firstRounds[node] = now;
        }
        Instant from = Objects.requireNonNull(firstRounds[node]).minus(LOOK_BACK);
        models.forEach((account, model) -> {
            String undone = undone(model, now, from, null);
            check(undone == null, "a round leaves undone that for " + account + " " + undone);
        });
    }

    void balance(Metering metering, AccountId account) {
        AccountModel model = model(account);
        Balance balance = metering.balance(account);
        String says = balance.tokenCredits() + " " + balance.reservedCredits() + " " + balance.openHolds() + " "
                + balance.frozen() + " " + balance.version();
        String expected = credits(model.credits) + " " + credits(model.reserved) + " " + model.open.size() + " "
                + model.frozen + " " + model.seq;
        check(says.equals(expected), account + " has " + says + ", expected " + expected);
    }

    void atTheEnd(Metering metering) {
        Map<String, UsageTally> byTenant = new HashMap<>();
        models.forEach((account, model) -> {
            balance(metering, account);
            AuditReport audit = metering.audit(account);
            check(audit.isProven(), "the audit finds " + audit.problems());
            BigInteger sum = model.seq == 0 ? BigInteger.ZERO : model.credits;
            check(audit.entries() == model.seq && audit.sum().compareTo(credits(sum)) == 0, "the audit says " + audit);
            usage(Scope.account(account), model.usage);
            byTenant.computeIfAbsent(account.tenant(), tenant -> new UsageTally())
                    .add(model.usage);
        });
        byTenant.forEach((tenant, tally) -> usage(Scope.tenant(tenant), tally));
    }

    /** On a store that works nothing had to be tried again because of an error. */
    void nothingFailed(Metering metering) {
        check(Long.valueOf(0).equals(metering.stats().get("failures")), "the store failed: " + metering.stats());
    }

    private void usage(Scope scope, UsageTally tally) {
        String says = "nothing";
        for (var row : store.aggregate(UsageQuery.of(scope))) {
            UsageSums sums = row.sums();
            says = sums.entries() + " entries, " + sums.requests() + " requests, " + sums.inputTokens() + " + "
                    + sums.outputTokens() + " tokens, " + sums.credits().unscaledValue() + " micro-credits";
        }
        String expected = tally.entries == 0 ? "nothing" : tally.toString();
        check(says.equals(expected), "the usage of " + scope + " is " + says + ", expected " + expected);
    }

    private Deque<Entry> read(AccountId account) {
        return new ArrayDeque<>(store.entries(new EntryQuery.Chain(account, model(account).seq + 1, PORTION))
                .entries());
    }

    private void nothingElse() {
        fresh.forEach((account, entries) -> {
            rivals(model(account), entries);
            refillsBehind(model(account), entries);
        });
        fresh.forEach((account, entries) -> check(entries.isEmpty(), "unexpected entries: " + entries));
        fresh.clear();
    }

    /** What the ledger booked by itself before what was asked for. */
    private void sideEffects(AccountModel model, Deque<Entry> entries, @Nullable Call call, Instant now) {
        while (!entries.isEmpty()) {
            Entry entry = entries.element();
            if (entry.kind() == EntryKind.OPENING) {
                same(model, model.opened(now), entries.remove(), now);
            } else if (entry.kind() == EntryKind.REFILL) {
                refill(model, entries.remove(), call, now);
            } else if (entry.kind() == EntryKind.EXPIRE) {
                expire(model, entries.remove(), now);
            } else if (rivals(model, entries) == 0) {
                return;
            }
        }
    }

    /** Another writer's entries of a faulty store; they may come before and behind what was asked for. */
    private static int rivals(AccountModel model, Deque<Entry> entries) {
        int passed = 0;
        while (!entries.isEmpty() && entries.element().postingId().startsWith("rival-")) {
            entries.remove();
            model.seq++;
            passed++;
        }
        return passed;
    }

    private static void refill(AccountModel model, Entry entry, @Nullable Call call, Instant now) {
        boolean exhausted = call != null
                && (call.kind() == Call.Kind.RESERVE || call.kind() == Call.Kind.CHECK)
                && (model.isAbove(call.amount()) || model.isExactly(call.amount()));
        refill(model, entry, exhausted, now);
    }

    /** A reservation that leaves nothing gives what is due then, behind itself. */
    private static void refillsBehind(AccountModel model, Deque<Entry> entries) {
        while (!entries.isEmpty() && entries.element().kind() == EntryKind.REFILL) {
            Entry entry = entries.remove();
            refill(model, entry, model.isAbove(0) || model.isExactly(0), entry.occurredAt());
            rivals(model, entries);
        }
    }

    private static void refill(AccountModel model, Entry entry, boolean exhausted, Instant now) {
        RefillModel refill = model.refill;
        long due = refill == null ? 0 : refill.due(now, exhausted);
        check(refill != null && due > 0, "a refill that is not due: " + entry);
        RefillModel settings = Objects.requireNonNull(refill);
        AccountModel.Booked booked =
                new AccountModel.Booked(EntryKind.REFILL, "~refill:" + settings.seq() + ":" + due, "");
        booked.delta = settings.gives(model.credits);
        model.book(booked);
        model.refill = settings.given(due, now);
        same(model, booked, entry, now);
    }

    private static void expire(AccountModel model, Entry entry, Instant now) {
        String id = entry.postingId().replaceFirst("^~close:", "");
        AccountModel.Booked held = model.open.get(id);
        check(held != null, "expires a hold that is not open: " + entry);
        AccountModel.Booked hold = Objects.requireNonNull(held);
        check(!hold.expiry.plus(MARGIN).isAfter(now), "expires too early: " + entry);
        AccountModel.Booked closing = AccountModel.closing(EntryKind.EXPIRE, hold);
        model.book(closing);
        same(model, closing, entry, now);
    }

    /** What is due and not done, as far as it is due since an instant; null where nothing is. */
    private static @Nullable String undone(AccountModel model, Instant now, Instant from, @Nullable Long cost) {
        for (AccountModel.Booked hold : model.open.values()) {
            if (!hold.expiry.plus(MARGIN).isAfter(now) && !hold.expiry.isBefore(from)) {
                return "hold " + hold.id + " ended at " + hold.expiry;
            }
        }
        RefillModel refill = model.refill;
        if (refill == null || model.mode == BalanceMode.OFF) {
            return null;
        }
        long due = refill.due(now, cost != null);
        boolean fits = model.credits.add(refill.gives(model.credits)).bitLength() < 64;
        boolean tooMany = due > 0 && refill.periodAt(now) - due > MOST_REFILLS && refill.kind() == Call.Kind.EACH_HOUR;
        return due > 0 && fits && !tooMany ? "refill " + due + " of " + refill + " is due" : null;
    }

    private static void same(AccountModel model, AccountModel.Booked booked, @Nullable Entry entry, Instant now) {
        check(entry != null, "nothing is booked for " + booked.id);
        Entry found = Objects.requireNonNull(entry);
        booked.postingId = found.postingId();
        model.byId.put(found.postingId(), booked);
        String says = text(
                found.kind(),
                found.seq(),
                found.creditsDelta(),
                found.reservedDelta(),
                found.refersTo(),
                found.stateAfter().credits(),
                found.stateAfter().reserved(),
                found.stateAfter().openHolds());
        String expected = text(
                booked.kind,
                booked.seq,
                booked.delta,
                booked.reservedDelta,
                booked.refersTo == null ? null : booked.refersTo.seq,
                booked.creditsAfter,
                booked.reservedAfter,
                booked.openAfter);
        check(says.equals(expected), "booked is " + says + ", expected " + expected);
        boolean own = booked.id.equals(found.postingId())
                || (booked.id.startsWith("beside ") && found.postingId().startsWith("~alt:"))
                || booked.id.equals("null");
        check(own, "booked is " + found.postingId() + ", expected " + booked.id);
        check(!found.recordedAt().isBefore(now), "booked at " + found.recordedAt() + ", it is " + now);
    }

    private static String text(@Nullable Object... facts) {
        StringBuilder text = new StringBuilder();
        for (Object fact : facts) {
            text.append(fact).append(' ');
        }
        return text.toString();
    }

    private static BigDecimal credits(BigInteger micro) {
        return new BigDecimal(micro, 6);
    }

    private AccountModel model(AccountId account) {
        return Objects.requireNonNull(models.get(account));
    }

    private Deque<Entry> queue(AccountId account) {
        return Objects.requireNonNull(fresh.get(account));
    }

    private static void check(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }
}
