package ai.aim2balance.metering.ledger;

import ai.aim2balance.metering.entry.ImpactFacts;
import ai.aim2balance.metering.entry.PriceFacts;
import ai.aim2balance.metering.entry.Spread;
import ai.aim2balance.metering.entry.Transaction;
import ai.aim2balance.metering.entry.UsageAmounts;
import ai.aim2balance.metering.entry.UsageRecord;
import ai.aim2balance.metering.environment.EnvironmentalCalculator;
import ai.aim2balance.metering.environment.Impact;
import ai.aim2balance.metering.environment.ImpactRequest;
import ai.aim2balance.metering.environment.Provenance;
import ai.aim2balance.metering.internal.Pico;
import ai.aim2balance.metering.internal.Texts;
import ai.aim2balance.metering.pricing.PriceFlag;
import ai.aim2balance.metering.pricing.PriceQuote;
import ai.aim2balance.metering.pricing.PriceRequest;
import ai.aim2balance.metering.pricing.PricingService;
import ai.aim2balance.metering.usage.TokenUsage;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Prices and weighs a call, and puts what came out into the form in which it is booked. */
final class CallAssessor {
    private static final String PROJECT_UNRESOLVED = "project-unresolved";

    private final PricingService pricing;
    private final EnvironmentalCalculator environment;
    private final BigDecimal donatedShare;
    private final ProjectResolver projects;

    CallAssessor(
            PricingService pricing,
            EnvironmentalCalculator environment,
            BigDecimal donatedShare,
            ProjectResolver projects) {
        this.pricing = pricing;
        this.environment = environment;
        this.donatedShare = donatedShare;
        this.projects = projects;
    }

    /** The parts of the cost in pico-euros; the fee is what list cost and margin leave of it. */
    private record Eur(long list, long margin, long fee) {
        static Eur of(PriceQuote quote) {
            long list = quote.listEurPico();
            long margin = quote.marginEurPico();
            return new Eur(list, margin, quote.costEurPico() - list - margin);
        }
    }

    UsageRecord assess(Spend spend, Instant at) {
        PriceQuote quote = pricing.quote(PriceRequest.builder(spend.provider, spend.model, spend.usage)
                .tenant(spend.account.tenant())
                .serviceTier(spend.serviceTier)
                .batch(spend.batch)
                .region(spend.region)
                .at(at)
                .build());
        Eur eur = Eur.of(quote);
        BigDecimal donated = donated(eur.fee);
        Impact impact = environment.calculate(new ImpactRequest(
                spend.provider,
                spend.model == null ? "" : spend.model,
                spend.usage,
                at,
                spend.zone,
                spend.duration,
                spend.timeToFirstToken,
                donated));
        Set<String> flags = flags(spend, quote);
        List<Transaction> legs = spend.charged;
        long microCredits = quote.microCredits();
        if (legs == null) {
            legs = Legs.of(spend.usage, quote);
        } else {
            microCredits = Charge.micro(legs);
            flags = with(flags, Charge.FLAG);
        }
        String project = spend.project;
        if (project == null && spend.conversationId != null) {
            try {
                project = Texts.optional(
                        projects.projectOf(spend.account, spend.conversationId), "project", Spend.LONGEST_NAME);
            } catch (RuntimeException e) {
                // The tokens are used; a project can be told later, by the conversation.
                flags = with(flags, PROJECT_UNRESOLVED);
            }
        }
        return new UsageRecord(
                call(spend, quote, project),
                spend.usage,
                amounts(spend, quote, eur, donated, microCredits, impact),
                legs,
                new PriceFacts(
                        quote.priceVersion(),
                        quote.model(),
                        quote.markup().margin(),
                        quote.markup().rebalancingFee(),
                        quote.exchange(),
                        quote.creditBasis()),
                facts(impact),
                flags);
    }

    private static UsageRecord.Call call(Spend spend, PriceQuote quote, @Nullable String project) {
        Duration duration = spend.duration;
        return new UsageRecord.Call(
                quote.provider(),
                spend.model,
                spend.endpoint,
                spend.requestType,
                project,
                spend.conversationId,
                spend.context,
                spend.serviceTier,
                spend.region,
                spend.batch,
                duration == null ? null : duration.toMillis(),
                spend.tags);
    }

    private static Set<String> with(Set<String> flags, String flag) {
        Set<String> more = new TreeSet<>(flags);
        more.add(flag);
        return more;
    }

    /** The donated part of the fee, rounded down. What rounding leaves of the fee of a tiny call may be below nothing. */
    private BigDecimal donated(long fee) {
        BigDecimal whole = Pico.toDecimal(Math.max(0, fee));
        return donatedShare.compareTo(BigDecimal.ONE) == 0
                ? whole
                : whole.multiply(donatedShare).setScale(Pico.SCALE, RoundingMode.DOWN);
    }

    private static Set<String> flags(Spend spend, PriceQuote quote) {
        if (spend.flags.isEmpty() && quote.flags().isEmpty()) {
            return Set.of();
        }
        Set<String> flags = new TreeSet<>(spend.flags);
        quote.flags().forEach(flag -> flags.add(flag.key()));
        return flags;
    }

    private static UsageAmounts amounts(
            Spend spend, PriceQuote quote, Eur eur, BigDecimal donated, long microCredits, Impact impact) {
        TokenUsage usage = spend.usage;
        int requests = spend.part ? 0 : 1;
        return new UsageAmounts(
                requests,
                usage.inputTokens(),
                usage.outputTokens(),
                usage.cacheReadTokens(),
                usage.cacheWriteTokens(),
                usage.reasoningTokens(),
                quote.list().totalPico(),
                eur.list,
                eur.margin,
                eur.fee,
                quote.costEurPico(),
                Pico.ofExact(donated, "donation"),
                microCredits,
                impact.m2Restored(),
                Spread.of(impact.energyKwh(), "kWh"),
                Spread.of(impact.waterL(), "waterL"),
                Spread.of(impact.co2eKg(), "co2e"),
                isUnpriced(quote) ? requests : 0,
                impact.provenance().isFallback() ? requests : 0);
    }

    private static boolean isUnpriced(PriceQuote quote) {
        Set<PriceFlag> flags = quote.flags();
        return flags.contains(PriceFlag.FALLBACK_PRICE)
                || flags.contains(PriceFlag.PARKED_PRICE)
                || flags.contains(PriceFlag.UNPRICED_UNIT);
    }

    private static ImpactFacts facts(Impact impact) {
        Provenance provenance = impact.provenance();
        return new ImpactFacts(
                provenance.method().name(),
                provenance.matched(),
                provenance.host(),
                provenance.zone(),
                provenance.factorVersion(),
                provenance.confidence().name(),
                impact.m2PerEur(),
                provenance.fallbacks().isEmpty()
                        ? Set.of()
                        : provenance.fallbacks().stream().map(Enum::name).collect(Collectors.toUnmodifiableSet()));
    }
}
