package ai.aim2balance.metering.environment;

import java.math.BigDecimal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Weighs calls of one model at one host in one zone. What does not depend on the call is computed once, here. */
final class Weigher {
    private static final double NANOS = 1e9;

    private final ModelFigures model;
    private final Weights weights;
    private final Facility facility;
    private final @Nullable EnergyFactor stated;
    private final TimeMethod time;
    private final RestorationRate rate;
    private final boolean callTimes;

    private final Facility.Draw perToken;
    private final Range embodiedPerToken;

    private final Provenance provenance;
    private final Provenance timed;
    private final Provenance local;
    private final Provenance extended;

    Weigher(
            ModelFigures model,
            Weights weights,
            Facility facility,
            @Nullable EnergyFactor stated,
            TimeMethod time,
            RestorationRate rate,
            Provenance provenance,
            boolean callTimes) {
        this.model = model;
        this.weights = weights;
        this.facility = facility;
        this.stated = stated;
        this.time = time;
        this.rate = rate;
        this.callTimes = callTimes;
        Parametric.Chain one = model.chain(1, 0, Double.POSITIVE_INFINITY);
        this.perToken = facility.ofChain(one.itKwh());
        this.embodiedPerToken = one.embodiedKg();
        this.provenance = provenance;
        this.timed = provenance.with(ImpactMethod.PARAMETRIC_TIMED);
        this.local = provenance.with(ImpactMethod.LOCAL_POWER);
        this.extended = provenance.withConfidence(provenance.confidence().weaker(Confidence.LOW));
    }

    Impact weigh(ImpactRequest request) {
        TokenCounts tokens = TokenCounts.of(request.usage());
        Duration duration = request.duration();
        DurationEstimate byTime = duration == null ? null : time.estimate(duration, facility);
        BigDecimal m2 = rate.m2(request.donatedEur());
        if (stated != null) {
            Facility.Draw draw = facility.ofTotal(stated.energyKwh(tokens));
            return impact(draw, embodied(tokens, request), m2, isExtended(tokens) ? extended : provenance, byTime);
        }
        if (byTime != null && time.replacesTokens()) {
            Facility.Draw draw = new Facility.Draw(
                    byTime.energyKwh(), byTime.waterOnsiteL(), byTime.waterOffsiteL(), byTime.co2eUsageKg());
            return impact(draw, embodied(tokens, request), m2, local, byTime);
        }
        double low = weights.inputLow(tokens);
        double likely = weights.inputLikely(tokens);
        double high = weights.inputHigh(tokens);
        if (hasTimes(request)) {
            Parametric.Chain chain = chain(tokens, request);
            Facility.Draw draw = facility.ofChainAndTokens(chain.itKwh(), perToken, low, likely, high);
            return impact(draw, chain.embodiedKg(), m2, timed, byTime);
        }
        double output = tokens.output();
        Facility.Draw draw = facility.ofTokens(perToken, output + low, output + likely, output + high);
        return impact(draw, embodiedPerToken.times(output), m2, provenance, byTime);
    }

    private boolean hasTimes(ImpactRequest request) {
        return callTimes && (request.duration() != null || request.timeToFirstToken() != null);
    }

    private Range embodied(TokenCounts tokens, ImpactRequest request) {
        return hasTimes(request) ? chain(tokens, request).embodiedKg() : embodiedPerToken.times(tokens.output());
    }

    private Parametric.Chain chain(TokenCounts tokens, ImpactRequest request) {
        Duration duration = request.duration();
        Duration firstToken = request.timeToFirstToken();
        double limit = duration == null ? Double.POSITIVE_INFINITY : seconds(duration);
        double measured = firstToken == null ? Double.NaN : seconds(firstToken);
        return model.chain(tokens.output(), model.timeToFirstTokenS(measured), limit);
    }

    private static double seconds(Duration duration) {
        return duration.getSeconds() + duration.getNano() / NANOS;
    }

    /** Nothing is published beyond the last point of a curve. */
    private boolean isExtended(TokenCounts tokens) {
        return stated != null
                && stated.curve() != null
                && tokens.input() + tokens.cacheRead() + tokens.cacheWrite() + tokens.output()
                        > stated.curve().last();
    }

    private Impact impact(
            Facility.Draw draw, Range embodied, BigDecimal m2, Provenance basis, @Nullable DurationEstimate byTime) {
        return new Impact(
                draw.energyKwh(),
                draw.waterOnsiteL(),
                draw.waterOffsiteL(),
                draw.co2eKg(),
                embodied,
                m2,
                rate.m2PerEur(),
                basis,
                byTime);
    }
}
