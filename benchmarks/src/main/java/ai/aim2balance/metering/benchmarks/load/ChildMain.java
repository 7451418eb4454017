package ai.aim2balance.metering.benchmarks.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The other end of {@link ChildProcess}. */
final class ChildMain {
    static final String MARK = "@";
    static final String OPEN = "open";
    static final String READY = "ready";
    static final String START = "start";
    static final String MEASURE = "measure";
    static final String END = "end";
    static final String CLOSE = "close";

    private final PrintStream out;
    private @Nullable Node node;
    private Usage before = Usage.NONE;

    private ChildMain(PrintStream out) {
        this.out = out;
    }

    /** Does what it is told until nobody tells it any more. */
    static void run(PrintStream out) throws IOException {
        ChildMain child = new ChildMain(out);
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = commands.readLine(); line != null; line = commands.readLine()) {
            child.obey(line);
        }
    }

    private void obey(String line) {
        String[] words = line.split(" ", 3);
        switch (words[0]) {
            case OPEN -> {
                NodeSpec spec = NodeSpec.decode(words[2]);
                Database database = PostgresSite.attach(words[1]);
                node = new LocalNode(Contenders.of(spec.system()).connect(database, spec), spec);
                say(READY);
            }
            case START -> current().start();
            case MEASURE -> {
                before = Usage.now();
                current().measure();
            }
            case END -> {
                current().end();
                Usage used = Usage.now().since(before);
                say(current().report().with(used).encode());
            }
            case CLOSE -> {
                current().close();
                node = null;
                say(READY);
            }
            default -> throw new IllegalArgumentException(line);
        }
    }

    private Node current() {
        return Objects.requireNonNull(node, "no node is open");
    }

    private void say(String answer) {
        out.println(MARK + answer);
        out.flush();
    }
}
