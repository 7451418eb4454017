package ai.aim2balance.metering.entry;

import ai.aim2balance.metering.InvalidInputException;
import ai.aim2balance.metering.pricing.CreditBasis;
import ai.aim2balance.metering.pricing.exchange.ExchangeQuote;
import java.time.LocalDate;
import java.util.Set;
import java.util.TreeSet;

/** The JSON form of what a price, an impact and a top-up stand on. */
final class FactsJson {
    private static final Keys<CreditBasis> BASES = Keys.of(CreditBasis.class);
    private static final Keys<ExchangeQuote.Direction> DIRECTIONS = Keys.of(ExchangeQuote.Direction.class);

    private FactsJson() {}

    static JsonMembers write(PriceFacts price) {
        JsonMembers out = new JsonMembers();
        out.value("version", price.version());
        out.value("model", price.model());
        out.value("margin", price.margin());
        out.value("fee", price.fee());
        out.value("creditBasis", BASES.of(price.creditBasis()));
        out.object("exchange", write(price.exchange()));
        return out;
    }

    private static JsonMembers write(ExchangeQuote quote) {
        JsonMembers out = new JsonMembers();
        out.value("rate", quote.rate());
        out.value("direction", DIRECTIONS.of(quote.direction()));
        out.time("date", quote.date());
        out.value("source", quote.source());
        out.flag("overdue", quote.overdue());
        return out;
    }

    static JsonMembers write(ImpactFacts impact) {
        JsonMembers out = new JsonMembers();
        out.value("method", impact.method());
        out.value("matched", impact.matched());
        out.value("host", impact.host());
        out.value("zone", impact.zone());
        out.value("factorVersion", impact.factorVersion());
        out.value("confidence", impact.confidence());
        out.value("m2PerEUR", impact.m2PerEur());
        out.list("fallbacks", new TreeSet<>(impact.fallbacks()));
        return out;
    }

    static JsonMembers write(Payment payment) {
        JsonMembers out = new JsonMembers();
        out.value("amount", payment.amount());
        out.value("currency", payment.currency());
        out.value("reference", payment.reference());
        return out;
    }

    static PriceFacts price(JsonFields in) {
        PriceFacts price = in.made(() -> new PriceFacts(
                in.text("version"),
                in.textOrNull("model"),
                in.decimal("margin"),
                in.decimal("fee"),
                quote(in.object("exchange")),
                in.constant("creditBasis", BASES, CreditBasis.LIST_PRICE)));
        in.end();
        return price;
    }

    private static ExchangeQuote quote(JsonFields in) {
        String day = "a day such as 2026-01-31";
        ExchangeQuote quote = in.made(() -> {
            LocalDate date = in.parsed("date", in.text("date"), LocalDate::parse, day);
            if (date == null) {
                throw new InvalidInputException("date", "missing", day);
            }
            return new ExchangeQuote(
                    in.decimal("rate"),
                    in.constant("direction", DIRECTIONS),
                    date,
                    in.text("source"),
                    in.flag("overdue"));
        });
        in.end();
        return quote;
    }

    static ImpactFacts impact(JsonFields in) {
        ImpactFacts impact = in.made(() -> new ImpactFacts(
                in.text("method"),
                in.text("matched"),
                in.text("host"),
                in.text("zone"),
                in.text("factorVersion"),
                in.text("confidence"),
                in.decimal("m2PerEUR"),
                Set.copyOf(in.texts("fallbacks"))));
        in.end();
        return impact;
    }

    static Payment payment(JsonFields in) {
        Payment payment =
                in.made(() -> new Payment(in.decimal("amount"), in.text("currency"), in.textOrNull("reference")));
        in.end();
        return payment;
    }
}
