package ai.aim2balance.metering.it.postgres;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A PostgreSQL of its own that can be killed and started again on the same data and the same port, durable as in
 * production. For one thread. Nothing else may be told to stop it: it is killed when the JVM ends.
 */
public final class PostgresServer implements AutoCloseable {
    private static final AtomicInteger DATABASES = new AtomicInteger();
    private static final Duration START = Duration.ofSeconds(60);
    private static final long PAUSE = 20;

    private final Path directory;
    private final int port;
    private final Map<String, String> settings;
    private final Thread atExit = new Thread(this::killAll, "kill-postgres");
    private @Nullable EmbeddedPostgres server;

    private PostgresServer(Path directory, int port, Map<String, String> settings) {
        this.directory = directory;
        this.port = port;
        this.settings = settings;
    }

    /**
     * Starts a server on new or existing data.
     *
     * @param directory where the data is
     * @param settings of the server, beside those that make it durable
     * @return the server, which answers
     */
    public static PostgresServer start(Path directory, Map<String, String> settings) {
        PostgresServer server = new PostgresServer(directory, freePort(), settings);
        Runtime.getRuntime().addShutdownHook(server.atExit);
        server.restart();
        return server;
    }

    /**
     * The port, the same after each start.
     *
     * @return the port on this machine
     */
    public int port() {
        return port;
    }

    /**
     * A new, empty database.
     *
     * @return its name
     */
    public String newDatabase() {
        String name = "metering_" + DATABASES.incrementAndGet() + "_" + System.nanoTime();
        TestPostgres.execute(url("postgres", port), "create database " + name);
        return name;
    }

    /**
     * The URL of a database.
     *
     * @param database its name
     * @param throughPort the server's port, or that of a proxy before it
     * @return a URL with its user
     */
    public String url(String database, int throughPort) {
        return "jdbc:postgresql://localhost:" + throughPort + "/" + database + "?user=postgres&password=postgres";
    }

    /** Kills all of its processes at once, as a machine that loses its operating system's process table. */
    public void kill() {
        killAll();
        forget();
    }

    /** Lets it stop at once without a checkpoint ({@code SIGQUIT}), as {@code pg_ctl stop -m immediate}. */
    public void stopImmediately() {
        List<ProcessHandle> all = processes();
        signal("-QUIT", all.subList(0, 1));
        awaitEnd(all);
        forget();
    }

    /** Stops all of its processes where they are, until {@link #resume}. */
    public void pause() {
        signal("-STOP", processes());
    }

    /** Lets paused processes go on. */
    public void resume() {
        signal("-CONT", processes());
    }

    /** Starts it on the data that is there; it recovers what needs recovery. */
    public void restart() {
        long end = System.nanoTime() + START.toNanos();
        while (true) {
            try {
                server = builder().start();
                return;
            } catch (IOException | RuntimeException e) {
                // A process of the server before may still hold its memory for a moment.
                if (System.nanoTime() - end > 0) {
                    throw new IllegalStateException("the server does not start on " + directory, e);
                }
                sleep();
            }
        }
    }

    /**
     * Its processes.
     *
     * @return the one that started the others, then the others; empty where it does not run
     */
    public List<ProcessHandle> processes() {
        if (server == null) {
            return List.of();
        }
        ProcessHandle first = first();
        try (Stream<ProcessHandle> others = first.descendants()) {
            List<ProcessHandle> all = new ArrayList<>(List.of(first));
            others.forEach(all::add);
            return all;
        }
    }

    /** The server says it itself: the process that was started to start it has ended long ago. */
    private ProcessHandle first() {
        try {
            long pid = Long.parseLong(Files.readAllLines(directory.resolve("postmaster.pid"))
                    .get(0)
                    .strip());
            return ProcessHandle.of(pid)
                    .filter(ProcessHandle::isAlive)
                    .orElseThrow(() -> new IllegalStateException("the server has ended by itself"));
        } catch (IOException e) {
            throw new UncheckedIOException("the server has ended by itself", e);
        }
    }

    @Override
    public void close() {
        if (server != null) {
            kill();
        }
        Runtime.getRuntime().removeShutdownHook(atExit);
    }

    private EmbeddedPostgres.Builder builder() {
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                .setDataDirectory(directory)
                .setCleanDataDirectory(false)
                .setRegisterShutdownHook(false)
                .setPGStartupWait(START)
                .setPort(port)
                // the builder's own defaults are made for speed
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on");
        settings.forEach(builder::setServerConfig);
        return builder;
    }

    private void killAll() {
        List<ProcessHandle> all = processes();
        // The first one first: it would start the others again.
        all.forEach(ProcessHandle::destroyForcibly);
        awaitEnd(all);
    }

    /** Releases the lock on the directory that this JVM holds for a server that is dead. */
    private void forget() {
        EmbeddedPostgres dead = server;
        server = null;
        if (dead != null) {
            try {
                dead.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static void awaitEnd(List<ProcessHandle> all) {
        long end = System.nanoTime() + START.toNanos();
        while (all.stream().anyMatch(ProcessHandle::isAlive)) {
            if (System.nanoTime() - end > 0) {
                throw new IllegalStateException("processes of the server do not end");
            }
            sleep();
        }
    }

    private static void signal(String name, List<ProcessHandle> processes) {
        List<String> command = new ArrayList<>(List.of("kill", name));
        processes.forEach(process -> command.add(Long.toString(process.pid())));
        try {
            new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor(START.toSeconds(), TimeUnit.SECONDS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void sleep() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the server starts or ends", e);
        }
    }
}
