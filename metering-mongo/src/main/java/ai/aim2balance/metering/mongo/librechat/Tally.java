package ai.aim2balance.metering.mongo.librechat;

import ai.aim2balance.metering.entry.Credits;
import ai.aim2balance.metering.entry.UsageAmounts;
import ai.aim2balance.metering.entry.UsageRecord;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Counts what an import does, for its report. For one thread. */
final class Tally {
    private static final int MOST_MODELS = 1_000;
    private static final String NO_MODEL = "(no model)";
    private static final String CHARGED = "charged-as-given";
    private static final int PICO = 12;

    final Findings skipped = new Findings();
    final Findings findings = new Findings();
    final BalanceTally balances = new BalanceTally();
    long transactions;
    long left;
    private long roundedAmounts;
    private BigDecimal rounding = BigDecimal.ZERO;
    private long now;
    private long before;
    private long calls;
    private long callsOfTwo;
    private final Map<Target.Kind, Long> changes = new HashMap<>();
    private final Map<Target.Kind, BigInteger> changed = new HashMap<>();
    private BigInteger charged = BigInteger.ZERO;
    private BigInteger costEur = BigInteger.ZERO;
    private final EstimateSum kWh = new EstimateSum();
    private final EstimateSum waterL = new EstimateSum();
    private final EstimateSum co2e = new EstimateSum();
    private BigDecimal m2 = BigDecimal.ZERO;
    private final Map<String, Long> unknownModels = new HashMap<>();
    private final Map<String, Long> flags = new HashMap<>();

    void rounded(BigDecimal by) {
        roundedAmounts++;
        rounding = rounding.add(by.abs());
    }

    void call(SourceCall call, UsageRecord usage, boolean isNow) {
        count(isNow);
        calls++;
        callsOfTwo += call.completion() == null ? 0 : 1;
        UsageAmounts amounts = usage.amounts();
        charged = charged.add(BigInteger.valueOf(amounts.microCredits()));
        costEur = costEur.add(BigInteger.valueOf(amounts.costEur()));
        kWh.add(amounts.kWh());
        waterL.add(amounts.waterL());
        co2e.add(amounts.co2e());
        m2 = m2.add(amounts.m2Restored());
        for (String flag : usage.flags()) {
            if (!flag.equals(CHARGED)) {
                flags.merge(flag, 1L, Long::sum);
            }
        }
        if (usage.price().model() == null) {
            String model =
                    usage.call().model() == null ? NO_MODEL : usage.call().model();
            if (unknownModels.size() < MOST_MODELS || unknownModels.containsKey(model)) {
                unknownModels.merge(model, 1L, Long::sum);
            }
        }
    }

    void change(Target.Change change, boolean isNow) {
        count(isNow);
        if (change.kind() != Target.Kind.BALANCE || isNow) {
            changes.merge(change.kind(), 1L, Long::sum);
            changed.merge(change.kind(), BigInteger.valueOf(change.micro()), BigInteger::add);
        }
    }

    void skipped(String reason, String source, long rows, @Nullable String detail) {
        skipped.add(reason, source, rows, detail);
    }

    ImportStoppedException stopped(String why, @Nullable Throwable cause) {
        return new ImportStoppedException(transactions, why, cause);
    }

    ImportReport report(boolean dryRun, String tenant, long users) {
        return new ImportReport(
                dryRun,
                tenant,
                new ImportReport.Source(transactions, users, balances.records, left, roundedAmounts, rounding),
                new ImportReport.Booked(
                        now,
                        before,
                        calls,
                        callsOfTwo,
                        count(Target.Kind.TOP_UP),
                        count(Target.Kind.CHANGE),
                        count(Target.Kind.PENDING_REFILL),
                        count(Target.Kind.BALANCE),
                        count(Target.Kind.REFILL_PLAN)),
                new ImportReport.Amounts(
                        credits(charged),
                        credits(sum(Target.Kind.TOP_UP).add(sum(Target.Kind.PENDING_REFILL))),
                        credits(sum(Target.Kind.CHANGE)),
                        credits(sum(Target.Kind.BALANCE)),
                        new BigDecimal(costEur, PICO),
                        kWh.estimate(),
                        waterL.estimate(),
                        co2e.estimate(),
                        m2),
                balances.report(),
                unknownModels,
                flags,
                skipped.list(),
                findings.list());
    }

    static BigDecimal credits(BigInteger micro) {
        return new BigDecimal(micro, Credits.SCALE);
    }

    private void count(boolean isNow) {
        now += isNow ? 1 : 0;
        before += isNow ? 0 : 1;
    }

    private long count(Target.Kind kind) {
        return changes.getOrDefault(kind, 0L);
    }

    private BigInteger sum(Target.Kind kind) {
        return changed.getOrDefault(kind, BigInteger.ZERO);
    }
}
