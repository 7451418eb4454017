package ai.aim2balance.metering.usage;

import static org.assertj.core.api.Assertions.assertThat;

import ai.aim2balance.metering.InvalidInputException;
import ai.aim2balance.metering.internal.Json;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Real bodies with random damage: read, flagged or refused, but nothing else. */
@NullUnmarked
class BodyFuzzTest {
    private static final long SEED = 20261124;
    private static final Object[] ODD = {
        null,
        -1L,
        0L,
        1.5,
        true,
        "12",
        "",
        List.of(),
        Map.of(),
        Long.MAX_VALUE,
        new BigInteger("9".repeat(40)),
        new BigDecimal("12.0"),
        new BigDecimal("1e30"),
        List.of(Map.of()),
        Map.of("cached_tokens", List.of(1L))
    };

    private final Random random = new Random(SEED);

    @Test
    void damagedBodiesAreReadOrRefusedButNothingElseHappens() {
        List<String> unexpected = new ArrayList<>();
        int read = 0;
        List<String> providers = List.copyOf(UsageReader.bundled().providers());
        for (FeedData.Sample sample : FeedData.samples()) {
            for (int i = 0; i < 40; i++) {
                String body = damaged(sample.body());
                String name = i % 4 == 0
                        ? providers.get(random.nextInt(providers.size()))
                        : List.copyOf(sample.expected().keySet())
                                .get(random.nextInt(sample.expected().size()));
                try {
                    check(name, body);
                    read++;
                } catch (InvalidInputException expected) {
                    assertThat(expected.getMessage()).hasSizeLessThan(1_500);
                } catch (RuntimeException | Error e) {
                    unexpected.add(name + " " + body + ": " + e);
                }
            }
        }
        assertThat(unexpected).as("seed " + SEED).isEmpty();
        assertThat(read).isBetween(2_000, 9_000);
    }

    private static void check(String name, String body) {
        int slash = name.indexOf('/');
        String provider = slash < 0 ? name : name.substring(0, slash);
        UsageReading reading = UsageReader.bundled().read(provider, slash < 0 ? null : name.substring(slash + 1), body);
        assertThat(reading.usage().counts().values()).isNotEmpty().allMatch(count -> count >= 0);
        if (UsageReader.bundled().book().provider(provider).streams()) {
            UsageStream stream = UsageReader.bundled().stream(provider, null);
            stream.accept(body);
            stream.abort(TokenEstimator.characters());
        }
    }

    private String damaged(String body) {
        if (random.nextInt(5) == 0) {
            int at = random.nextInt(body.length());
            return random.nextBoolean()
                    ? body.substring(0, at)
                    : body.substring(0, at) + (char) (32 + random.nextInt(95)) + body.substring(at + 1);
        }
        Object document = Json.read(body, "body");
        for (int i = random.nextInt(3); i >= 0; i--) {
            document = damaged(document);
        }
        return Json.write(document);
    }

    private @Nullable Object damaged(@Nullable Object value) {
        if (value instanceof Map<?, ?> map && !map.isEmpty()) {
            Map<Object, Object> copy = new LinkedHashMap<>(map);
            Object key = List.copyOf(copy.keySet()).get(random.nextInt(copy.size()));
            if (random.nextInt(6) == 0) {
                copy.remove(key);
            } else {
                copy.put(key, damaged(copy.get(key)));
            }
            return copy;
        }
        if (value instanceof List<?> list && !list.isEmpty()) {
            List<Object> copy = new ArrayList<>(list);
            int at = random.nextInt(copy.size());
            copy.set(at, damaged(copy.get(at)));
            return copy;
        }
        return ODD[random.nextInt(ODD.length)];
    }
}
