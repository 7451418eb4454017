package ai.aim2balance.metering.pricing;

import ai.aim2balance.metering.InvalidInputException;
import ai.aim2balance.metering.internal.Given;
import ai.aim2balance.metering.pricing.catalog.PriceContext;
import ai.aim2balance.metering.usage.TokenUsage;
import ai.aim2balance.metering.usage.UsageReading;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A call to be priced. Immutable. */
public final class PriceRequest {
    private final @Nullable String tenant;
    private final String provider;
    private final @Nullable String model;
    private final TokenUsage usage;
    private final PriceContext context;

    private PriceRequest(Builder builder) {
        this.tenant = builder.tenant;
        this.provider = builder.provider;
        this.model = builder.model;
        this.usage = builder.usage;
        Instant at = Given.notNull(builder.at, "at", "the instant of the call");
        this.context = new PriceContext(at, builder.serviceTier, builder.batch, builder.region);
    }

    /**
     * A plain call.
     *
     * @param provider the provider's name
     * @param model the model's name as the response reports it, or null where nobody says
     * @param usage what was used
     * @param at when the call was made
     * @return the request
     */
    public static PriceRequest of(String provider, @Nullable String model, TokenUsage usage, Instant at) {
        return builder(provider, model, usage).at(at).build();
    }

    /**
     * A call whose response was read, with the service tier, batch and region that it reports.
     *
     * @param reading the response
     * @param at when the call was made
     * @return the request
     */
    public static PriceRequest of(UsageReading reading, Instant at) {
        return builder(reading).at(at).build();
    }

    /**
     * A call whose response was read, with more to say about it.
     *
     * @param reading the response
     * @return a builder with the service tier, batch and region that the response reports; {@link Builder#at} must be
     *     called
     */
    public static Builder builder(UsageReading reading) {
        return builder(reading.provider(), reading.model(), reading.usage())
                .serviceTier(reading.serviceTier())
                .batch(reading.batch())
                .region(reading.region());
    }

    /**
     * A call with more to say about it.
     *
     * @param provider the provider's name
     * @param model the model's name as the response reports it, or null where nobody says
     * @param usage what was used
     * @return a builder; {@link Builder#at} must be called
     */
    public static Builder builder(String provider, @Nullable String model, TokenUsage usage) {
        return new Builder(provider, model, usage);
    }

    /**
     * Whose prices and margins hold.
     *
     * @return the tenant, or null for the general ones
     */
    public @Nullable String tenant() {
        return tenant;
    }

    /**
     * Who served the call.
     *
     * @return the name as it was given
     */
    public String provider() {
        return provider;
    }

    /**
     * Which model served the call.
     *
     * @return the name as it was given, or null
     */
    public @Nullable String model() {
        return model;
    }

    /**
     * What was used.
     *
     * @return the usage
     */
    public TokenUsage usage() {
        return usage;
    }

    /**
     * When and how the call was made.
     *
     * @return what decides which price row holds
     */
    public PriceContext context() {
        return context;
    }

    /** Collects what is known of a call. Not thread-safe. */
    public static final class Builder {
        private final String provider;
        private final @Nullable String model;
        private final TokenUsage usage;
        private @Nullable String tenant;
        private @Nullable Instant at;
        private @Nullable String serviceTier;
        private boolean batch;
        private @Nullable String region;

        private Builder(String provider, @Nullable String model, TokenUsage usage) {
            this.provider = Given.notNull(provider, "provider", "a provider's name");
            if (provider.isBlank()) {
                throw new InvalidInputException("provider", "empty", "a provider's name");
            }
            this.model = model == null || model.isBlank() ? null : model;
            this.usage = Given.notNull(usage, "usage", "what was used");
        }

        /**
         * Whose prices and margins hold.
         *
         * @param tenant the tenant, or null for the general ones
         * @return this
         */
        public Builder tenant(@Nullable String tenant) {
            this.tenant = tenant;
            return this;
        }

        /**
         * When the call was made.
         *
         * @param at the instant
         * @return this
         */
        public Builder at(Instant at) {
            this.at = at;
            return this;
        }

        /**
         * The service tier that served the call, as the provider reports it.
         *
         * @param serviceTier such as {@code flex}; null for the standard tier
         * @return this
         */
        public Builder serviceTier(@Nullable String serviceTier) {
            this.serviceTier = serviceTier;
            return this;
        }

        /**
         * Whether it was a batch call.
         *
         * @param batch true for a batch call
         * @return this
         */
        public Builder batch(boolean batch) {
            this.batch = batch;
            return this;
        }

        /**
         * Where the call was served.
         *
         * @param region such as {@code eu}, or null
         * @return this
         */
        public Builder region(@Nullable String region) {
            this.region = region;
            return this;
        }

        /**
         * The request.
         *
         * @return an immutable request
         * @throws InvalidInputException if {@link #at} was not called
         */
        public PriceRequest build() {
            return new PriceRequest(this);
        }
    }
}
