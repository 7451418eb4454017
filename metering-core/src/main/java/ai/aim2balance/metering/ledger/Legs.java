package ai.aim2balance.metering.ledger;

import ai.aim2balance.metering.entry.TokenType;
import ai.aim2balance.metering.entry.Transaction;
import ai.aim2balance.metering.internal.Pico;
import ai.aim2balance.metering.pricing.PriceQuote;
import ai.aim2balance.metering.usage.TokenUsage;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The transactions of a call, as users of LibreChat know them. Their token values add up to the price in credits: at list
 * price each is exact; at the selling price each but the last is rounded half-even, and the last has the rest.
 */
final class Legs {
    private static final int RATE_SCALE = 6;
    private static final int MEAN_SCALE = 12;

    private Legs() {}

    static List<Transaction> of(TokenUsage usage, PriceQuote quote) {
        long list = quote.list().totalPico();
        long input = quote.list().inputPico();
        long output = quote.list().outputPico();
        long other = list - input - output;
        long price = quote.microCredits();
        long prompt = share(price, input, list);
        long completion = other == 0 ? price - prompt : share(price, output, list);
        long rest = price - prompt - completion;
        List<Transaction> legs = new ArrayList<>(3);
        boolean cached = usage.cacheReadTokens() > 0 || usage.cacheWriteTokens() > 0;
        long fresh = usage.inputTokens() - usage.cacheReadTokens() - usage.cacheWriteTokens();
        legs.add(new Transaction(
                TokenType.PROMPT,
                -usage.inputTokens(),
                rate(input, usage.inputTokens()),
                -prompt,
                cached ? -Math.max(0, fresh) : 0,
                -usage.cacheWriteTokens(),
                -usage.cacheReadTokens()));
        legs.add(new Transaction(
                TokenType.COMPLETION, -usage.outputTokens(), rate(output, usage.outputTokens()), -completion, 0, 0, 0));
        if (rest != 0) {
            legs.add(new Transaction(TokenType.OTHER, 0, null, -rest, 0, 0, 0));
        }
        return legs;
    }

    private static long share(long price, long part, long whole) {
        return price == whole || whole == 0
                ? part
                : Pico.multiplyDivide(price, part, whole, "credits of a transaction");
    }

    /** USD per million tokens: the rate, or the weighted mean of several. */
    private static @Nullable BigDecimal rate(long pico, long tokens) {
        if (tokens == 0) {
            return null;
        }
        return pico % tokens == 0
                ? BigDecimal.valueOf(pico / tokens, RATE_SCALE)
                : BigDecimal.valueOf(pico, RATE_SCALE)
                        .divide(BigDecimal.valueOf(tokens), MEAN_SCALE, RoundingMode.HALF_EVEN);
    }
}
