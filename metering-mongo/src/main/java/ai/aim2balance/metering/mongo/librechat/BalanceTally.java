package ai.aim2balance.metering.mongo.librechat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Comparator;
import java.util.PriorityQueue;

/** How balances and transactions agree, with the largest differences: bounded, however many users there are. */
final class BalanceTally {
    private static final int MOST_DIFFERENCES = 20;
    private static final Comparator<ImportReport.Difference> BY_SIZE = Comparator.comparing(
                    (ImportReport.Difference difference) -> difference.credits().abs())
            .thenComparing(ImportReport.Difference::user, Comparator.reverseOrder());

    long records;
    long duplicates;
    long unreadable;
    long withoutRecord;
    private BigInteger tokenCredits = BigInteger.ZERO;
    private BigInteger transactions = BigInteger.ZERO;
    private long differing;
    private final PriorityQueue<ImportReport.Difference> largest = new PriorityQueue<>(BY_SIZE);

    void transactions(BigInteger sum) {
        transactions = transactions.add(sum);
    }

    void balance(String user, long micro, BigInteger sum) {
        BigInteger balance = BigInteger.valueOf(micro);
        tokenCredits = tokenCredits.add(balance);
        if (balance.equals(sum)) {
            return;
        }
        differing++;
        largest.add(new ImportReport.Difference(user, Tally.credits(balance), Tally.credits(sum)));
        if (largest.size() > MOST_DIFFERENCES) {
            largest.remove();
        }
    }

    ImportReport.Balances report() {
        BigDecimal credits = Tally.credits(tokenCredits);
        return new ImportReport.Balances(
                credits,
                Tally.credits(transactions),
                differing,
                withoutRecord,
                duplicates,
                unreadable,
                largest.stream().sorted(BY_SIZE.reversed()).toList());
    }
}
