package ai.aim2balance.metering.usage;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** Streams as providers send them, line by line. */
final class StreamFixture {
    private StreamFixture() {}

    static String text(String name) {
        try (InputStream stream = Objects.requireNonNull(StreamFixture.class.getResourceAsStream(name), name)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<String> lines(String name) {
        return text(name).lines().toList();
    }

    /** A stream of which only the first lines with data arrived. */
    static UsageStream begun(String provider, String name, int data) {
        UsageStream stream = UsageReader.bundled().stream(provider, null);
        lines(name).stream()
                .filter(line -> line.startsWith("data:") || line.startsWith("{"))
                .limit(data)
                .forEach(stream::accept);
        return stream;
    }
}
