package ai.aim2balance.metering.it.proof;

import java.nio.file.Path;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A store whose server is the process itself. */
final class EmbeddedTarget implements Target {
    private final String name;
    private final Function<Path, String> location;
    private @Nullable Path directory;

    private EmbeddedTarget(String name, Function<Path, String> location) {
        this.name = name;
        this.location = location;
    }

    /** The store that is to be proven. */
    static EmbeddedTarget embedded() {
        return new EmbeddedTarget("embedded", Stores::embedded);
    }

    /** The simplest store, by which the proof itself is judged. */
    static EmbeddedTarget journal() {
        return new EmbeddedTarget("journal", Stores::journal);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void fresh() {
        close();
        directory = Directories.create(name);
    }

    @Override
    public String location() {
        if (directory == null) {
            fresh();
        }
        return location.apply(Objects.requireNonNull(directory));
    }

    @Override
    public void awaitQuiet() {
        // It dies with its process.
    }

    @Override
    public void close() {
        if (directory != null) {
            Directories.delete(directory);
            directory = null;
        }
    }
}
