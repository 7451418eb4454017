package ai.aim2balance.metering.entry;

import static org.assertj.core.api.Assertions.assertThat;

import ai.aim2balance.metering.InvalidInputException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class EntryJsonPropertyTest {
    private static final long SEED = 20261124;
    private static final Pattern OUTSIDE_TEXTS = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"");
    private static final String[] PIECES = {
        "null",
        "-1",
        "0",
        "1e999999999",
        "-1E-999999999",
        "9223372036854775808",
        "1.5",
        "\"\"",
        "\"x\"",
        "{}",
        "[]",
        "true",
        "[null]",
        "{\"a\":1}",
        "9".repeat(101),
        "NaN"
    };

    @Test
    void everyEntryComesBackAsItWas() {
        RandomEntries entries = new RandomEntries(SEED);
        for (int i = 0; i < 4_000; i++) {
            Entry entry = entries.next();
            String json = EntryJson.write(entry);
            assertThat(json).doesNotContain("\n", "\r");
            assertThat(OUTSIDE_TEXTS.matcher(json).replaceAll("").replaceAll("true|false|null", ""))
                    .as("numbers have no exponent")
                    .doesNotContain("e", "E");
            String stored = new String(json.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
            assertThat(EntryJson.read(stored)).as("seed %d, entry %d", SEED, i).isEqualTo(entry);
            assertThat(EntryJson.write(EntryJson.read(stored))).isEqualTo(json);
        }
    }

    @Test
    void everyRowOfATableComesBackAsItsEntry() {
        RandomEntries entries = new RandomEntries(SEED + 2);
        for (int i = 0; i < 4_000; i++) {
            Entry entry = entries.next();
            EntryRow row = EntryRow.of(entry);
            assertThat(row.entry()).as("seed %d, entry %d", SEED + 2, i).isEqualTo(entry);
            assertThat(row.facts())
                    .as("what has a column is not in the text")
                    .doesNotContain("\"costEUR\"", "\"provider\"", "\"conversationId\"", "\"postingId\"");
        }
    }

    @Test
    void callsAndStatesComeBackAsTheyWere() {
        RandomEntries entries = new RandomEntries(SEED + 1);
        for (int i = 0; i < 1_000; i++) {
            Entry entry = entries.next();
            UsageRecord usage = entry.usage();
            assertThat(EntryJson.readState(EntryJson.writeState(entry.stateAfter())))
                    .isEqualTo(entry.stateAfter());
            if (usage != null) {
                assertThat(EntryJson.readUsage(EntryJson.writeUsage(usage))).isEqualTo(usage);
            }
        }
    }

    @Test
    void damagedEntriesAreReadOrRefusedButNothingElseHappens() {
        RandomEntries entries = new RandomEntries(SEED + 2);
        Random random = new Random(SEED);
        List<String> samples = new ArrayList<>(
                Samples.all().values().stream().map(EntryJson::write).toList());
        for (int i = 0; i < 200; i++) {
            samples.add(EntryJson.write(entries.next()));
        }
        List<String> unexpected = new ArrayList<>();
        int read = 0;
        for (int i = 0; i < 8_000; i++) {
            String json = damaged(samples.get(random.nextInt(samples.size())), random);
            try {
                EntryJson.write(EntryJson.read(json));
                read++;
            } catch (InvalidInputException expected) {
                assertThat(expected.getMessage()).hasSizeLessThan(1_500);
            } catch (RuntimeException | Error e) {
                unexpected.add(json + ": " + e);
            }
        }
        assertThat(unexpected).as("seed " + SEED).isEmpty();
        assertThat(read).isBetween(600, 7_000);
    }

    private static String damaged(String json, Random random) {
        int at = random.nextInt(json.length());
        return switch (random.nextInt(6)) {
            case 0 -> json.substring(0, at);
            case 1 -> json.substring(0, at) + (char) (32 + random.nextInt(95)) + json.substring(at + 1);
            case 2 -> json.substring(0, at) + json.substring(Math.min(json.length(), at + 1 + random.nextInt(4)));
            case 3 ->
                json.replace(
                        "\"formatVersion\":1",
                        "\"formatVersion\":2,\"more\":" + PIECES[random.nextInt(PIECES.length - 2)]);
            default -> withOtherValue(json, json.indexOf("\":", at), PIECES[random.nextInt(PIECES.length)]);
        };
    }

    private static String withOtherValue(String json, int colon, String value) {
        int end = colon < 0 ? json.length() : colon + 2;
        while (end < json.length() && ",}]".indexOf(json.charAt(end)) < 0) {
            end++;
        }
        return colon < 0 ? json : json.substring(0, colon + 2) + value + json.substring(end);
    }
}
