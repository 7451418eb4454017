package ai.aim2balance.metering.tck;

import ai.aim2balance.metering.analytics.Scope;
import ai.aim2balance.metering.analytics.UsageQuery;
import ai.aim2balance.metering.entry.AccountId;
import ai.aim2balance.metering.entry.Entry;
import ai.aim2balance.metering.entry.EntryKind;
import ai.aim2balance.metering.ledger.AuditReport;
import ai.aim2balance.metering.store.EntryQuery;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What must hold after a storm, said by the calls alone: each acknowledged one is booked once, and nothing else is. */
final class StormAudit {
    private static final int PORTION = 10_000;

    private final FaultStorm storm;
    private final Map<AccountId, Map<String, Entry>> chains = new HashMap<>();
    private final Map<AccountId, Set<String>> explained = new HashMap<>();
    private final Map<String, BigInteger> refunded = new HashMap<>();
    /** By account and id, the newest acknowledgement: what was refused once may be booked when it is asked for again. */
    private final Map<String, Long> acknowledged = new HashMap<>();

    StormAudit(FaultStorm storm) {
        this.storm = storm;
    }

    void check(List<FaultStorm.Asked> calls) {
        for (AccountId account : storm.accounts) {
            chains.put(account, chain(account));
            explained.put(account, new HashSet<>(Set.of("~open")));
        }
        for (FaultStorm.Asked asked : calls) {
            if (asked.isAcknowledged()) {
                acknowledged.merge(key(asked.call), asked.number, Math::max);
            }
        }
        calls.forEach(this::call);
        storm.accounts.forEach(this::account);
        refunded.forEach(
                (original, all) -> check(all.signum() >= 0, original + " is refunded beyond its price: " + all));
    }

    private Map<String, Entry> chain(AccountId account) {
        Map<String, Entry> byId = new HashMap<>();
        long next = 1;
        while (true) {
            List<Entry> entries = storm.store
                    .entries(new EntryQuery.Chain(account, next, PORTION))
                    .entries();
            for (Entry entry : entries) {
                check(entry.seq() == next, "number " + next + " is missing: " + entry);
                check(byId.put(entry.postingId(), entry) == null, "booked twice: " + entry);
                // No overspend at any accepted hold.
                check(
                        entry.kind() != EntryKind.HOLD
                                || entry.stateAfter().reserved()
                                        <= entry.stateAfter().credits(),
                        "a hold beyond the credits: " + entry);
                next++;
            }
            if (entries.size() < PORTION) {
                return byId;
            }
        }
    }

    private void call(FaultStorm.Asked asked) {
        Call call = asked.call;
        String id = idOf(call);
        Map<String, Entry> chain = chain(call);
        Entry entry = chain.get(id);
        if (call.kind() == Call.Kind.SETTLE && entry != null && entry.kind() != EntryKind.SETTLE) {
            id = "~late:" + call.refersTo();
            entry = chain.get(id);
        }
        if (asked.isPoison()) {
            check(entry == null && !asked.isAcknowledged(), "poison is booked: " + call + ", " + entry);
            return;
        }
        check(asked.isAcknowledged() || asked.isRefused(), call + " is not acknowledged: " + asked.answer);
        if (asked.isRefused()) {
            boolean askedAgain = acknowledged.getOrDefault(key(call), 0L) > asked.number;
            check(entry == null || askedAgain, call + " was refused (" + asked.answer + ") and is booked: " + entry);
            return;
        }
        check(entry != null, call + " was acknowledged (" + asked.answer + ") and is not booked");
        if (entry == null || !explained(call.account()).add(id)) {
            return;
        }
        check(amount(call, entry), call + " is booked as " + entry);
    }

    /** Whether an entry has the amounts of its call. */
    private boolean amount(Call call, Entry entry) {
        return switch (call.kind()) {
            case SPEND, SETTLE -> {
                long price = 2_500_000 * call.amount() + 10_000_000 * call.other();
                refunded.merge(entry.account() + idOf(call), BigInteger.valueOf(price), BigInteger::add);
                yield entry.creditsDelta() == -price;
            }
            case TOP_UP -> entry.creditsDelta() == call.amount() && entry.reservedDelta() == 0;
            case RESERVE -> entry.reservedDelta() == call.amount() && entry.creditsDelta() == 0;
            case RELEASE -> entry.creditsDelta() == 0 || entry.kind() == EntryKind.SETTLE;
            case REFUND -> {
                String original = entry.account() + String.valueOf(call.refersTo());
                refunded.merge(original, BigInteger.valueOf(-entry.creditsDelta()), BigInteger::add);
                yield call.amount() == Call.ALL ? entry.creditsDelta() >= 0 : entry.creditsDelta() == call.amount();
            }
            default -> false;
        };
    }

    private static String key(Call call) {
        return call.account() + " " + idOf(call);
    }

    private static String idOf(Call call) {
        return switch (call.kind()) {
            case SETTLE, RELEASE -> "~close:" + call.refersTo();
            case REFUND -> call.id() == null ? "~refund:" + call.refersTo() : call.id();
            default -> String.valueOf(call.id());
        };
    }

    private void account(AccountId account) {
        Map<String, Entry> chain = chains.getOrDefault(account, Map.of());
        BigInteger credits = BigInteger.ZERO;
        BigInteger reserved = BigInteger.ZERO;
        long usage = 0;
        List<String> foreign = new ArrayList<>();
        for (Entry entry : chain.values()) {
            credits = credits.add(BigInteger.valueOf(entry.creditsDelta()));
            reserved = reserved.add(BigInteger.valueOf(entry.reservedDelta()));
            usage += entry.usage() == null ? 0 : 1;
            if (!explained(account).contains(entry.postingId())
                    && !entry.postingId().startsWith("rival-")) {
                foreign.add(entry.postingId());
            }
        }
        check(foreign.isEmpty(), "booked and never asked for: " + foreign);
        AuditReport audit = storm.anyNode().audit(account);
        check(audit.isProven(), "the audit finds " + audit.problems());
        check(audit.entries() == chain.size(), "the audit finds " + audit.entries() + " entries of " + chain.size());
        check(
                audit.credits().unscaledValue().equals(credits),
                "the audit says " + audit + ", all add up to " + credits);
        var balance = storm.anyNode().balance(account);
        check(balance.tokenCredits().unscaledValue().equals(credits), "the balance is " + balance);
        check(balance.reservedCredits().unscaledValue().equals(reserved), "the balance is " + balance);
        for (var row : storm.store.aggregate(UsageQuery.of(Scope.account(account)))) {
            check(row.sums().entries() == usage, "usage has " + row.sums().entries() + " entries of " + usage);
        }
    }

    private Map<String, Entry> chain(Call call) {
        return chains.getOrDefault(call.account(), Map.of());
    }

    private Set<String> explained(AccountId account) {
        return explained.computeIfAbsent(account, key -> new HashSet<>());
    }

    private static void check(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }
}
