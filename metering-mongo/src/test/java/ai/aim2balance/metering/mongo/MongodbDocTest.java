package ai.aim2balance.metering.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import ai.aim2balance.metering.analytics.Scope;
import ai.aim2balance.metering.analytics.TimeRange;
import ai.aim2balance.metering.analytics.UsageQuery;
import ai.aim2balance.metering.entry.AccountId;
import ai.aim2balance.metering.ledger.Metering;
import ai.aim2balance.metering.ledger.Spend;
import ai.aim2balance.metering.pricing.PricingService;
import ai.aim2balance.metering.pricing.exchange.ExchangeRates;
import ai.aim2balance.metering.store.MeteringStore;
import com.mongodb.client.MongoClient;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.stream.Collectors;
import org.bson.Document;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Runs the code of {@code docs/mongodb.md}, and keeps both the same. */
@DisplayName("docs/mongodb.md")
class MongodbDocTest {
    private static final Path HOUSE = Path.of(System.getProperty("basedir", "")).resolve("..");
    private static final Path SOURCE =
            HOUSE.resolve("metering-mongo/src/test/java/ai/aim2balance/metering/mongo/MongodbDocTest.java");

    private final StringBuilder printed = new StringBuilder();

    @Test
    @DisplayName("has code that books and sums, and what it prints")
    void code() throws IOException {
        PricingService pricing = PricingService.builder()
                .exchangeRates(ExchangeRates.fixed(new BigDecimal("1.0824")))
                .build();
        AccountId anna = new AccountId("acme", "anna");
        try (MongoClient client = TestMongo.client()) {
            client.getDatabase("billing").drop();
            // snippet
            MongoOptions options = MongoOptions.DEFAULT
                    .withCollectionPrefix("metering_")
                    .withSchemaMode(SchemaMode.CREATE)
                    .withTimeLimit(Duration.ofSeconds(5));
            try (MeteringStore store = MongoMeteringStore.of(client, "billing", options);
                    Metering metering = Metering.builder(store, pricing).build()) {
                metering.spendTokens(Spend.builder(anna, "openai", "gpt-4o")
                        .id("chat-1")
                        .tokens(1_200, 300)
                        .build());
                UsageQuery query = UsageQuery.of(Scope.account(anna));
                print(metering.usage()
                                .summary(query, TimeRange.lastDays(7, ZoneOffset.UTC, Instant.now()))
                                .total()
                                .costEur()
                        + " EUR");
            }
            // end
            client.getDatabase("billing").drop();
        }
        String text = Files.readString(SOURCE);
        String code = text.substring(text.indexOf("// snippet\n") + 11, text.indexOf("            // end\n"))
                .lines()
                .map(line -> line.substring(Math.min(line.length(), 12)))
                .collect(Collectors.joining("\n"));
        assertThat(document()).contains("```java\n" + code + "\n```").contains("prints `" + printed + "`");
    }

    @Test
    @DisplayName("names every field of a document, and every index")
    void fields() throws IOException {
        String document = document();

        assertThat(ai.aim2balance.metering.entry.EntryColumn.values())
                .allSatisfy(column -> assertThat(document)
                        .contains("`" + (column.key().equals("dueAt") ? "due" : column.key()) + "`"));
        assertThat(Schema.indexes())
                .extracting((Document index) -> index.getString("name"))
                .allSatisfy(name -> assertThat(document).contains("`" + name + "`"));
    }

    private void print(String line) {
        printed.append(line);
    }

    private static String document() throws IOException {
        return Files.readString(HOUSE.resolve("docs/mongodb.md"));
    }
}
