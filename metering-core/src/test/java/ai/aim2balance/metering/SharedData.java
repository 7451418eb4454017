package ai.aim2balance.metering;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.aim2balance.metering.internal.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Real input that lies beside the project. Tests that need it are skipped, with a clear line, where it is missing. */
public final class SharedData {
    private SharedData() {}

    public static Path file(String name) {
        Path file = Path.of(System.getProperty("metering.shared", "../../shared"), "data", name);
        assumeTrue(Files.isRegularFile(file), "skipped: needs the shared data set " + name + ", which is not here");
        return file;
    }

    public static @Nullable Object json(String name) {
        try (InputStream stream = Files.newInputStream(file(name))) {
            return Json.read(stream, name, key -> true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
