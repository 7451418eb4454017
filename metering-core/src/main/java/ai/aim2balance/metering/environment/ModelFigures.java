package ai.aim2balance.metering.environment;

import org.jspecify.annotations.Nullable;

/** Method A applied to one model or tier. The likely figure of a tier may be that of a narrower tier. */
record ModelFigures(
        Parametric method, ModelSize size, @Nullable ModelSize likelyAs) {

    Parametric.Chain chain(double tokens, double timeToFirstTokenS, double limitS) {
        Parametric.Chain own = method.chain(size, tokens, timeToFirstTokenS, limitS);
        if (likelyAs == null) {
            return own;
        }
        Parametric.Chain likely = method.chain(likelyAs, tokens, timeToFirstTokenS, limitS);
        return new Parametric.Chain(
                likely(own.itKwh(), likely.itKwh()),
                likely(own.embodiedKg(), likely.embodiedKg()),
                likely(own.seconds(), likely.seconds()));
    }

    /** The time to first token of a call: measured, else the model's usual one, else left out. */
    double timeToFirstTokenS(double measuredS) {
        if (!Double.isNaN(measuredS)) {
            return measuredS;
        }
        return Double.isNaN(size.timeToFirstTokenS()) ? 0 : size.timeToFirstTokenS();
    }

    private static Range likely(Range bounds, Range likely) {
        return new Range(bounds.low(), Math.min(Math.max(likely.likely(), bounds.low()), bounds.high()), bounds.high());
    }
}
