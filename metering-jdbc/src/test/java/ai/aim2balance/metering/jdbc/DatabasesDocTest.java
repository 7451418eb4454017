package ai.aim2balance.metering.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import ai.aim2balance.metering.analytics.Scope;
import ai.aim2balance.metering.analytics.TimeRange;
import ai.aim2balance.metering.analytics.UsageQuery;
import ai.aim2balance.metering.entry.AccountId;
import ai.aim2balance.metering.it.postgres.TestPostgres;
import ai.aim2balance.metering.ledger.Metering;
import ai.aim2balance.metering.ledger.Spend;
import ai.aim2balance.metering.ledger.TopUp;
import ai.aim2balance.metering.pricing.PricingService;
import ai.aim2balance.metering.pricing.exchange.ExchangeRates;
import ai.aim2balance.metering.store.MeteringStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the code of {@code docs/databases.md}, and keeps both the same. */
@DisplayName("docs/databases.md")
class DatabasesDocTest {
    private static final Path HOUSE = Path.of(System.getProperty("basedir", "")).resolve("..");
    private static final String SOURCE =
            "metering-jdbc/src/test/java/ai/aim2balance/metering/jdbc/DatabasesDocTest.java";

    private final PricingService pricing = PricingService.builder()
            .exchangeRates(ExchangeRates.fixed(new BigDecimal("1.0824")))
            .build();
    private final AccountId anna = new AccountId("acme", "anna");
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);

    @Test
    @DisplayName("a ledger in a file is there when it is opened again")
    void embedded(@TempDir Path folder) throws IOException {
        // snippet: embedded
        try (MeteringStore store = JdbcMeteringStore.embedded(folder.resolve("ledger.db"));
                Metering metering = Metering.builder(store, pricing).build()) {
            metering.topUp(TopUp.ofCredits(anna, "invoice-7", new BigDecimal("50000")));
            metering.spendTokens(Spend.builder(anna, "openai", "gpt-4o")
                    .id("chat-1")
                    .tokens(1_200, 300)
                    .build());
        }
        try (MeteringStore store = JdbcMeteringStore.embedded(folder.resolve("ledger.db"));
                Metering metering = Metering.builder(store, pricing).build()) {
            out.println(metering.balance(anna).tokenCredits() + " credits left, proven: "
                    + metering.audit(anna).isProven());
        }
        // end
        documented("embedded");
    }

    @Test
    @DisplayName("a ledger in PostgreSQL books and sums")
    void postgres() throws IOException {
        DataSource dataSource = TestPostgres.source(TestPostgres.newDatabase());
        // snippet: postgres
        JdbcOptions options = JdbcOptions.DEFAULT
                .withTablePrefix("metering_") // or, in a schema of its own, "billing.metering_"
                .withSchemaMode(SchemaMode.CREATE)
                .withTimeLimit(Duration.ofSeconds(5));
        try (MeteringStore store = JdbcMeteringStore.of(dataSource, options);
                Metering metering = Metering.builder(store, pricing).build()) {
            metering.spendTokens(Spend.builder(anna, "openai", "gpt-4o")
                    .id("chat-2")
                    .tokens(1_200, 300)
                    .build());
            UsageQuery query = UsageQuery.of(Scope.account(anna));
            out.println(metering.usage()
                            .summary(query, TimeRange.lastDays(7, ZoneOffset.UTC, Instant.now()))
                            .total()
                            .costEur()
                    + " EUR");
        }
        // end
        documented("postgres");
    }

    /** The document has the code, and what it printed. */
    private void documented(String name) throws IOException {
        List<String> lines = Files.readAllLines(HOUSE.resolve(SOURCE));
        int start = lines.indexOf("        // snippet: " + name) + 1;
        int end = start + lines.subList(start, lines.size()).indexOf("        // end");
        String code = lines.subList(start, end).stream()
                .map(line -> line.substring(Math.min(line.length(), 8)))
                .collect(Collectors.joining("\n"));
        String document = Files.readString(HOUSE.resolve("docs/databases.md"));
        assertThat(document)
                .contains("<!-- snippet: DatabasesDocTest#" + name + " -->\n```java\n" + code + "\n```")
                .contains("prints `" + printed.toString(StandardCharsets.UTF_8).trim() + "`");
    }
}
