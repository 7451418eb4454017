package ai.aim2balance.metering.examples.quickstart;

import ai.aim2balance.metering.analytics.Dimension;
import ai.aim2balance.metering.analytics.Scope;
import ai.aim2balance.metering.analytics.UsageQuery;
import ai.aim2balance.metering.analytics.UsageRow;
import ai.aim2balance.metering.analytics.UsageSource;
import ai.aim2balance.metering.analytics.UsageSums;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.SortedSet;
import java.util.TreeSet;

/** The same lines in any order are the same digest: by it, two runs can be compared at a glance. */
final class Digest {
    private static final int BYTES = 8;

    private final SortedSet<String> lines = new TreeSet<>();

    /** All sums of a ledger by all dimensions and quarters of an hour, to the last digit. */
    static Digest ofUsage(UsageSource source) {
        Digest digest = new Digest();
        UsageQuery query = UsageQuery.of(Scope.allTenants())
                .groupBy(EnumSet.allOf(Dimension.class))
                .bucket(Duration.ofMinutes(15));
        for (UsageRow row : source.aggregate(query)) {
            UsageSums sums = row.sums();
            digest.add(row.group() + " " + row.bucket() + " " + sums.requests() + " " + sums.inputTokens() + " "
                    + sums.outputTokens() + " " + sums.cacheReadTokens() + " " + sums.cacheWriteTokens() + " "
                    + sums.reasoningTokens() + " " + sums.listUsd() + " " + sums.listEur() + " " + sums.marginEur()
                    + " " + sums.feeEur() + " " + sums.costEur() + " " + sums.donatedEur() + " " + sums.credits() + " "
                    + JsonText.plain(sums.m2Restored()) + " " + sums.kWh() + " " + sums.waterL() + " " + sums.co2eKg()
                    + " " + sums.unpricedRequests() + " " + sums.fallbackRequests());
        }
        return digest;
    }

    void add(String line) {
        lines.add(line);
    }

    /** 16 digits of the SHA-256. */
    String hex() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest(String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
