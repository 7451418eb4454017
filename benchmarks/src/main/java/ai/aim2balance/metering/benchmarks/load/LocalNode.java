package ai.aim2balance.metering.benchmarks.load;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;

/** A node whose callers are threads of this process. */
final class LocalNode implements Node {
    private final Client client;
    private final NodeSpec spec;
    private final Window window = new Window();
    private final List<Caller> callers;
    private Map<String, Long> before = Map.of();
    private Map<String, Long> after = Map.of();

    LocalNode(Client client, NodeSpec spec) {
        this.client = client;
        this.spec = spec;
        this.callers = IntStream.range(0, spec.callers())
                .mapToObj(i -> new Caller(client, spec, i, window))
                .toList();
    }

    @Override
    public void start() {
        callers.forEach(Thread::start);
        window.start();
    }

    @Override
    public void measure() {
        before = client.counts();
        window.measure();
    }

    @Override
    public void end() {
        window.end();
        after = client.counts();
    }

    @Override
    public NodeReport report() {
        try {
            for (Caller caller : callers) {
                caller.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
        Histogram latencies = Latencies.empty();
        Tally acknowledged = new Tally(spec.accounts());
        for (Caller caller : callers) {
            latencies.add(caller.latencies);
            acknowledged.add(caller.acknowledged);
        }
        return new NodeReport(
                window.nanos(),
                sum(caller -> caller.done),
                sum(caller -> caller.failed),
                sum(caller -> caller.repeated),
                sum(caller -> caller.wrong),
                sum(caller -> caller.overdue),
                Usage.NONE,
                counts(),
                acknowledged,
                latencies);
    }

    private long sum(ToLongFunction<Caller> count) {
        return callers.stream().mapToLong(count).sum();
    }

    /** What was given up must fit the rows of the whole run. */
    private Map<String, Long> counts() {
        Map<String, Long> counts = new HashMap<>();
        after.forEach((name, count) -> counts.put(name, count - before.getOrDefault(name, 0L)));
        counts.computeIfPresent(
                CompareAndSetClient.LOST, (name, count) -> client.counts().getOrDefault(name, 0L));
        return counts;
    }

    @Override
    public void close() {
        client.close();
    }
}
