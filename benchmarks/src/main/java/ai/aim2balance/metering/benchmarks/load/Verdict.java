package ai.aim2balance.metering.benchmarks.load;

import java.util.List;

/**
 * What an audit found.
 *
 * @param entries how many rows or entries are stored for the calls
 * @param remark what is worth knowing about it
 * @param problems what is wrong; empty where everything is as the callers were told
 */
record Verdict(long entries, String remark, List<String> problems) {
    Verdict {
        problems = List.copyOf(problems);
    }
}
