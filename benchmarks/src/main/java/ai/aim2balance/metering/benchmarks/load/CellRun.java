package ai.aim2balance.metering.benchmarks.load;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Runs one system under one load: a new database, nodes, callers, and the audit. */
final class CellRun implements AutoCloseable {
    private final Site site;
    private final int pool;
    private final int repeats;
    private final List<ChildProcess> children = new ArrayList<>();

    CellRun(Site site, int pool, int repeats) {
        this.site = site;
        this.pool = pool;
        this.repeats = repeats;
    }

    CellResult run(Contender system, Shape shape, int round, Duration warmUp, Duration length)
            throws IOException, InterruptedException {
        try (Database database = site.fresh()) {
            system.prepare(database, shape.accounts());
            long emptyBytes = database.bytes();
            List<Node> nodes = open(database, system, shape);
            nodes.forEach(Node::start);
            Thread.sleep(warmUp.toMillis());
            Usage usedBefore = Usage.now();
            long serverBefore = site.serverCpu();
            nodes.forEach(Node::measure);
            Thread.sleep(length.toMillis());
            Usage used = Usage.now().since(usedBefore);
            long server = site.serverCpu();
            nodes.forEach(Node::end);
            List<NodeReport> reports = nodes.stream().map(Node::report).toList();
            nodes.forEach(Node::close);
            Verdict verdict = system.audit(database, shape.accounts(), reports);
            return new CellResult(
                    system.name(),
                    shape,
                    round,
                    reports,
                    shape.processes() ? reports.stream().map(NodeReport::usage).reduce(Usage.NONE, Usage::plus) : used,
                    server < 0 ? -1 : server - serverBefore,
                    database.bytes() - emptyBytes,
                    verdict);
        }
    }

    private List<Node> open(Database database, Contender system, Shape shape) throws IOException {
        List<Node> nodes = new ArrayList<>();
        for (int i = 0; i < shape.nodes(); i++) {
            NodeSpec spec = shape.node(system.name(), i, pool, repeats);
            if (shape.processes()) {
                if (children.size() == i) {
                    children.add(new ChildProcess());
                }
                nodes.add(children.get(i).open(database.url(), spec));
            } else {
                nodes.add(new LocalNode(system.connect(database, spec), spec));
            }
        }
        return nodes;
    }

    @Override
    public void close() {
        children.forEach(ChildProcess::close);
    }
}
