package ai.aim2balance.metering.benchmarks.load;

import java.util.SplittableRandom;
import org.HdrHistogram.Histogram;

/** A thread that makes one call after the other and writes down what it sees. */
final class Caller extends Thread {
    private static final int MOST_FAILURES_SHOWN = 3;
    private static final int TEN_THOUSAND = 10_000;

    private final Client client;
    private final NodeSpec spec;
    private final Window window;
    private final Pace pace;
    private final String prefix;
    private final SplittableRandom random;
    private final History history = new History();
    final Histogram latencies = Latencies.empty();
    final Tally acknowledged;
    private long next;
    long done;
    long failed;
    long repeated;
    long wrong;
    long overdue;

    Caller(Client client, NodeSpec spec, int number, Window window) {
        super("caller-" + spec.node() + "-" + number);
        this.client = client;
        this.spec = spec;
        this.window = window;
        this.pace = new Pace(window, spec.rate(), number, spec.callers());
        this.prefix = "call-" + spec.node() + "-" + number + "-";
        this.random = new SplittableRandom(1_000L * spec.node() + number);
        this.acknowledged = new Tally(spec.accounts());
    }

    @Override
    public void run() {
        try {
            pace.start(window.awaitStart());
        } catch (InterruptedException e) {
            return;
        }
        long arrival = pace.next();
        while (!window.ended()) {
            call();
            finish(arrival);
            arrival = pace.next();
        }
        if (spec.rate() > 0) {
            // the last one has arrived or not: it is the first that nobody began
            while (arrival >= 0 && arrival - window.endedAt() < 0) {
                overdue++;
                record(arrival, window.endedAt());
                arrival = pace.missed();
            }
        }
    }

    private void call() {
        try {
            if (history.size() > 0 && random.nextInt(TEN_THOUSAND) < spec.repeats()) {
                repeat(random.nextInt(history.size()));
                return;
            }
            int account = random.nextInt(spec.accounts());
            String id = prefix + next++;
            Answer answer = client.spend(account, id);
            if (answer.repeated()) {
                wrong++;
            }
            acknowledged.increment(account);
            history.add(id, account, answer.mark());
        } catch (FailedCallException e) {
            failed++;
            if (failed <= MOST_FAILURES_SHOWN && client.isIdempotent()) {
                System.err.println(getName() + ": " + e.getMessage() + ": " + e.getCause());
            }
        }
    }

    private void repeat(int place) throws FailedCallException {
        int account = history.account(place);
        Answer answer = client.spend(account, history.id(place));
        repeated++;
        if (!client.isIdempotent()) {
            acknowledged.increment(account);
        } else if (!answer.repeated() || answer.mark() != history.mark(place)) {
            wrong++;
        }
    }

    private void finish(long arrival) {
        if (window.measures()) {
            done++;
        }
        record(arrival, System.nanoTime());
    }

    private void record(long arrival, long end) {
        if (window.contains(arrival)) {
            Latencies.record(latencies, end - arrival);
        }
    }
}
