package ai.aim2balance.metering.docs;

import static org.assertj.core.api.Assertions.assertThat;

import ai.aim2balance.metering.entry.AccountId;
import ai.aim2balance.metering.ledger.Metering;
import ai.aim2balance.metering.ledger.PlannedCall;
import ai.aim2balance.metering.ledger.Spend;
import ai.aim2balance.metering.ledger.TenantPolicy;
import ai.aim2balance.metering.pricing.PricingService;
import ai.aim2balance.metering.pricing.exchange.ExchangeRates;
import ai.aim2balance.metering.store.InMemoryMeteringStore;
import ai.aim2balance.metering.store.MeteringStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ConceptsDocTest {
    private static final String DOCUMENT = "docs/concepts.md";

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);

    @Test
    void the_first_lines_run() throws IOException {
        // snippet: start
        PricingService pricing = PricingService.builder()
                .exchangeRates(ExchangeRates.fixed(new BigDecimal("1.0824"))) // USD per EUR
                .build();
        TenantPolicy policy = TenantPolicy.DEFAULT.withStartCredits(new BigDecimal("1000000"));
        AccountId anna = new AccountId("acme", "anna");
        try (MeteringStore store = new InMemoryMeteringStore();
                Metering metering =
                        Metering.builder(store, pricing).policy(policy).build()) {
            metering.checkBalance(PlannedCall.of(anna, "openai", "gpt-4o", 1_200))
                    .orThrow();
            metering.spendTokens(Spend.builder(anna, "openai", "gpt-4o")
                    .id("call-1")
                    .tokens(1_200, 300)
                    .build());
            out.println(metering.balance(anna).tokenCredits() + " credits left");
        }
        // end

        assertThat(DocumentedCode.block(DOCUMENT, "snippet: ConceptsDocTest#start"))
                .isEqualTo(DocumentedCode.snippet(ConceptsDocTest.class, "start"));
        assertThat(printed.toString(StandardCharsets.UTF_8)).startsWith("994000.000000 credits left");
    }

    /** The calls of the Kotlin example, one by one: they exist and do what it says. */
    @Test
    void the_calls_of_the_kotlin_example_exist() throws IOException {
        PricingService pricing = PricingService.builder()
                .exchangeRates(ExchangeRates.fixed(new BigDecimal("1.0824")))
                .build();
        TenantPolicy policy = TenantPolicy.DEFAULT.withStartCredits(new BigDecimal("1000000"));

        var anna = new AccountId("acme", "anna");
        try (var store = new InMemoryMeteringStore();
                var metering = Metering.builder(store, pricing).policy(policy).build()) {
            metering.checkBalance(PlannedCall.of(anna, "openai", "gpt-4o", 1_200))
                    .orThrow();
            metering.spendTokens(Spend.builder(anna, "openai", "gpt-4o")
                    .id("call-2")
                    .tokens(1_200, 300)
                    .build());
            out.println(metering.balance(anna).tokenCredits());
        }

        assertThat(printed.toString(StandardCharsets.UTF_8)).startsWith("994000.000000");
        assertThat(DocumentedCode.block(DOCUMENT, "snippet: kotlin"))
                .contains(
                        "AccountId(\"acme\", \"anna\")",
                        "InMemoryMeteringStore().use",
                        "Metering.builder(store, pricing).policy(policy).build().use",
                        "metering.checkBalance(PlannedCall.of(anna, \"openai\", \"gpt-4o\", 1_200)).orThrow()",
                        "metering.spendTokens(Spend.builder(anna, \"openai\", \"gpt-4o\").id(\"call-2\").tokens(1_200, 300).build())",
                        "metering.balance(anna).tokenCredits()");
    }

    @Test
    void every_public_type_of_the_ledger_is_in_the_table_of_threads() throws IOException {
        String document = Files.readString(Path.of("..", DOCUMENT));
        Path sources = Path.of("src/main/java/ai/aim2balance/metering");

        for (String room : List.of("ledger", "entry", "store")) {
            try (Stream<Path> files = Files.list(sources.resolve(room))) {
                for (Path file :
                        files.filter(path -> path.toString().endsWith(".java")).toList()) {
                    String type = file.getFileName().toString().replace(".java", "");
                    if (Files.readString(file).matches("(?s).*\\npublic [a-z ]*" + type + "\\b.*")) {
                        assertThat(document).contains("`" + type + "`");
                    }
                }
            }
        }
    }
}
