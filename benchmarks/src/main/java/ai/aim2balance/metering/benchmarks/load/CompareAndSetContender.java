package ai.aim2balance.metering.benchmarks.load;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The way of LibreChat: see {@link CompareAndSetClient}. */
final class CompareAndSetContender implements Contender {
    @Override
    public String name() {
        return Contenders.LIBRECHAT;
    }

    @Override
    public boolean runsOn(Engine engine) {
        return engine != Engine.MEMORY;
    }

    @Override
    public void prepare(Database database, int accounts) {
        Tables.create(database, accounts, false);
    }

    @Override
    public Client connect(Database database, NodeSpec spec) {
        return new CompareAndSetClient(database.engine(), database.pool(spec.pool()));
    }

    /** Charges that were given up are a fault of the pattern; anything else that differs is one of this driver. */
    @Override
    public Verdict audit(Database database, int accounts, List<NodeReport> reports) {
        Tables.Sums sums = Tables.sums(database);
        long answered = reports.stream().mapToLong(NodeReport::bookings).sum();
        long lost = reports.stream()
                .mapToLong(report -> report.counts().getOrDefault(CompareAndSetClient.LOST, 0L))
                .sum();
        long failed = reports.stream().mapToLong(NodeReport::failed).sum();
        List<String> problems = new ArrayList<>();
        if (sums.moved().subtract(sums.charged()).compareTo(BigDecimal.valueOf(lost)) != 0) {
            problems.add(
                    "legs sum to " + sums.charged() + ", balances moved by " + sums.moved() + ", given up " + lost);
        }
        if (sums.rows() < 2 * answered || sums.rows() > 2 * (answered + failed)) {
            problems.add(sums.rows() + " legs of " + answered + " calls and " + failed + " failed ones");
        }
        return new Verdict(
                sums.rows(),
                lost == 0
                        ? ""
                        : String.format(
                                Locale.ROOT,
                                "%d calls failed, %d micro-credits recorded but never charged, %d accounts differ",
                                failed,
                                lost,
                                sums.differing()),
                problems);
    }
}
