package ai.aim2balance.metering.benchmarks.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * Another JVM that runs nodes, one for each cell: it lives as long as the driver, so that its code is as warm as that of
 * threads. Told what to do by lines; its own lines begin with {@link ChildMain#MARK}.
 */
final class ChildProcess implements AutoCloseable {
    private static final int SECONDS_TO_END = 20;

    private final Process process;
    private final PrintWriter commands;
    private final BufferedReader answers;

    ChildProcess() throws IOException {
        this.process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx" + Runtime.getRuntime().maxMemory() / (4 << 20) + "m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Load.class.getName(),
                        Load.CHILD)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        this.commands = new PrintWriter(process.getOutputStream(), true, StandardCharsets.UTF_8);
        this.answers = process.inputReader(StandardCharsets.UTF_8);
    }

    /** Sends a command without waiting. */
    void tell(String command) {
        commands.println(command);
    }

    /** The next answer. */
    String hear() {
        try {
            for (String line = answers.readLine(); line != null; line = answers.readLine()) {
                if (line.startsWith(ChildMain.MARK)) {
                    return line.substring(ChildMain.MARK.length());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new IllegalStateException("a node's process has ended");
    }

    /** Opens a node in it. */
    Node open(String url, NodeSpec spec) {
        tell(ChildMain.OPEN + " " + url + " " + spec.encode());
        String answer = hear();
        if (!answer.equals(ChildMain.READY)) {
            throw new IllegalStateException(answer);
        }
        return new RemoteNode(this);
    }

    @Override
    public void close() {
        commands.close();
        try {
            if (!process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /** The node that the process has at present. */
    private record RemoteNode(ChildProcess process) implements Node {
        @Override
        public void start() {
            process.tell(ChildMain.START);
        }

        @Override
        public void measure() {
            process.tell(ChildMain.MEASURE);
        }

        @Override
        public void end() {
            process.tell(ChildMain.END);
        }

        @Override
        public NodeReport report() {
            return NodeReport.decode(process.hear());
        }

        @Override
        public void close() {
            process.tell(ChildMain.CLOSE);
            process.hear();
        }
    }
}
