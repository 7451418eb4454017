package ai.aim2balance.metering.it.proof;

import ai.aim2balance.metering.entry.AccountId;
import ai.aim2balance.metering.entry.Credits;
import ai.aim2balance.metering.entry.Entry;
import ai.aim2balance.metering.ledger.AuditReport;
import ai.aim2balance.metering.ledger.Metering;
import ai.aim2balance.metering.store.EntryQuery;
import ai.aim2balance.metering.store.MeteringStore;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Compares what is in a store with what a witness knows, by the entries alone, and has the ledger prove each chain by its
 * own audit as well: two checkers that share no code.
 */
final class Audit {
    private static final int PORTION = 5_000;
    private static final String OPENING = "~open";

    private final MeteringStore store;
    private final Metering metering;

    Audit(MeteringStore store, Metering metering) {
        this.store = store;
        this.metering = metering;
    }

    /** Looks while nobody asks, and nothing is under way. */
    Findings of(Witness witness) {
        Findings findings = new Findings();
        witness.failures().forEach(findings::problem);
        for (AccountId account : witness.accounts()) {
            account(account, witness.all(account), findings);
        }
        return findings;
    }

    private void account(AccountId account, List<Witness.Known> asked, Findings findings) {
        List<Entry> chain = chain(account);
        findings.entries += chain.size();
        Map<String, Entry> byId = new HashMap<>();
        for (int i = 0; i < chain.size(); i++) {
            Entry entry = chain.get(i);
            if (entry.seq() != i + 1) {
                findings.problem("entry " + (i + 1) + " is missing before " + entry);
            }
            if (byId.put(entry.postingId(), entry) != null) {
                findings.doubled++;
                findings.problem("booked twice: " + entry);
            }
        }
        Set<String> explained = new HashSet<>(Set.of(OPENING));
        BigInteger sum = BigInteger.ZERO;
        for (Witness.Known known : asked) {
            Entry entry = known.ask.in(byId);
            explained.addAll(known.ask.explains());
            sum = sum.add(BigInteger.valueOf(entry == null ? 0 : known.ask.credits()));
            compare(known, entry, byId, findings);
        }
        for (Entry entry : chain) {
            if (!explained.contains(entry.postingId())) {
                findings.doubled++;
                findings.problem("booked and never asked for: " + entry);
            }
        }
        Entry opening = byId.get(OPENING);
        proof(account, chain, opening == null ? sum : sum.add(BigInteger.valueOf(opening.creditsDelta())), findings);
    }

    private static void compare(
            Witness.Known known, @Nullable Entry entry, Map<String, Entry> chain, Findings findings) {
        Ask ask = known.ask;
        if (entry == null) {
            if (known.isAcknowledged()) {
                findings.lost++;
                findings.problem("acknowledged and not there: " + ask);
            }
            return;
        }
        if (known.isAcknowledged()) {
            findings.acknowledged++;
        } else if (known.isUnknown()) {
            findings.found.add(ask.account() + " " + ask.key());
        } else {
            findings.problem("said not to be booked, and there: " + ask);
        }
        if (!ask.isBookedBy(entry)) {
            findings.problem(ask + " is booked as " + entry);
        }
        if (ask.kind() == Ask.Kind.SETTLE && ask.explains().stream().allMatch(id -> isBill(chain.get(id)))) {
            findings.doubled++;
            findings.problem("billed twice: " + ask);
        }
    }

    private static boolean isBill(@Nullable Entry entry) {
        return entry != null && entry.usage() != null;
    }

    private void proof(AccountId account, List<Entry> chain, BigInteger sum, Findings findings) {
        AuditReport report = metering.audit(account);
        report.problems().forEach(problem -> findings.problem("the ledger's audit: " + problem));
        if (report.entries() != chain.size() || report.credits().compareTo(Credits.of(sum.longValueExact())) != 0) {
            findings.problem("the ledger's audit says " + report + "; there are " + chain.size() + " entries, and all"
                    + " that was asked for adds up to " + sum);
        }
        if (!chain.isEmpty()
                && metering.balance(account).tokenCredits().compareTo(Credits.of(sum.longValueExact())) != 0) {
            findings.problem("the balance is " + metering.balance(account) + ", all adds up to " + sum);
        }
    }

    private List<Entry> chain(AccountId account) {
        List<Entry> chain = new ArrayList<>();
        while (true) {
            List<Entry> some = store.entries(new EntryQuery.Chain(account, chain.size() + 1L, PORTION))
                    .entries();
            chain.addAll(some);
            if (some.size() < PORTION) {
                return chain;
            }
        }
    }
}
