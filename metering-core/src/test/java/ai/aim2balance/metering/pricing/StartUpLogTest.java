package ai.aim2balance.metering.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import ai.aim2balance.metering.pricing.exchange.ExchangeRates;
import ai.aim2balance.metering.usage.TokenUsage;
import ai.aim2balance.metering.usage.UsageReader;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class StartUpLogTest {
    @Test
    void a_service_says_one_line_when_it_starts_and_nothing_about_its_users_after_that() {
        PrintStream console = System.err;
        ByteArrayOutputStream logged = new ByteArrayOutputStream();
        System.setErr(new PrintStream(logged, true, StandardCharsets.UTF_8));
        try {
            PricingService service = PricingService.builder()
                    .exchangeRates(ExchangeRates.fixed(BigDecimal.ONE))
                    .markupRule(MarkupRule.forTenant("tenant-of-ours", Markup.DEFAULT))
                    .build();
            service.quote(PriceRequest.builder("openai", "model-of-ours", TokenUsage.of(1, 1))
                    .tenant("tenant-of-ours")
                    .at(Instant.EPOCH)
                    .build());
            UsageReader.bundled()
                    .read(
                            "openai",
                            "chat",
                            "{\"model\": \"model-of-ours\", \"usage\": {\"prompt_tokens\": 1,"
                                    + " \"completion_tokens\": 1}, \"choices\": [{\"message\": \"a secret\"}]}");
        } finally {
            System.setErr(console);
        }

        assertThat(logged.toString(StandardCharsets.UTF_8).lines())
                .singleElement()
                .asString()
                .endsWith("metering prices by catalogue 2026-08-21+own-1 (38 providers), margin 0.15, rebalancing"
                        + " fee 0.025, 1 markup rules, 0 tenant price lists");
    }
}
