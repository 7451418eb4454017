package ai.aim2balance.metering.benchmarks.load;

import java.util.List;

/** A way of booking calls that takes part in the comparison. */
interface Contender {
    /** Its name in options and tables. */
    String name();

    /** Whether there is such a thing on this engine. */
    boolean runsOn(Engine engine);

    /** Makes what the cell needs before its nodes come: tables, and every account with credits. */
    void prepare(Database database, int accounts);

    /** A node's client. */
    Client connect(Database database, NodeSpec spec);

    /** Compares what is stored with what the callers were told. */
    Verdict audit(Database database, int accounts, List<NodeReport> reports);
}
