package ai.aim2balance.metering.usage;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.aim2balance.metering.internal.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;

/** The feed's files, which are read where they lie and never copied into the project. */
@NullUnmarked
final class FeedData {
    private FeedData() {}

    /** One real body, and what the feed's extractors read from it. */
    record Sample(int index, String body, Map<String, Map<String, Object>> expected) {}

    static List<Map<String, Object>> providers() {
        return maps(load("prices-v2.json"));
    }

    static List<Sample> samples() {
        List<Sample> samples = new ArrayList<>();
        for (Map<String, Object> item : maps(load("usages-sample.json"))) {
            Map<String, Map<String, Object>> expected = new LinkedHashMap<>();
            for (Map<String, Object> group : maps(item.get("extracted"))) {
                for (Map<String, Object> extractor : maps(group.get("extractors"))) {
                    expected.put(
                            extractor.get("provider_id") + "/" + extractor.get("api_flavor"), map(group.get("usage")));
                }
            }
            samples.add(new Sample(samples.size(), Json.write(item.get("body")), expected));
        }
        return samples;
    }

    static String apiOf(Map<String, Object> extractor) {
        return (String) extractor.getOrDefault("api_flavor", "default");
    }

    static List<Map<String, Object>> extractors(Map<String, Object> provider) {
        return maps(provider.getOrDefault("extractors", List.of()));
    }

    @SuppressWarnings("unchecked")
    static List<Map<String, Object>> maps(Object value) {
        return (List<Map<String, Object>>) value;
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> map(Object value) {
        return (Map<String, Object>) value;
    }

    private static Object load(String name) {
        Path file = Path.of(System.getProperty("metering.shared", "../shared"), "data", "genai-prices", name);
        assumeTrue(Files.exists(file), () -> "the feed is not here, so nothing is compared with it: " + file);
        try (InputStream stream = Files.newInputStream(file)) {
            return Json.read(stream, name, key -> true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
