package ai.aim2balance.metering.benchmarks.load;

import java.util.ArrayList;
import java.util.List;

/** One transaction for each call: see {@link TransactionClient}. */
final class TransactionContender implements Contender {
    @Override
    public String name() {
        return Contenders.TRANSACTION;
    }

    @Override
    public boolean runsOn(Engine engine) {
        return engine != Engine.MEMORY;
    }

    @Override
    public void prepare(Database database, int accounts) {
        Tables.create(database, accounts, true);
    }

    @Override
    public Client connect(Database database, NodeSpec spec) {
        return new TransactionClient(database.engine(), database.pool(spec.pool()));
    }

    @Override
    public Verdict audit(Database database, int accounts, List<NodeReport> reports) {
        Tables.Sums sums = Tables.sums(database);
        long answered = reports.stream().mapToLong(NodeReport::bookings).sum();
        long failed = reports.stream().mapToLong(NodeReport::failed).sum();
        List<String> problems = new ArrayList<>();
        if (sums.differing() > 0 || sums.moved().compareTo(sums.charged()) != 0) {
            problems.add("legs sum to " + sums.charged() + ", balances moved by " + sums.moved() + ", "
                    + sums.differing() + " accounts differ");
        }
        if (sums.rows() < 2 * answered || sums.rows() > 2 * (answered + failed)) {
            problems.add(sums.rows() + " legs of " + answered + " calls and " + failed + " failed ones");
        }
        return new Verdict(sums.rows(), "", problems);
    }
}
