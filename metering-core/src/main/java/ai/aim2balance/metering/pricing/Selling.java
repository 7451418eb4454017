package ai.aim2balance.metering.pricing;

import ai.aim2balance.metering.internal.Fraction;
import ai.aim2balance.metering.internal.Pico;
import ai.aim2balance.metering.pricing.exchange.ExchangeQuote;

/**
 * The arithmetic from list USD to EUR for one markup at one exchange rate. Every result is computed from the list cost
 * in one step and rounded once, half-even at 12 decimals; the fee is what the parts leave of the total, so that the
 * parts always add up.
 */
final class Selling {
    private final Markup markup;
    private final ExchangeQuote exchange;
    private final Fraction toEur;
    private final Fraction marginInEur;
    private final Fraction totalInEur;
    private final Fraction selling;

    Selling(Markup markup, ExchangeQuote exchange) {
        this.markup = markup;
        this.exchange = exchange;
        Fraction rate = Fraction.of(exchange.rate());
        this.toEur = exchange.direction() == ExchangeQuote.Direction.USD_PER_EUR ? rate.inverse() : rate;
        this.marginInEur = toEur.times(markup.marginFactor());
        this.selling = markup.sellingFactor();
        this.totalInEur = toEur.times(selling);
    }

    /** Whether it can be used again: an exchange source may give the same quote many times. */
    boolean isFor(Markup markup, ExchangeQuote exchange) {
        return this.exchange.equals(exchange) && this.markup.equals(markup);
    }

    Markup markup() {
        return markup;
    }

    ExchangeQuote exchange() {
        return exchange;
    }

    long listEur(long listUsd) {
        return toEur.of(listUsd, "list cost in EUR");
    }

    long marginEur(long listUsd) {
        return marginInEur.of(listUsd, "margin in EUR");
    }

    long totalEur(long listUsd) {
        return totalInEur.of(listUsd, "cost in EUR");
    }

    /** Credits in millionths, which are pico-dollars. */
    long credits(long listUsd, CreditBasis basis) {
        return basis == CreditBasis.LIST_PRICE ? listUsd : selling.of(listUsd, "credits");
    }

    /** What spending these credits to zero costs. */
    long eurOfCredits(long microCredits, CreditBasis basis) {
        Fraction factor = basis == CreditBasis.LIST_PRICE ? totalInEur : toEur;
        return factor.of(microCredits, "value in EUR");
    }

    /** How many credits an amount buys: the way back. */
    long creditsOfEur(long eur, CreditBasis basis) {
        Fraction factor = basis == CreditBasis.LIST_PRICE ? totalInEur : toEur;
        return factor.inverse().of(eur, "credits");
    }

    @Override
    public String toString() {
        return "Selling[" + markup + ", " + exchange + ", scale " + Pico.SCALE + "]";
    }
}
