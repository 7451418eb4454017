package ai.aim2balance.metering.it.proof;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A child from its parent's side. For one thread. */
final class ChildProcess implements AutoCloseable {
    private static final Duration END = Duration.ofSeconds(60);
    /** Between two looks, in milliseconds. */
    private static final long PAUSE = 50;

    private static final int BUFFER = 65_536;

    private final Process process;
    /**
     * What it says: a file, and no pipe, because a killed process takes what the JDK has not read from its pipe along, and
     * bytes of a file stay.
     */
    private final Path said;

    private final Journal journal;
    private final Thread reader = new Thread(this::read, "child-reader");
    private final CountDownLatch opening = new CountDownLatch(1);
    private final CountDownLatch ready = new CountDownLatch(1);
    private final CountDownLatch step = new CountDownLatch(1);
    private final AtomicLong acknowledged = new AtomicLong();
    private volatile @Nullable String done;
    private volatile @Nullable RuntimeException broken;

    private ChildProcess(Process process, Path said, Journal journal) {
        this.process = process;
        this.said = said;
        this.journal = journal;
    }

    static ChildProcess start(ChildOptions options, Journal journal) {
        return start(List.of(), options, journal);
    }

    /**
     * Starts a child.
     *
     * @param before what its command begins with, such as a tracer; empty for none
     * @param journal is told what the child tells
     */
    static ChildProcess start(List<String> before, ChildOptions options, Journal journal) {
        List<String> command = new ArrayList<>(before);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                // It lives for less than a second: what makes it start sooner counts.
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                Child.class.getName()));
        command.addAll(options.arguments());
        try {
            Path said = Files.createTempFile(errors().getParentFile().toPath(), "child-", ".out");
            Process process = new ProcessBuilder(command)
                    .redirectOutput(said.toFile())
                    .redirectError(ProcessBuilder.Redirect.appendTo(errors()))
                    .start();
            ChildProcess child = new ChildProcess(process, said, journal);
            child.reader.start();
            return child;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static File errors() throws IOException {
        File directory = new File("target", "proof");
        if (!directory.isDirectory() && !directory.mkdirs()) {
            throw new IOException("no directory " + directory);
        }
        return new File(directory, "children.err");
    }

    long pid() {
        return process.pid();
    }

    /** How often it was answered that something is booked. */
    long acknowledged() {
        return acknowledged.get();
    }

    /** Waits until it begins to open its store. */
    void awaitOpening() throws InterruptedException {
        await(opening, "does not begin", END);
    }

    /** Waits until it asks. */
    void awaitReady() throws InterruptedException {
        await(ready, "does not open its store", END);
    }

    /** Waits until it stands at the step where it halts; false where it does not get there in time. */
    boolean awaitStep(Duration longest) throws InterruptedException {
        return step.await(longest.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Waits until it was told of so many bookings; false where it is not in time. */
    boolean hasAcknowledged(long count, Duration longest) throws InterruptedException {
        long end = System.nanoTime() + longest.toNanos();
        while (acknowledged() < count) {
            if (System.nanoTime() - end > 0 || !process.isAlive()) {
                return false;
            }
            Thread.sleep(1);
        }
        return true;
    }

    /** {@code SIGKILL}; then hears what it had said. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        awaitEnd();
    }

    /** Asks it to end, and waits until it has: how many batches it has committed. */
    long stop() throws InterruptedException {
        try {
            process.getOutputStream().write('\n');
            process.getOutputStream().flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return awaitDone();
    }

    /** Waits until it ends by itself. */
    long awaitDone() throws InterruptedException {
        awaitEnd();
        String last = done;
        if (last == null) {
            throw new AssertionError("a process has ended with " + process.exitValue() + ", see children.err");
        }
        return Long.parseLong(last);
    }

    private void awaitEnd() throws InterruptedException {
        if (!process.waitFor(END.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("a process does not end");
        }
        reader.join(END.toMillis());
        RuntimeException error = broken;
        if (reader.isAlive() || error != null) {
            throw new IllegalStateException("what a process said cannot be read", error);
        }
        try {
            Files.deleteIfExists(said);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void await(CountDownLatch latch, String otherwise, Duration longest) throws InterruptedException {
        long end = System.nanoTime() + longest.toNanos();
        while (!latch.await(PAUSE, TimeUnit.MILLISECONDS)) {
            if (System.nanoTime() - end > 0 || !process.isAlive()) {
                throw new AssertionError("a process " + otherwise + ", see children.err");
            }
        }
    }

    /** Reads behind the process until it has ended and everything is read. */
    private void read() {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = Files.newInputStream(said)) {
            while (true) {
                boolean alive = process.isAlive();
                int count = in.read(buffer);
                for (int i = 0; i < count; i++) {
                    if (buffer[i] == '\n') {
                        heard(line.toString(StandardCharsets.UTF_8));
                        line.reset();
                    } else {
                        line.write(buffer[i]);
                    }
                }
                if (count < 0 && !alive) {
                    return;
                }
                if (count < 0) {
                    Thread.sleep(1);
                }
            }
        } catch (IOException e) {
            broken = new UncheckedIOException(e);
        } catch (RuntimeException e) {
            broken = e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A line without its end was being written when the process was killed. */
    private void heard(String line) {
        if (line.endsWith(Pipe.END)) {
            hear(line.substring(0, line.length() - Pipe.END.length()));
        }
    }

    private void hear(String line) {
        if (Pipe.hear(line, journal)) {
            if (line.startsWith(Pipe.BOOKED)) {
                acknowledged.incrementAndGet();
            }
        } else if (line.equals(Pipe.OPENING)) {
            opening.countDown();
        } else if (line.equals(Pipe.READY)) {
            ready.countDown();
        } else if (line.startsWith(Pipe.STEP)) {
            step.countDown();
        } else if (line.startsWith(Pipe.DONE)) {
            done = line.substring(Pipe.DONE.length() + 1);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
