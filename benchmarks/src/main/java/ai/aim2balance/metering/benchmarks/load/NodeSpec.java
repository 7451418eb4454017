package ai.aim2balance.metering.benchmarks.load;

/**
 * What one node of a cell does.
 *
 * @param system the name of a {@link Contender}
 * @param node its number, from 0
 * @param nodes how many there are
 * @param accounts how many accounts calls are spread over
 * @param callers how many threads of this node call
 * @param pool how many connections it may have
 * @param rate calls a second that arrive at this node; 0: each caller calls again as soon as it is answered
 * @param repeats how many of 10,000 calls repeat an id
 */
record NodeSpec(String system, int node, int nodes, int accounts, int callers, int pool, double rate, int repeats) {
    private static final int FIELDS = 8;

    String encode() {
        return String.join(
                " ",
                system,
                Integer.toString(node),
                Integer.toString(nodes),
                Integer.toString(accounts),
                Integer.toString(callers),
                Integer.toString(pool),
                Double.toString(rate),
                Integer.toString(repeats));
    }

    static NodeSpec decode(String text) {
        String[] fields = text.split(" ", FIELDS);
        return new NodeSpec(
                fields[0],
                Integer.parseInt(fields[1]),
                Integer.parseInt(fields[2]),
                Integer.parseInt(fields[3]),
                Integer.parseInt(fields[4]),
                Integer.parseInt(fields[5]),
                Double.parseDouble(fields[6]),
                Integer.parseInt(fields[7]));
    }
}
