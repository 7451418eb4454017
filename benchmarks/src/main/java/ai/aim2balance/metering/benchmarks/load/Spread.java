package ai.aim2balance.metering.benchmarks.load;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.DoubleStream;

/** The median of some repetitions, and how far apart they are. */
record Spread(double median, double least, double most) {
    static Spread of(DoubleStream values) {
        double[] sorted = values.sorted().toArray();
        if (sorted.length == 0) {
            return new Spread(Double.NaN, Double.NaN, Double.NaN);
        }
        int middle = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Spread(median, sorted[0], Arrays.stream(sorted).max().orElse(median));
    }

    boolean exists() {
        return !Double.isNaN(median);
    }

    /** Median (least to most). */
    String text(String format) {
        if (!exists()) {
            return "";
        }
        String middle = String.format(Locale.ROOT, format, median);
        String low = String.format(Locale.ROOT, format, least);
        String high = String.format(Locale.ROOT, format, most);
        return low.equals(high) ? middle : middle + " (" + low + " to " + high + ")";
    }
}
