package ai.aim2balance.metering.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import ai.aim2balance.metering.entry.AccountId;
import ai.aim2balance.metering.entry.Entry;
import ai.aim2balance.metering.entry.EntryKind;
import ai.aim2balance.metering.entry.EntryRow;
import ai.aim2balance.metering.tck.SampleEntry;
import ai.aim2balance.metering.tck.SampleUsage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.json.JsonMode;
import org.bson.json.JsonWriterSettings;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Documents are kept for years: whoever changes their shape changes a file, and says so in the change log. */
@DisplayName("The shape of documents")
class GoldenDocumentTest {
    private static final AccountId ANNA = new AccountId("acme", "anna");
    private static final ObjectId ID = new ObjectId("6992c5400012345678901234");
    private static final JsonWriterSettings CANONICAL = JsonWriterSettings.builder()
            .outputMode(JsonMode.EXTENDED)
            .indent(true)
            .build();

    private static final Map<String, Entry> ENTRIES = Map.of(
            "opening", SampleEntry.of(ANNA, 1).build(),
            "spend", SampleEntry.spend(ANNA, 2, SampleUsage.full()).build(),
            "small-spend",
                    SampleEntry.spend(ANNA, 3, SampleUsage.call().build()).build(),
            "hold",
                    SampleEntry.of(ANNA, 4)
                            .kind(EntryKind.HOLD)
                            .deltas(0, 700)
                            .dueAt(SampleEntry.START.plusSeconds(600))
                            .build(),
            "release",
                    SampleEntry.of(ANNA, 5)
                            .kind(EntryKind.RELEASE)
                            .refersTo(4L)
                            .deltas(0, -700)
                            .build());

    static Stream<String> names() {
        return ENTRIES.keySet().stream().sorted();
    }

    @ParameterizedTest
    @MethodSource("names")
    @DisplayName("is that of the file, both ways")
    void isThatOfTheFile(String name) throws IOException {
        Entry entry = ENTRIES.get(name);

        assertThat(Documents.of(EntryRow.of(entry), ID).toJson(CANONICAL)).isEqualToNormalizingNewlines(file(name));
        assertThat(Documents.entry(Document.parse(file(name)))).isEqualTo(entry);
    }

    private static String file(String name) throws IOException {
        try (InputStream in = GoldenDocumentTest.class.getResourceAsStream("golden/" + name + ".json")) {
            return in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8).trim();
        }
    }
}
