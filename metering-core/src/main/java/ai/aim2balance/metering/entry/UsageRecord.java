package ai.aim2balance.metering.entry;

import ai.aim2balance.metering.internal.Given;
import ai.aim2balance.metering.usage.TokenUsage;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A call as it was booked: who served it, what it was for, what it used, what it cost and what it did to the environment.
 * A refund repeats the call's names and has the negative of its amounts. Immutable and thread-safe.
 *
 * @param call what the call was
 * @param usage the counts as they were reported; null in a refund
 * @param amounts everything that is added up
 * @param transactions the legs of the call: prompt, completion and what is neither; their token values add up to the
 *     price in credits
 * @param price how the price came about
 * @param impact what the impact stands on
 * @param flags what to know about the counts, the price and the booking, such as {@code fallback-price}, in order
 */
public record UsageRecord(
        Call call,
        @Nullable TokenUsage usage,
        UsageAmounts amounts,
        List<Transaction> transactions,
        PriceFacts price,
        ImpactFacts impact,
        Set<String> flags) {

    /**
     * What a call was, by the names that users group and filter by.
     *
     * @param provider the catalogue's id of the provider, or the name as it was given
     * @param model the model as it was reported, or null
     * @param endpoint the application's endpoint, such as {@code agents}, or null
     * @param requestType such as {@code chat} or {@code embedding}, or null
     * @param project project or AI agent, or null
     * @param conversationId the conversation, or null
     * @param context why the call was made, such as {@code message} or {@code title}, or null
     * @param serviceTier the tier that served it, or null
     * @param region where it was served, or null
     * @param batch whether it was part of a batch
     * @param durationMs how long it took in milliseconds, or null
     * @param tags free names and values of the application, in order
     */
    public record Call(
            String provider,
            @Nullable String model,
            @Nullable String endpoint,
            @Nullable String requestType,
            @Nullable String project,
            @Nullable String conversationId,
            @Nullable String context,
            @Nullable String serviceTier,
            @Nullable String region,
            boolean batch,
            @Nullable Long durationMs,
            Map<String, String> tags) {
        /** Copies the tags. */
        public Call {
            Given.notNull(provider, "provider", "a provider's name");
            tags = tags.isEmpty() ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(tags));
        }
    }

    /** Copies lists and sets. */
    public UsageRecord {
        Given.notNull(call, "call", "what the call was");
        Given.notNull(amounts, "amounts", "what is added up");
        transactions = List.copyOf(transactions);
        flags = flags.isEmpty() ? Set.of() : Collections.unmodifiableSet(new TreeSet<>(flags));
    }
}
