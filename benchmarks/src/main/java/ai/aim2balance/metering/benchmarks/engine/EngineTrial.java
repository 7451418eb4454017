package ai.aim2balance.metering.benchmarks.engine;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;

/**
 * Which database to embed: H2 or SQLite, on plain JDBC, with rows like ours. An engine is written {@code h2} or
 * {@code sqlite}, with settings behind a colon: {@code "h2:RETENTION_TIME=0;FS=async"}.
 *
 * <ul>
 *   <li>{@code speed <folder> <accounts> <seconds> <repetitions> <pause of the reader in µs, -1: none> <engine>...}
 *   <li>{@code growth <folder> <accounts> <seconds> <group> <groups a second, 0: all it can> <most rows> <engine>}
 *   <li>{@code kill <folder> <kills> <seed> <engine>}
 *   <li>{@code interrupt <folder> <interrupts> <own thread: true or false> <engine>}
 *   <li>{@code full <folder on a small file system> <engine>}
 *   <li>{@code groups <folder> <accounts> <groups> <size> <engine>}: so many commits, to count system calls of
 * </ul>
 */
public final class EngineTrial {
    private EngineTrial() {}

    /**
     * Runs a trial.
     *
     * @param args which, and its settings
     */
    public static void main(String[] args) throws SQLException, IOException, InterruptedException, ExecutionException {
        PrintStream out = System.out;
        Path folder = Path.of(args[1]);
        Engine last = Engine.of(args[0].equals("child") ? args[2] : args[args.length - 1]);
        switch (args[0]) {
            case "speed" -> {
                List<Engine> engines =
                        Arrays.stream(args).skip(6).map(Engine::of).toList();
                new SpeedTrial(out, folder, integer(args, 2), Double.parseDouble(args[3]), integer(args, 5))
                        .run(integer(args, 4), engines);
            }
            case "growth" ->
                new GrowthTrial(out, folder, integer(args, 2))
                        .run(last, integer(args, 3), integer(args, 4), integer(args, 5), integer(args, 6));
            case "kill" -> new KillTrial(out, folder).run(last, integer(args, 2), integer(args, 3));
            case "interrupt" ->
                new InterruptTrial(out, folder).run(last, Boolean.parseBoolean(args[3]), integer(args, 2));
            case "full" -> new FullDiskTrial(out, folder).run(last);
            case "groups" ->
                new GrowthTrial(out, folder, integer(args, 2)).groups(last, integer(args, 3), integer(args, 4));
            case "child" -> KillTrial.append(out, folder, last, Long.parseLong(args[3]));
            default -> throw new IllegalArgumentException("no trial " + args[0]);
        }
    }

    private static int integer(String[] args, int at) {
        return Integer.parseInt(args[at]);
    }
}
