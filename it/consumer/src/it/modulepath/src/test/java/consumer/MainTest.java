package consumer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import ai.aim2balance.metering.entry.AccountId;
import ai.aim2balance.metering.jdbc.JdbcMeteringStore;
import ai.aim2balance.metering.ledger.Metering;
import ai.aim2balance.metering.ledger.TopUp;
import ai.aim2balance.metering.mongo.MongoMeteringStore;
import ai.aim2balance.metering.pricing.PricingService;
import ai.aim2balance.metering.pricing.exchange.ExchangeRates;
import ai.aim2balance.metering.usage.TokenUsage;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainTest {
    @Test
    @DisplayName("the program prints what the library computes")
    void prints() {
        PrintStream console = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            Main.main(new String[0]);
        } finally {
            System.setOut(console);
        }
        assertEquals(
                List.of(
                        "TokenUsage[input_tokens=1000, output_tokens=200, cache_read_tokens=600]",
                        "0.004900568182 EUR, 0.000095 m2",
                        "5500000000 micro-credits, 1 request, proven true"),
                printed.toString(StandardCharsets.UTF_8).lines().toList());
    }

    @Test
    @DisplayName("a ledger in a file is there when it is opened again")
    void keeps(@TempDir Path folder) {
        AccountId account = new AccountId("acme", "anna");
        Path file = folder.resolve("ledger.db");
        for (int run = 1; run <= 2; run++) {
            try (JdbcMeteringStore store = JdbcMeteringStore.embedded(file);
                    Metering metering = Metering.builder(
                                    store,
                                    PricingService.builder()
                                            .exchangeRates(ExchangeRates.fixed(new BigDecimal("1.0824")))
                                            .build())
                            .build()) {
                metering.topUp(TopUp.ofCredits(account, "invoice-7", BigDecimal.TEN));
                assertEquals(
                        new BigDecimal("10.000000"), metering.balance(account).tokenCredits());
            }
        }
    }

    @Test
    @DisplayName("the library is on the module path")
    void path() {
        assertEquals("consumer", Main.class.getModule().getName());
        assertEquals("ai.aim2balance.metering.core", TokenUsage.class.getModule().getName());
        assertEquals(
                "ai.aim2balance.metering.jdbc",
                JdbcMeteringStore.class.getModule().getName());
        assertEquals(
                "ai.aim2balance.metering.mongo", MongoMeteringStore.class.getModule().getName());
        assertFalse(TokenUsage.class.getModule().isExported("ai.aim2balance.metering.internal"));
    }
}
