package ai.aim2balance.metering.benchmarks.load;

import java.util.List;

/** Sets of runs under one name. */
final class Profile {
    private static final String SMALL = " --seconds 3 --warmup 1 --repetitions 3 ";
    private static final String FULL = " --seconds 20 --warmup 5 --repetitions 5 ";

    private Profile() {}

    /**
     * The runs of a profile.
     *
     * @param name {@code small} for minutes, {@code full} for hours, empty for one run of what the options say
     * @param store which store it is for
     * @return options of each run
     */
    static List<String> of(String name, String store) {
        return switch (name) {
            case "" -> List.of("");
            case "small" -> runs(SMALL, store, "1,1000", "1,16,64", "1,4");
            case "full" -> runs(FULL, store, "1,1000,100000", "1,16,64,256", "1,2,4");
            default -> throw new IllegalArgumentException("--profile: " + name + " is neither small nor full");
        };
    }

    private static List<String> runs(String times, String store, String accounts, String callers, String nodes) {
        String speed = times + "--accounts " + accounts + " --callers " + callers;
        String latency = times + "--accounts 1 --callers 64 --rate 100";
        return switch (store) {
            case "memory" -> List.of(times + "--systems ours --accounts " + accounts + " --callers " + callers);
            case "postgres" ->
                List.of(
                        speed,
                        latency,
                        times + "--accounts 1,1000 --callers 64 --rate 5000 --systems ours",
                        times + "--accounts 1,1000 --callers 64 --nodes " + nodes + " --systems ours",
                        times + "--accounts 1,1000 --callers 64 --processes " + nodes + " --systems ours",
                        times + "--accounts 1,1000 --callers 1,64 --delay 2ms",
                        times + "--accounts 1,1000 --callers 64 --delay 2ms --nodes " + nodes + " --systems ours");
            default -> List.of(speed, latency);
        };
    }
}
