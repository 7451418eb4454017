package ai.aim2balance.metering.mongo.librechat;

import static org.assertj.core.api.Assertions.assertThat;

import ai.aim2balance.metering.jdbc.JdbcMeteringStore;
import ai.aim2balance.metering.ledger.Metering;
import ai.aim2balance.metering.ledger.TenantPolicy;
import ai.aim2balance.metering.pricing.PricingService;
import ai.aim2balance.metering.pricing.exchange.EcbRates;
import ai.aim2balance.metering.store.MeteringStore;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Collectors;
import org.bson.BsonDouble;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the code of {@code docs/librechat.md}, and keeps both the same. */
@DisplayName("docs/librechat.md")
class LibreChatDocTest {
    private static final Path HOUSE = Path.of(System.getProperty("basedir", "")).resolve("..");
    private static final String SOURCE =
            "metering-mongo/src/test/java/ai/aim2balance/metering/mongo/librechat/LibreChatDocTest.java";

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);

    @Test
    @DisplayName("imports, and prints its report")
    void imported(@TempDir Path folder) throws IOException {
        Path ecbCsv = Files.writeString(
                folder.resolve("eurofxref-hist.csv"), "Date,USD,\n2026-03-03,1.0812,\n2026-03-02,1.0824,\n");
        Path file = folder.resolve("ledger.db");
        try (TestLibreChat source = new TestLibreChat()) {
            new History(source, History.Form.BULK, 30, 5).write(5_000);
            oddities(source);
            String libreChatUri = source.uri();
            // snippet: import
            PricingService pricing = PricingService.builder()
                    .exchangeRates(EcbRates.readCsv(ecbCsv, Duration.ofDays(7)))
                    .build();
            try (MongoClient client = MongoClients.create(libreChatUri);
                    MeteringStore store = JdbcMeteringStore.embedded(file);
                    Metering metering = Metering.builder(store, pricing)
                            .policy(TenantPolicy.DEFAULT.withStartCredits(new BigDecimal("20000")))
                            .build()) {
                LibreChatImport libreChat = LibreChatImport.builder(client.getDatabase("LibreChat"), metering)
                        .tenant("acme")
                        .zone(ZoneId.of("Europe/Berlin"))
                        .build();
                ImportReport planned = libreChat.dryRun(); // changes nothing
                if (planned.skipped().size() <= 2) {
                    out.print(libreChat.run());
                }
            }
            // end
        }
        documented("import");
    }

    private static void oddities(TestLibreChat source) {
        source.transaction(source.row(TestLibreChat.user(7), "prompt", TestLibreChat.DAY.minusSeconds(90), -10, 2.5)
                .append("tokenValue", new BsonDouble(Double.NaN)));
        source.transaction(source.credits(TestLibreChat.user(7), TestLibreChat.DAY.minusSeconds(80), -250, "by hand"));
        source.transaction(source.row(TestLibreChat.user(99), "prompt", TestLibreChat.DAY.minusSeconds(70), -40, 2.5));
        source.balance(source.record("x", 3).append("user", new BsonInt32(7)));
        source.balance(source.record("ben@example.org", 12.5).append("refillAmount", new BsonString("none")));
    }

    /** The document has the code, and what it printed. */
    private void documented(String name) throws IOException {
        List<String> lines = Files.readAllLines(HOUSE.resolve(SOURCE));
        int start = lines.indexOf("            // snippet: " + name) + 1;
        int end = start + lines.subList(start, lines.size()).indexOf("            // end");
        String code = lines.subList(start, end).stream()
                .map(line -> line.substring(Math.min(line.length(), 12)))
                .collect(Collectors.joining("\n"));
        String report = printed.toString(StandardCharsets.UTF_8);
        assertThat(Files.readString(HOUSE.resolve("docs/librechat.md")))
                .contains("<!-- snippet: LibreChatDocTest#" + name + " -->\n```java\n" + code + "\n```")
                .contains("```\n" + report + "```");
    }
}
