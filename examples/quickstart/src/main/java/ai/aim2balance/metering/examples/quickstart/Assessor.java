package ai.aim2balance.metering.examples.quickstart;

import ai.aim2balance.metering.environment.EnvironmentalCalculator;
import ai.aim2balance.metering.environment.Impact;
import ai.aim2balance.metering.environment.ImpactRequest;
import ai.aim2balance.metering.pricing.PriceQuote;
import ai.aim2balance.metering.pricing.PriceRequest;
import ai.aim2balance.metering.pricing.PricingService;
import ai.aim2balance.metering.usage.UsageReading;

/** Prices and weighs a call: all that an application does with the library for one response. */
final class Assessor {
    private final PricingService pricing;
    private final EnvironmentalCalculator environment = EnvironmentalCalculator.bundled();

    Assessor(PricingService pricing) {
        this.pricing = pricing;
    }

    String catalogVersion() {
        return pricing.catalog().version();
    }

    record Assessed(UsageReading reading, PriceQuote quote, Impact impact) {}

    Assessed assess(Call call, UsageReading reading) {
        PriceQuote quote = pricing.quote(PriceRequest.builder(reading)
                .tenant(call.tenant())
                .at(call.at())
                .build());
        Impact impact = environment.calculate(ImpactRequest.builder(reading, call.at())
                .zone(call.zone())
                .duration(reading.part() == null ? call.duration() : null)
                .donatedEur(quote.feeEur()) // the whole fee
                .build());
        return new Assessed(reading, quote, impact);
    }
}
