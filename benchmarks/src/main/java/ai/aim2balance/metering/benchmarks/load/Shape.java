package ai.aim2balance.metering.benchmarks.load;

import java.util.Locale;

/**
 * What is compared: the same load on every system.
 *
 * @param accounts how many accounts calls are spread over
 * @param callers how many threads call, of all nodes together
 * @param nodes how many nodes they belong to
 * @param processes whether each node is a process
 * @param rate calls a second that arrive; 0: each caller calls again as soon as it is answered
 */
record Shape(int accounts, int callers, int nodes, boolean processes, double rate) {
    NodeSpec node(String system, int node, int pool, int repeats) {
        int own = callers / nodes;
        return new NodeSpec(system, node, nodes, accounts, own, Math.min(pool, own), rate / nodes, repeats);
    }

    /** The same load on one node. */
    Shape alone() {
        return new Shape(accounts, callers, 1, processes, rate);
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%,d account%s, %d caller%s%s%s",
                accounts,
                accounts == 1 ? "" : "s",
                callers,
                callers == 1 ? "" : "s",
                nodes == 1 && !processes ? "" : ", " + nodes + (processes ? " processes" : " nodes"),
                rate == 0 ? "" : String.format(Locale.ROOT, ", %,.0f calls/s", rate));
    }
}
