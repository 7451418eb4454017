package ai.aim2balance.metering.ledger;

import ai.aim2balance.metering.entry.BalanceMode;
import ai.aim2balance.metering.pricing.PriceRequest;
import ai.aim2balance.metering.pricing.PricingService;
import ai.aim2balance.metering.usage.TokenUsage;
import java.time.Clock;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/** What a planned call costs, and how much output a balance allows. */
final class Estimator {
    private final PricingService pricing;

    Estimator(PricingService pricing) {
        this.pricing = pricing;
    }

    /** Its price in millionths of a credit. */
    long microCredits(PlannedCall call, Clock clock) {
        return call.microCredits != null ? call.microCredits : price(call, call.maxOutputTokens, clock);
    }

    /** From available credits to output tokens, for a limit of the call. */
    LongUnaryOperator affordable(PlannedCall call, @Nullable BalanceMode mode, Clock clock) {
        return available -> mode != BalanceMode.ENFORCED || call.provider == null
                ? PlannedCall.MOST_OUTPUT
                : most(call, available, clock);
    }

    /** The price never falls with more output, so the most that is affordable is found by halving. */
    private long most(PlannedCall call, long available, Clock clock) {
        if (price(call, 0, clock) > available) {
            return 0;
        }
        long low = 0;
        long high = PlannedCall.MOST_OUTPUT;
        while (low < high) {
            long middle = low + (high - low + 1) / 2;
            if (price(call, middle, clock) <= available) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    private long price(PlannedCall call, long output, Clock clock) {
        return pricing.quoteBeforeCall(PriceRequest.builder(
                                String.valueOf(call.provider), call.model, TokenUsage.of(call.promptTokens, output))
                        .tenant(call.account.tenant())
                        .at(clock.instant())
                        .build())
                .microCredits();
    }
}
