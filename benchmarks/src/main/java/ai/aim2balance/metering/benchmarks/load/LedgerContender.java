package ai.aim2balance.metering.benchmarks.load;

import ai.aim2balance.metering.entry.AccountId;
import ai.aim2balance.metering.entry.Credits;
import ai.aim2balance.metering.ledger.AuditReport;
import ai.aim2balance.metering.ledger.BatchItem;
import ai.aim2balance.metering.ledger.Metering;
import ai.aim2balance.metering.ledger.Spend;
import ai.aim2balance.metering.ledger.SpendResult;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The ledger of this library. */
final class LedgerContender implements Contender {
    private static final int STEP = 1_000;
    private static final String FIRST = "prepared";
    /** An audit of more accounts takes longer than the run. */
    private static final int MOST_AUDITED = 1_000;

    private static final int CONNECTIONS = 8;

    @Override
    public String name() {
        return Contenders.OURS;
    }

    @Override
    public boolean runsOn(Engine engine) {
        return engine != Engine.H2;
    }

    /** Opens every account by a first call, as the accounts of the baselines are there from the start. */
    @Override
    public void prepare(Database database, int accounts) {
        try (OpenStore store = database.store(CONNECTIONS, true);
                Metering ledger = LedgerClient.ledger(store.store())) {
            for (int from = 0; from < accounts; from += STEP) {
                List<Spend> calls = IntStream.range(from, Math.min(accounts, from + STEP))
                        .mapToObj(i -> LedgerClient.call(LedgerClient.account(i), i, FIRST))
                        .toList();
                for (BatchItem item : ledger.spendAll(calls)) {
                    SpendResult result = item.result();
                    if (result == null || result.booked() == null) {
                        throw new IllegalStateException("cannot prepare: " + item);
                    }
                }
            }
        }
    }

    @Override
    public Client connect(Database database, NodeSpec spec) {
        return new LedgerClient(database.store(spec.pool(), false), spec.accounts());
    }

    @Override
    public Verdict audit(Database database, int accounts, List<NodeReport> reports) {
        long unknown = reports.stream().mapToLong(NodeReport::failed).sum();
        List<String> problems = new ArrayList<>();
        long entries = 0;
        int step = Math.max(1, accounts / MOST_AUDITED);
        int audited = 0;
        try (OpenStore store = database.store(CONNECTIONS, true);
                Metering ledger = LedgerClient.ledger(store.store())) {
            for (int i = 0; i < accounts; i += step) {
                AuditReport report = ledger.audit(LedgerClient.account(i));
                entries += report.entries();
                audited++;
                problems.addAll(differences(report, acknowledged(reports, i), unknown));
            }
        }
        return new Verdict(entries, audited + " accounts proven entry by entry", problems);
    }

    private static long acknowledged(List<NodeReport> reports, int account) {
        return reports.stream()
                .mapToLong(report -> report.acknowledged().of(account))
                .sum();
    }

    /** Each account has its opening, its first call and what was acknowledged; a call without an answer may be there. */
    private static List<String> differences(AuditReport report, long acknowledged, long unknown) {
        List<String> problems = new ArrayList<>();
        AccountId account = report.account();
        if (!report.isProven()) {
            problems.add(account + ": " + report.problems());
        }
        long calls = report.entries() - 1;
        if (calls < acknowledged + 1 || calls > acknowledged + 1 + unknown) {
            problems.add(account + ": " + calls + " calls booked, " + (acknowledged + 1) + " acknowledged, " + unknown
                    + " without an answer");
        }
        BigDecimal expected = Credits.of(Call.START)
                .subtract(Credits.of(Call.PROMPT_VALUE + Call.COMPLETION_VALUE).multiply(BigDecimal.valueOf(calls)));
        if (report.credits().compareTo(expected) != 0 || report.sum().compareTo(expected) != 0) {
            problems.add(account + ": " + report.credits() + " credits, " + report.sum() + " by its entries, "
                    + expected + " expected");
        }
        return problems;
    }
}
