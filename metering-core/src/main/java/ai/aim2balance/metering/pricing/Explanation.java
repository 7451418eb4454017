package ai.aim2balance.metering.pricing;

import ai.aim2balance.metering.pricing.catalog.ListCost;
import ai.aim2balance.metering.pricing.exchange.ExchangeQuote;
import ai.aim2balance.metering.usage.UsageUnit;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Says a quote line by line, so that anyone can add it up again. */
final class Explanation {
    private Explanation() {}

    static List<String> of(PriceQuote quote) {
        List<String> text = new ArrayList<>();
        text.add("price " + quote.priceVersion());
        if (quote.list().row().rates().isEmpty() && !quote.flags().contains(PriceFlag.PARKED_PRICE)) {
            text.add("the model is free of charge");
        }
        quote.list().lines().forEach(line -> text.add(line(line)));
        text.add("list cost " + plain(quote.list().totalUsd()) + " USD");
        text.add(exchange(quote.exchange()) + ": " + plain(quote.listEur()) + " EUR");
        text.add("margin " + percent(quote.markup().margin()) + ": " + plain(quote.marginEur()) + " EUR");
        text.add("rebalancing fee " + percent(quote.markup().rebalancingFee()) + ": " + plain(quote.feeEur()) + " EUR");
        text.add("cost " + plain(quote.costEur()) + " EUR");
        text.add("credits " + plain(quote.credits()) + " at "
                + (quote.creditBasis() == CreditBasis.LIST_PRICE ? "list price" : "selling price"));
        for (PriceFlag flag : quote.flags()) {
            text.add("note: " + note(flag, quote));
        }
        return List.copyOf(text);
    }

    private static String line(ListCost.Line line) {
        return line.unit().key() + ": " + line.count() + " × " + plain(line.rate()) + " USD / "
                + line.unit().per() + " = " + plain(line.usd()) + " USD";
    }

    private static String exchange(ExchangeQuote quote) {
        boolean usdPerEur = quote.direction() == ExchangeQuote.Direction.USD_PER_EUR;
        return (usdPerEur ? "÷ " : "× ") + plain(quote.rate()) + (usdPerEur ? " USD per EUR" : " EUR per USD") + " ("
                + quote.source() + ", " + quote.date() + ")";
    }

    private static String note(PriceFlag flag, PriceQuote quote) {
        return switch (flag) {
            case FALLBACK_PRICE -> "the catalogue does not know this model; the fallback price was taken";
            case PARKED_PRICE -> "the catalogue does not know this model; it waits for its price";
            case INCONSISTENT_USAGE -> "parts of the usage add up to more than their total; the parts were billed";
            case UNPRICED_UNIT ->
                "no price for "
                        + quote.list().unpriced().stream().map(UsageUnit::key).collect(Collectors.joining(", "));
            case UNPRICED_SERVICE_TIER -> "no price for this service tier; the standard price was taken";
            case UNPRICED_BATCH -> "no batch price; the ordinary price was taken";
            case UNPRICED_REGION -> "no price for this region; the price without a region was taken";
            case NO_PRICE_IN_FORCE -> "no price of this model holds for the call; its first one was taken";
            case OVERDUE_EXCHANGE_RATE -> "the exchange rate is older than allowed, or later than the call";
        };
    }

    private static String percent(BigDecimal share) {
        return plain(share.movePointRight(2)) + " %";
    }

    private static String plain(BigDecimal amount) {
        return amount.signum() == 0 ? "0" : amount.stripTrailingZeros().toPlainString();
    }
}
