package ai.aim2balance.metering.examples.quickstart;

import ai.aim2balance.metering.entry.AccountId;
import ai.aim2balance.metering.entry.Entry;
import ai.aim2balance.metering.entry.EntryKind;
import ai.aim2balance.metering.ledger.AuditReport;
import ai.aim2balance.metering.ledger.Balance;
import ai.aim2balance.metering.ledger.Metering;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.stream.Collectors;

/** The balance of each account, and the proof that its entries add up to it. */
final class Proof {
    private static final String ROW = "%-8s %-7s %-9s %16s %10s %7s %9s %7s %16s  %s%n";

    private static final int PORTION = 1_000;

    private final Map<EntryKind, Long> kinds = new EnumMap<>(EntryKind.class);
    private final Metering metering;
    private final SortedSet<AccountId> accounts;

    Proof(Metering metering, SortedSet<AccountId> accounts) {
        this.metering = metering;
        this.accounts = accounts;
    }

    void print(PrintStream out, Digest digest) {
        out.println();
        out.printf(
                ROW,
                "tenant",
                "user",
                "mode",
                "credits",
                "reserved",
                "used %",
                "entries",
                "proven",
                "sum of entries",
                "next refill");
        long entries = 0;
        boolean proven = true;
        for (AccountId account : accounts) {
            Balance balance = metering.balance(account);
            AuditReport audit = metering.audit(account);
            boolean adds = audit.isProven() && audit.sum().compareTo(balance.tokenCredits()) == 0;
            out.printf(
                    Locale.ROOT,
                    ROW,
                    account.tenant(),
                    account.user(),
                    balance.mode(),
                    plain(balance.tokenCredits()),
                    plain(balance.reservedCredits()),
                    balance.usedPercent(),
                    audit.entries(),
                    adds ? "yes" : "NO",
                    plain(audit.sum()),
                    balance.nextRefill() == null ? "-" : balance.nextRefill());
            audit.problems().forEach(problem -> out.println("  " + problem));
            digest.add(account + " " + audit.entries() + " " + plain(audit.sum()));
            entries += audit.entries();
            proven &= adds;
            count(account);
        }
        out.println("audit: " + entries + " entries, " + (proven ? "all proven, each sum is the balance" : "NOT PROVEN")
                + ", digest of the accounts " + digest.hex());
        out.println("of them "
                + kinds.entrySet().stream()
                        .map(kind -> kind.getValue() + " " + kind.getKey().key())
                        .collect(Collectors.joining(", ")));
    }

    private void count(AccountId account) {
        long next = 1;
        List<Entry> portion;
        do {
            portion = metering.operator().entries(account, next, PORTION);
            portion.forEach(entry -> kinds.merge(entry.kind(), 1L, Long::sum));
            next += portion.size();
        } while (portion.size() == PORTION);
    }

    private static String plain(BigDecimal credits) {
        return JsonText.plain(credits);
    }
}
