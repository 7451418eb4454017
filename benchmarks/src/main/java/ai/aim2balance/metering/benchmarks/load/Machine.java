package ai.aim2balance.metering.benchmarks.load;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/** What the figures were taken on. */
final class Machine {
    private static final int BLOCK = 4_096;

    private Machine() {}

    static String describe() throws IOException {
        Path info = Path.of("/proc/cpuinfo");
        String cpu = !Files.isReadable(info)
                ? System.getProperty("os.arch")
                : Files.readAllLines(info).stream()
                        .filter(line -> line.startsWith("model name"))
                        .findFirst()
                        .orElse("unknown CPU")
                        .replaceFirst("^model name\\s*: ", "");
        return String.format(
                Locale.ROOT,
                "%s, %d cores, load %.1f; %s %s; %s %s, heap %d MB",
                cpu,
                Runtime.getRuntime().availableProcessors(),
                load(),
                System.getProperty("os.name"),
                System.getProperty("os.version"),
                System.getProperty("java.vm.name"),
                System.getProperty("java.runtime.version"),
                Runtime.getRuntime().maxMemory() >> 20);
    }

    /** How many processes wanted to run in the last minute. */
    static double load() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }

    /**
     * Writes a page and forces it to the disk, again and again, as a log does.
     *
     * @param directory on the disk in question
     * @param length how long it is tried
     * @return how often that worked in a second, and how long it takes
     */
    static String forces(Path directory, Duration length) throws IOException {
        Path file = Files.createTempFile(directory, "fsync", ".probe");
        Histogram nanos = new Histogram(3);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            ByteBuffer page = ByteBuffer.allocate(BLOCK);
            long begin = System.nanoTime();
            for (long now = begin; now - begin < length.toNanos(); now = System.nanoTime()) {
                page.clear();
                channel.write(page);
                channel.force(false);
                nanos.recordValue(System.nanoTime() - now);
            }
        } finally {
            Files.delete(file);
        }
        return String.format(
                Locale.ROOT,
                "%,.0f forced writes/s of 4 kB (p50 %.2f ms, p99 %.2f ms)",
                nanos.getTotalCount() * 1e9 / length.toNanos(),
                nanos.getValueAtPercentile(50) / 1e6,
                nanos.getValueAtPercentile(99) / 1e6);
    }
}
