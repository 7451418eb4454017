package ai.aim2balance.metering.benchmarks.load;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Locale;

/** How long the smallest question takes. */
final class RoundTrip {
    private static final int WARM_UP = 500;
    private static final int TRIES = 1_000;

    private RoundTrip() {}

    static String of(String url) {
        long[] nanos = new long[TRIES];
        try (Connection connection = DriverManager.getConnection(url);
                PreparedStatement select = connection.prepareStatement("select 1")) {
            for (int i = -WARM_UP; i < TRIES; i++) {
                long start = System.nanoTime();
                try (ResultSet row = select.executeQuery()) {
                    row.next();
                }
                if (i >= 0) {
                    nanos[i] = System.nanoTime() - start;
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
        Arrays.sort(nanos);
        return String.format(Locale.ROOT, "%.3f ms (p50)", nanos[TRIES / 2] / 1e6);
    }
}
