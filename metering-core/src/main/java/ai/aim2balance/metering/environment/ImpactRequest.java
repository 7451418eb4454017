package ai.aim2balance.metering.environment;

import ai.aim2balance.metering.InvalidInputException;
import ai.aim2balance.metering.internal.Given;
import ai.aim2balance.metering.usage.TokenUsage;
import ai.aim2balance.metering.usage.UsageReading;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One call to be weighed. Immutable and thread-safe.
 *
 * @param provider who runs the model, in any usual spelling; unknown and empty names give a flagged result
 * @param model the model's name as the provider knows it; unknown and empty names give a flagged result
 * @param usage the tokens, totals inclusive
 * @param at when the call took place: the factors of that day are used
 * @param zone the electricity zone, such as {@code USA}, {@code DEU} or {@code DE}, or null for the host's own
 * @param duration how long the inference took in all, 0 or more, or null where unknown
 * @param timeToFirstToken how long the first token took, 0 or more, or null where unknown
 * @param donatedEur the part of the fee that is donated, EUR, 0 or more
 */
public record ImpactRequest(
        String provider,
        String model,
        TokenUsage usage,
        Instant at,
        @Nullable String zone,
        @Nullable Duration duration,
        @Nullable Duration timeToFirstToken,
        BigDecimal donatedEur) {
    /** What rounding can leave of the fee of a call of a few pico-euros. */
    private static final BigDecimal LESS_THAN_NOTHING = new BigDecimal("-0.000000000001");

    /**
     * Checks the figures.
     *
     * @param provider who runs the model, in any usual spelling; unknown and empty names give a flagged result
     * @param model the model's name as the provider knows it; unknown and empty names give a flagged result
     * @param usage the tokens, totals inclusive
     * @param at when the call took place: the factors of that day are used
     * @param zone the electricity zone, such as {@code USA}, {@code DEU} or {@code DE}, or null for the host's own
     * @param duration how long the inference took in all, 0 or more, or null where unknown
     * @param timeToFirstToken how long the first token took, 0 or more, or null where unknown
     * @param donatedEur the part of the fee that is donated, EUR, 0 or more
     * @throws InvalidInputException if a duration or the donation is negative; a donation of one pico-euro less than
     *     nothing, which rounding can leave of a fee, is none
     */
    public ImpactRequest {
        Given.notNull(provider, "provider", "a provider's name, which may be empty");
        Given.notNull(model, "model", "a model's name, which may be empty");
        Given.notNull(usage, "usage", "what was used");
        Given.notNull(at, "at", "the instant of the call");
        Given.notNull(donatedEur, "donatedEur", "0 or more");
        refuseNegative("duration", duration);
        refuseNegative("timeToFirstToken", timeToFirstToken);
        if (donatedEur.signum() < 0 && donatedEur.compareTo(LESS_THAN_NOTHING) >= 0) {
            donatedEur = BigDecimal.ZERO;
        }
        if (donatedEur.signum() < 0) {
            throw new InvalidInputException("donatedEur", donatedEur.toPlainString(), "0 or more");
        }
    }

    /**
     * Starts with what every call has.
     *
     * @param provider who runs the model
     * @param model the model's name
     * @param usage the tokens
     * @param at when the call took place
     * @return a builder with nothing else set
     */
    public static Builder builder(String provider, String model, TokenUsage usage, Instant at) {
        return new Builder(provider, model, usage, at);
    }

    /**
     * Starts with a response that was read.
     *
     * @param reading the response; where it names no model, the result is flagged
     * @param at when the call took place
     * @return a builder with nothing else set
     */
    public static Builder builder(UsageReading reading, Instant at) {
        String model = reading.model() == null ? "" : reading.model();
        return builder(reading.provider(), model, reading.usage(), at);
    }

    private static void refuseNegative(String field, @Nullable Duration duration) {
        if (duration != null && duration.isNegative()) {
            throw new InvalidInputException(field, duration.toString(), "0 or more");
        }
    }

    /** Adds what is known beyond the tokens. Not thread-safe. */
    public static final class Builder {
        private final String provider;
        private final String model;
        private final TokenUsage usage;
        private final Instant at;
        private @Nullable String zone;
        private @Nullable Duration duration;
        private @Nullable Duration timeToFirstToken;
        private BigDecimal donatedEur = BigDecimal.ZERO;

        private Builder(String provider, String model, TokenUsage usage, Instant at) {
            this.provider = provider;
            this.model = model;
            this.usage = usage;
            this.at = at;
        }

        /**
         * Sets the electricity zone.
         *
         * @param zone three or two letters of ISO 3166-1, or a state such as {@code US-VA}; null for the host's own
         * @return this
         */
        public Builder zone(@Nullable String zone) {
            this.zone = zone;
            return this;
        }

        /**
         * Sets the duration of the inference, from the first to the last token and the wait before.
         *
         * @param duration 0 or more, or null where unknown
         * @return this
         */
        public Builder duration(@Nullable Duration duration) {
            this.duration = duration;
            return this;
        }

        /**
         * Sets how long the first token took.
         *
         * @param timeToFirstToken 0 or more, or null where unknown
         * @return this
         */
        public Builder timeToFirstToken(@Nullable Duration timeToFirstToken) {
            this.timeToFirstToken = timeToFirstToken;
            return this;
        }

        /**
         * Sets the donated part of the fee.
         *
         * @param donatedEur EUR, 0 or more
         * @return this
         */
        public Builder donatedEur(BigDecimal donatedEur) {
            this.donatedEur = donatedEur;
            return this;
        }

        /**
         * The request so far.
         *
         * @return an immutable request
         * @throws InvalidInputException if a duration or the donation is negative
         */
        public ImpactRequest build() {
            return new ImpactRequest(provider, model, usage, at, zone, duration, timeToFirstToken, donatedEur);
        }
    }
}
