package ai.aim2balance.metering.ledger;

import ai.aim2balance.metering.InvalidInputException;
import ai.aim2balance.metering.entry.AccountId;
import ai.aim2balance.metering.entry.Transaction;
import ai.aim2balance.metering.internal.Given;
import ai.aim2balance.metering.internal.Texts;
import ai.aim2balance.metering.ledger.rule.PostingIds;
import ai.aim2balance.metering.usage.TokenUsage;
import ai.aim2balance.metering.usage.UsageFlag;
import ai.aim2balance.metering.usage.UsageReading;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A call that was made, as the application knows it: who, which model, how many tokens. Immutable and thread-safe. */
public final class Spend {
    /** The most characters of a name, such as a project. */
    static final int LONGEST_NAME = 256;

    private static final int MOST_TAGS = 32;

    final AccountId account;
    final @Nullable String id;
    final @Nullable String derivedId;
    final String provider;
    final @Nullable String model;
    final TokenUsage usage;
    final @Nullable String endpoint;
    final @Nullable String requestType;
    final @Nullable String project;
    final @Nullable String conversationId;
    final @Nullable String context;
    final @Nullable String serviceTier;
    final @Nullable String region;
    final boolean batch;
    /** Whether it is a part of a call that is counted already. */
    final boolean part;

    final @Nullable Duration duration;
    final @Nullable Duration timeToFirstToken;
    final @Nullable String zone;
    final @Nullable Instant occurredAt;
    final Map<String, String> tags;
    final Set<String> flags;
    /** What another billing took for it; null where the price that holds is taken. */
    final @Nullable List<Transaction> charged;

    private Spend(Builder builder) {
        this.account = builder.account;
        this.id = builder.id;
        this.derivedId = builder.derivedId;
        this.provider = builder.provider;
        this.model = builder.model;
        this.usage = Given.notNull(builder.usage, "usage", "what was used, 0 tokens included");
        this.endpoint = builder.endpoint;
        this.requestType = builder.requestType;
        this.project = builder.project;
        this.conversationId = builder.conversationId;
        this.context = builder.context;
        this.serviceTier = builder.serviceTier;
        this.region = builder.region;
        this.batch = builder.batch;
        this.part = builder.part;
        this.duration = builder.duration;
        this.timeToFirstToken = builder.timeToFirstToken;
        this.zone = builder.zone;
        this.occurredAt = builder.occurredAt;
        this.tags = Map.copyOf(builder.tags);
        this.flags = Set.copyOf(builder.flags);
        this.charged = builder.charged;
    }

    /**
     * A call by its counts.
     *
     * @param account who pays
     * @param provider who served the call
     * @param model the model as the response names it, or null where nobody says
     * @return a builder; the usage must be set
     */
    public static Builder builder(AccountId account, String provider, @Nullable String model) {
        return new Builder(account, provider, model);
    }

    /**
     * A call by its response, without the records of {@link UsageReading#more}; {@link #builders} has them too.
     *
     * @param account who pays
     * @param reading what the response says
     * @return a builder with all that it says; its id is that of the response where the provider is known to give each
     *     response an id of its own and the counts are final
     */
    public static Builder builder(AccountId account, UsageReading reading) {
        return builders(account, reading).get(0);
    }

    /**
     * A response with the records beside it: spends of their own, with model, price and id, but not counted as requests.
     *
     * @param account who pays
     * @param reading what the response says
     * @return a builder for the call, then one for each of {@link UsageReading#more}
     */
    public static List<Builder> builders(AccountId account, UsageReading reading) {
        return Spends.builders(account, reading);
    }

    /** Everything about this call, to be completed. */
    Builder toBuilder() {
        Builder builder = new Builder(account, provider, model)
                .usage(usage)
                .response(derivedId, part, flags)
                .endpoint(endpoint)
                .requestType(requestType)
                .project(project)
                .conversationId(conversationId)
                .context(context)
                .serviceTier(serviceTier)
                .region(region)
                .batch(batch)
                .duration(duration, timeToFirstToken)
                .zone(zone)
                .occurredAt(occurredAt);
        builder.id = id;
        builder.charged = charged;
        builder.tags = tags.isEmpty() ? Map.of() : new TreeMap<>(tags);
        return builder;
    }

    /** Collects what is known about a call. For one thread. */
    public static final class Builder {
        private final AccountId account;
        private final String provider;
        private final @Nullable String model;
        private @Nullable String id;
        private @Nullable String derivedId;
        private @Nullable TokenUsage usage;
        private @Nullable String endpoint;
        private @Nullable String requestType;
        private @Nullable String project;
        private @Nullable String conversationId;
        private @Nullable String context;
        private @Nullable String serviceTier;
        private @Nullable String region;
        private boolean batch;
        private boolean part;
        private @Nullable Duration duration;
        private @Nullable Duration timeToFirstToken;
        private @Nullable String zone;
        private @Nullable Instant occurredAt;
        private Map<String, String> tags = Map.of();
        private Set<String> flags = Set.of();
        private @Nullable List<Transaction> charged;

        Builder(AccountId account, String provider, @Nullable String model) {
            this.account = Given.notNull(account, "account", "tenant and user");
            this.provider = Texts.name(provider, "provider", LONGEST_NAME);
            this.model = Texts.optional(model, "model", LONGEST_NAME);
        }

        Builder reading(UsageReading reading, @Nullable String postingId) {
            serviceTier(reading.serviceTier()).region(reading.region()).batch(reading.batch());
            List<String> keys = reading.flags().stream().map(UsageFlag::key).toList();
            return usage(reading.usage()).response(postingId, reading.part() != null, keys);
        }

        /**
         * Sets the idempotency key: the same id with the same content is booked once. Without one, a repeat of this call
         * is a call of its own.
         *
         * @param postingId unique in its account; together with tenant and user at most 1,968 UTF-8 bytes
         * @return this
         * @throws InvalidInputException if it is empty, too long, has control characters or begins with {@code ~}
         */
        public Builder id(String postingId) {
            this.id = PostingIds.ofCaller(account, postingId);
            return this;
        }

        /**
         * Sets what was used.
         *
         * @param counts totals inclusive
         * @return this
         */
        public Builder usage(TokenUsage counts) {
            this.usage = Given.notNull(counts, "usage", "what was used");
            return this;
        }

        /**
         * Sets what was used by a plain call.
         *
         * @param promptTokens all input tokens, 0 or more
         * @param completionTokens all output tokens, 0 or more
         * @return this
         */
        public Builder tokens(long promptTokens, long completionTokens) {
            return usage(TokenUsage.of(promptTokens, completionTokens));
        }

        /**
         * Sets what was used by a call with a prompt cache, as LibreChat counts it: the three parts exclude each other.
         *
         * @param inputTokens input tokens that were neither written to a cache nor read from one, 0 or more
         * @param writeTokens input tokens that were written to a cache, 0 or more
         * @param readTokens input tokens that were read from a cache, 0 or more
         * @param completionTokens all output tokens, 0 or more
         * @return this
         */
        public Builder structuredTokens(long inputTokens, long writeTokens, long readTokens, long completionTokens) {
            return usage(Spends.structured(inputTokens, writeTokens, readTokens, completionTokens));
        }

        /**
         * Sets the application's endpoint.
         *
         * @param name such as {@code agents}, or null
         * @return this
         */
        public Builder endpoint(@Nullable String name) {
            this.endpoint = Texts.optional(name, "endpoint", LONGEST_NAME);
            return this;
        }

        /**
         * Sets what kind of request it was.
         *
         * @param name such as {@code chat} or {@code embedding}, or null
         * @return this
         */
        public Builder requestType(@Nullable String name) {
            this.requestType = Texts.optional(name, "requestType", LONGEST_NAME);
            return this;
        }

        /**
         * Sets the project; without one, a {@link ProjectResolver} is asked for that of the conversation.
         *
         * @param name project or AI agent, or null
         * @return this
         */
        public Builder project(@Nullable String name) {
            this.project = Texts.optional(name, "project", LONGEST_NAME);
            return this;
        }

        /**
         * Sets the conversation.
         *
         * @param conversation its id, or null
         * @return this
         */
        public Builder conversationId(@Nullable String conversation) {
            this.conversationId = Texts.optional(conversation, "conversationId", LONGEST_NAME);
            return this;
        }

        /**
         * Sets why the call was made.
         *
         * @param name such as {@code message}, {@code title} or {@code incomplete}, or null
         * @return this
         */
        public Builder context(@Nullable String name) {
            this.context = Texts.optional(name, "context", LONGEST_NAME);
            return this;
        }

        /**
         * Sets the service tier that served it.
         *
         * @param tier such as {@code priority}, or null
         * @return this
         */
        public Builder serviceTier(@Nullable String tier) {
            this.serviceTier = Texts.optional(tier, "serviceTier", LONGEST_NAME);
            return this;
        }

        /**
         * Sets where it was served.
         *
         * @param name the provider's name of the region, or null
         * @return this
         */
        public Builder region(@Nullable String name) {
            this.region = Texts.optional(name, "region", LONGEST_NAME);
            return this;
        }

        /**
         * Sets whether it was part of a batch.
         *
         * @param isBatch true for the batch price
         * @return this
         */
        public Builder batch(boolean isBatch) {
            this.batch = isBatch;
            return this;
        }

        /**
         * Sets how long it took.
         *
         * @param whole 0 to 366 days, or null where unknown
         * @param firstToken until the first token, likewise
         * @return this
         * @throws InvalidInputException if one is negative or longer
         */
        public Builder duration(@Nullable Duration whole, @Nullable Duration firstToken) {
            this.duration = Bounds.duration("duration", whole);
            this.timeToFirstToken = Bounds.duration("timeToFirstToken", firstToken);
            return this;
        }

        /**
         * Sets the electricity zone of the host, where it is not the host's usual one.
         *
         * @param electricityZone such as {@code SWE}, or null
         * @return this
         */
        public Builder zone(@Nullable String electricityZone) {
            this.zone = Texts.optional(electricityZone, "zone", LONGEST_NAME);
            return this;
        }

        /**
         * Sets when the call was made: prices, exchange rate and factors of that moment hold.
         *
         * @param at the instant in the years 1 to 9999, kept to the microsecond; null for the moment of booking
         * @return this
         * @throws InvalidInputException if it is before or after that
         */
        public Builder occurredAt(@Nullable Instant at) {
            this.occurredAt = Bounds.instant("occurredAt", at);
            return this;
        }

        /**
         * Adds a name and value of the application's own.
         *
         * @param name at most 256 characters
         * @param value at most 256 characters
         * @return this
         * @throws InvalidInputException if there are more than 32, or a text is not allowed
         */
        public Builder tag(String name, String value) {
            Texts.name(name, "tag", LONGEST_NAME);
            Texts.name(value, "tag " + name, LONGEST_NAME);
            if (tags.size() == MOST_TAGS && !tags.containsKey(name)) {
                throw new InvalidInputException("tags", (MOST_TAGS + 1) + " tags", "at most " + MOST_TAGS);
            }
            tags = tags.isEmpty() ? new TreeMap<>() : tags;
            tags.put(name, value);
            return this;
        }

        /**
         * Sets what another billing took for the call, such as one whose history is imported: that leaves the balance,
         * instead of the price that holds. Cost in EUR and impact follow from the usage nonetheless; the call is flagged
         * {@code charged-as-given}.
         *
         * @param legs 1 to 8 legs, each with a token value and tokens of 0 or less; or null for the price that holds
         * @return this
         * @throws InvalidInputException if a leg gives credits or tokens, or there are too many
         */
        public Builder charged(@Nullable List<Transaction> legs) {
            this.charged = legs == null ? null : Charge.checked(legs);
            return this;
        }

        /** Sets again what a response said. */
        Builder response(@Nullable String postingId, boolean isPart, Collection<String> flagKeys) {
            this.derivedId = postingId;
            this.part = isPart;
            this.flags = flagKeys.isEmpty() ? Set.of() : new TreeSet<>(flagKeys);
            flags.forEach(flag -> Texts.name(flag, "flag", LONGEST_NAME));
            return this;
        }

        /**
         * The call.
         *
         * @return an immutable spend
         * @throws InvalidInputException if the usage was not set
         */
        public Spend build() {
            return new Spend(this);
        }
    }
}
