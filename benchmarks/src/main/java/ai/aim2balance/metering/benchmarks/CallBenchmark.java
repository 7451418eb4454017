package ai.aim2balance.metering.benchmarks;

import ai.aim2balance.metering.environment.EnvironmentalCalculator;
import ai.aim2balance.metering.environment.Impact;
import ai.aim2balance.metering.environment.ImpactRequest;
import ai.aim2balance.metering.pricing.PriceQuote;
import ai.aim2balance.metering.pricing.PriceRequest;
import ai.aim2balance.metering.pricing.PricingService;
import ai.aim2balance.metering.pricing.exchange.ExchangeRates;
import ai.aim2balance.metering.usage.UsageReader;
import ai.aim2balance.metering.usage.UsageReading;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What metering one call costs: reading its response, pricing it, weighing it. Run with {@code -prof gc} for bytes. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class CallBenchmark {
    private static final String OPENAI = """
            {"id": "chatcmpl-1", "object": "chat.completion", "model": "gpt-4o-2024-08-06",
             "choices": [{"index": 0, "finish_reason": "stop",
              "message": {"role": "assistant", "content": "%s"}}],
             "usage": {"prompt_tokens": 1412, "completion_tokens": 287, "total_tokens": 1699,
              "prompt_tokens_details": {"cached_tokens": 1024, "audio_tokens": 0},
              "completion_tokens_details": {"reasoning_tokens": 0, "audio_tokens": 0}}}
            """.formatted("An answer of some length. ".repeat(45));

    private static final String ANTHROPIC = """
            {"id": "msg_1", "type": "message", "role": "assistant", "model": "claude-sonnet-4-5-20250929",
             "content": [{"type": "text", "text": "%s"}], "stop_reason": "end_turn",
             "usage": {"input_tokens": 61, "cache_creation_input_tokens": 2048, "cache_read_input_tokens": 8192,
              "cache_creation": {"ephemeral_5m_input_tokens": 1536, "ephemeral_1h_input_tokens": 512},
              "output_tokens": 733, "service_tier": "standard"}}
            """.formatted("An answer of some length. ".repeat(45));

    private final Instant at = Instant.parse("2026-02-02T08:00:00Z");
    private final UsageReader reader = UsageReader.bundled();
    private final PricingService pricing = PricingService.builder()
            .exchangeRates(ExchangeRates.fixed(new BigDecimal("1.0824")))
            .build();
    private final EnvironmentalCalculator environment = EnvironmentalCalculator.bundled();
    private final UsageReading reading = reader.read("anthropic", "default", ANTHROPIC);
    private final BigDecimal fee = new BigDecimal("0.000684");

    @Benchmark
    public UsageReading readOpenAiChat() {
        return reader.read("openai", "chat", OPENAI);
    }

    @Benchmark
    public UsageReading readAnthropic() {
        return reader.read("anthropic", "default", ANTHROPIC);
    }

    @Benchmark
    public UsageReading readAnthropicByItsShape() {
        return reader.read("anthropic", null, ANTHROPIC);
    }

    @Benchmark
    public PriceQuote price() {
        return pricing.quote(PriceRequest.of(reading, at));
    }

    @Benchmark
    public Impact weigh() {
        return environment.calculate(
                ImpactRequest.builder(reading, at).donatedEur(fee).build());
    }

    @Benchmark
    public Impact priceAndWeigh() {
        PriceQuote quote = pricing.quote(PriceRequest.of(reading, at));
        return environment.calculate(
                ImpactRequest.builder(reading, at).donatedEur(quote.feeEur()).build());
    }
}
