package ai.aim2balance.metering.benchmarks.load;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleBiFunction;
import java.util.function.ToDoubleFunction;

/** All cells of a run, and what they are when they are compared. */
final class Results {
    private final Map<Key, List<CellResult>> cells = new LinkedHashMap<>();
    private int rounds;

    /**
     * What repetitions have in common.
     *
     * @param store as in the options
     * @param delay what the network adds
     * @param shape the load
     * @param system who
     */
    record Key(String store, Duration delay, Shape shape, String system) {
        Key of(String other) {
            return new Key(store, delay, shape, other);
        }

        Key of(Shape other) {
            return new Key(store, delay, other, system);
        }

        String where() {
            return store + (delay.isZero() ? "" : " + " + delay.toNanos() / 1e6 + " ms");
        }
    }

    /** Begins a round: all systems under the same loads, one soon after the other. */
    int nextRound() {
        return ++rounds;
    }

    void add(String store, Duration delay, CellResult result) {
        cells.computeIfAbsent(new Key(store, delay, result.shape(), result.system()), key -> new ArrayList<>())
                .add(result);
    }

    List<Key> keys() {
        return List.copyOf(cells.keySet());
    }

    Spread spread(Key key, ToDoubleFunction<CellResult> figure) {
        return Spread.of(cells.getOrDefault(key, List.of()).stream().mapToDouble(figure));
    }

    /** A figure of one beside the same figure of another, each from the same round; nothing where one has none. */
    Spread ratio(Key key, Key other, ToDoubleBiFunction<CellResult, CellResult> ratio) {
        return Spread.of(cells.getOrDefault(key, List.of()).stream()
                .flatMapToDouble(result -> find(other, result).map(found -> ratio.applyAsDouble(result, found)).stream()
                        .mapToDouble(Double::doubleValue)));
    }

    /** How many times as fast as another. */
    Spread speed(Key key, Key other) {
        return ratio(key, other, (mine, its) -> mine.perSecond() / its.perSecond());
    }

    private Optional<CellResult> find(Key key, CellResult like) {
        return cells.getOrDefault(key, List.of()).stream()
                .filter(result -> result.round() == like.round())
                .findFirst();
    }

    /** Prints tables for a README: median, and least to most of the repetitions. */
    void print(PrintStream out) {
        new SpeedTable(this).lines().forEach(out::println);
        new NodeTable(this).lines().forEach(out::println);
        new Targets(this).lines().forEach(out::println);
    }
}
