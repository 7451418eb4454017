package ai.aim2balance.metering.mongo.librechat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/**
 * What an import read, booked and found; {@link #toString} prints it. Immutable and thread-safe. Credits are those of
 * LibreChat and of the ledger alike (0.000001 USD), with 6 decimals; money is EUR with 12. Counts are of this run, whether
 * the ledger had a posting before or not, unless they say otherwise.
 *
 * @param dryRun whether nothing was booked: {@link Booked#now} is what would be
 * @param tenant the tenant of the ledger into which it was imported
 * @param source what was read
 * @param booked what became of it
 * @param amounts what it adds up to
 * @param balances how LibreChat's balances and transactions agree
 * @param unknownModels models that have no price in the ledger's catalogue, with their calls; at most 1,000 models
 * @param flags what the ledger says about calls, such as {@code fallback-price}, with their number
 * @param skipped documents that were not imported, by reason
 * @param findings what was imported and is worth a look
 */
public record ImportReport(
        boolean dryRun,
        String tenant,
        Source source,
        Booked booked,
        Amounts amounts,
        Balances balances,
        Map<String, Long> unknownModels,
        Map<String, Long> flags,
        List<Finding> skipped,
        List<Finding> findings) {
    /**
     * What was read.
     *
     * @param transactions documents of {@code transactions}
     * @param users users with a transaction or a balance
     * @param balanceRecords documents of {@code balances}
     * @param left transactions that are too young, because LibreChat may still write the other half of their call: the
     *     next run imports them
     * @param roundedAmounts amounts that were rounded to a millionth of a credit
     * @param rounding what all roundings together moved, without sign, in credits
     */
    public record Source(
            long transactions, long users, long balanceRecords, long left, long roundedAmounts, BigDecimal rounding) {}

    /**
     * What became of it.
     *
     * @param now postings that this run booked, or a dry run would book
     * @param before postings that were booked by an earlier run
     * @param calls calls among both
     * @param callsOfTwo calls of which a prompt and a completion were found
     * @param topUps transactions that gave credits
     * @param changes transactions that took credits without a call, or gave them for one
     * @param pendingRefills refills that LibreChat had counted and not written down
     * @param corrections corrections of this run that made a balance equal to LibreChat's
     * @param refillPlans refill settings
     */
    public record Booked(
            long now,
            long before,
            long calls,
            long callsOfTwo,
            long topUps,
            long changes,
            long pendingRefills,
            long corrections,
            long refillPlans) {}

    /**
     * What it adds up to.
     *
     * @param charged credits that LibreChat took for calls, 0 or more
     * @param given credits that top-ups and pending refills gave
     * @param changed credits of changes, signed
     * @param corrected credits of this run's corrections, signed
     * @param costEur what the calls cost at the prices and exchange rates of their days, margin and fee included
     * @param kWh energy
     * @param waterL water in litres
     * @param co2eKg CO2e in kg
     * @param m2Restored restored land
     */
    public record Amounts(
            BigDecimal charged,
            BigDecimal given,
            BigDecimal changed,
            BigDecimal corrected,
            BigDecimal costEur,
            Estimate kWh,
            Estimate waterL,
            Estimate co2eKg,
            BigDecimal m2Restored) {}

    /**
     * An estimate with 12 decimals.
     *
     * @param low the lower figure
     * @param likely the likely figure
     * @param high the upper figure
     */
    public record Estimate(BigDecimal low, BigDecimal likely, BigDecimal high) {}

    /**
     * How LibreChat's balances and transactions agree.
     *
     * @param tokenCredits the sum of the balances that count, in credits
     * @param transactions what the transactions of all users add up to, in credits
     * @param differing users whose transactions do not add up to their balance
     * @param withoutRecord users with transactions and no balance record, whose balance counts as 0
     * @param duplicates balance records beside the oldest of their user, which do not count
     * @param unreadable balance records without a readable balance, whose users keep the sum of their transactions
     * @param largest the largest differences, at most 20
     */
    public record Balances(
            BigDecimal tokenCredits,
            BigDecimal transactions,
            long differing,
            long withoutRecord,
            long duplicates,
            long unreadable,
            List<Difference> largest) {}

    /**
     * A balance that is not the sum of its transactions.
     *
     * @param user whose
     * @param tokenCredits the balance
     * @param transactions what the transactions add up to
     */
    public record Difference(String user, BigDecimal tokenCredits, BigDecimal transactions) {
        /**
         * The difference.
         *
         * @return balance less transactions, such as a start balance that LibreChat never wrote down
         */
        public BigDecimal credits() {
            return tokenCredits.subtract(transactions);
        }
    }

    /**
     * Something that happened more than once, with the first of it.
     *
     * @param what it is
     * @param count how often; documents where something was skipped
     * @param examples the first ones, at most 5, each with the {@code _id} of its document
     */
    public record Finding(String what, long count, List<String> examples) {
        /** Copies the examples. */
        public Finding {
            examples = List.copyOf(examples);
        }
    }

    /** Copies lists and maps. */
    public ImportReport {
        unknownModels = Map.copyOf(unknownModels);
        flags = Map.copyOf(flags);
        skipped = List.copyOf(skipped);
        findings = List.copyOf(findings);
    }

    /**
     * The report as lines of text.
     *
     * @return many lines; names and values of LibreChat stand in it without control characters
     */
    @Override
    public String toString() {
        return ReportText.of(this);
    }
}
