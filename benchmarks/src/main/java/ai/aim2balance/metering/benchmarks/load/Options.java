package ai.aim2balance.metering.benchmarks.load;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the command line asks for. */
final class Options {
    private static final String PROFILE = "--profile";
    private static final Map<String, String> DEFAULTS = defaults();

    private final Map<String, String> values;

    private Options(Map<String, String> values) {
        this.values = values;
    }

    private static Map<String, String> defaults() {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("--store", "postgres");
        all.put("--url", "");
        all.put("--directory", System.getProperty("java.io.tmpdir"));
        all.put("--systems", String.join(",", Contenders.NAMES));
        all.put("--accounts", "1,1000");
        all.put("--callers", "1,16,64");
        all.put("--nodes", "1");
        all.put("--processes", "");
        all.put("--seconds", "4");
        all.put("--warmup", "1");
        all.put("--first", "10");
        all.put("--repetitions", "3");
        all.put("--rate", "0");
        all.put("--repeat-ids", "0.01");
        all.put("--delay", "0ms");
        all.put("--pool", "64");
        return all;
    }

    /**
     * Reads a command line.
     *
     * @param args names and values; {@code --profile} stands for several runs, and what stands beside it holds for each
     * @return the runs
     */
    static List<Options> parse(String[] args) {
        String profile = "";
        List<String> own = new ArrayList<>();
        for (int i = 0; i < args.length; i += 2) {
            if (i + 1 == args.length || !(args[i].equals(PROFILE) || DEFAULTS.containsKey(args[i]))) {
                throw new IllegalArgumentException(args[i] + ": expected a value behind one of " + PROFILE + ", "
                        + String.join(", ", DEFAULTS.keySet()));
            }
            if (args[i].equals(PROFILE)) {
                profile = args[i + 1];
            } else {
                own.add(args[i]);
                own.add(args[i + 1]);
            }
        }
        String store = new Options(merge(own)).store();
        List<Options> runs = new ArrayList<>();
        for (String run : Profile.of(profile, store)) {
            List<String> all = new ArrayList<>(Arrays.asList(run.strip().split(" +", -1)));
            all.removeIf(String::isEmpty);
            all.addAll(own);
            runs.add(new Options(merge(all)));
        }
        return runs;
    }

    private static Map<String, String> merge(List<String> args) {
        Map<String, String> values = new LinkedHashMap<>(DEFAULTS);
        for (int i = 0; i < args.size(); i += 2) {
            values.put(args.get(i), args.get(i + 1));
        }
        return values;
    }

    String store() {
        return value("--store");
    }

    String url() {
        return value("--url");
    }

    Path directory() {
        return Path.of(value("--directory"));
    }

    List<Contender> systems() {
        return words("--systems").stream().map(Contenders::of).toList();
    }

    Duration length() {
        return seconds("--seconds");
    }

    Duration warmUp() {
        return seconds("--warmup");
    }

    /** How long each system runs before anything counts, for the compiler. */
    Duration first() {
        return seconds("--first");
    }

    int repetitions() {
        return Integer.parseInt(value("--repetitions"));
    }

    int pool() {
        return Integer.parseInt(value("--pool"));
    }

    /** How many of 10,000 calls repeat an id. */
    int repeats() {
        return (int) Math.round(Double.parseDouble(value("--repeat-ids")) * 10_000);
    }

    Duration delay() {
        return Duration.ofNanos(Math.round(Double.parseDouble(value("--delay").replaceFirst("ms$", "")) * 1e6));
    }

    /** The loads that are compared; those that differ in nothing but their nodes stand together. */
    List<List<Shape>> shapes() {
        List<List<Shape>> groups = new ArrayList<>();
        double rate = Double.parseDouble(value("--rate"));
        for (int accounts : numbers("--accounts")) {
            for (int callers : numbers("--callers")) {
                List<Shape> group = new ArrayList<>();
                boolean onlyProcesses =
                        value("--nodes").equals("1") && !value("--processes").isEmpty();
                for (int nodes : onlyProcesses ? List.<Integer>of() : numbers("--nodes")) {
                    group.add(new Shape(accounts, callers, nodes, false, rate));
                }
                for (int nodes : numbers("--processes")) {
                    group.add(new Shape(accounts, callers, nodes, true, rate));
                }
                group.removeIf(shape -> shape.callers() < shape.nodes());
                groups.add(group);
            }
        }
        return groups;
    }

    private Duration seconds(String name) {
        return Duration.ofMillis(Math.round(Double.parseDouble(value(name)) * 1_000));
    }

    private List<Integer> numbers(String name) {
        return words(name).stream().map(Integer::valueOf).toList();
    }

    private List<String> words(String name) {
        String value = value(name);
        return value.isEmpty() ? List.of() : List.of(value.split(",", -1));
    }

    private String value(String name) {
        return values.getOrDefault(name, "");
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        values.forEach((name, value) -> text.append(value.isEmpty() ? "" : name + " " + value + " "));
        return text.toString().strip();
    }
}
