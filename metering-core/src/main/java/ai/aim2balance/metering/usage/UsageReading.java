package ai.aim2balance.metering.usage;

import ai.aim2balance.metering.InvalidInputException;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one response says about its usage. Immutable.
 *
 * @param provider the provider's id in lower case, such as {@code openai}
 * @param api which of the provider's APIs the body came from, such as {@code chat}
 * @param model the model that answered, as the response names it; else the requested one; null where neither is known
 * @param responseId the response's own id, or null where it has none
 * @param usage the counts, totals inclusive
 * @param flags what to know about the counts; empty where nothing is wrong
 * @param serviceTier the tier that served the call in lower case, such as {@code priority}; null where it is not said
 * @param region where the call was served, as the provider names it in lower case; null where it is not said
 * @param batch whether the provider says that the call was part of a batch
 * @param reportedCostUsd what the provider says the call cost, in USD; null where it says nothing
 * @param part null for the call itself; for a record of {@link #more} what it was, such as {@code compaction}
 * @param more usage that is not in the counts above, each to be billed as a call of its own with its own model
 */
public record UsageReading(
        String provider,
        String api,
        @Nullable String model,
        @Nullable String responseId,
        TokenUsage usage,
        Set<UsageFlag> flags,
        @Nullable String serviceTier,
        @Nullable String region,
        boolean batch,
        @Nullable BigDecimal reportedCostUsd,
        @Nullable String part,
        List<UsageReading> more) {
    /**
     * Checks and copies.
     *
     * @param provider the provider's id
     * @param api which of the provider's APIs
     * @param model the model, or null
     * @param responseId the response's id, or null
     * @param usage the counts
     * @param flags what to know about the counts; copied
     * @param serviceTier the tier, or null
     * @param region the region, or null
     * @param batch whether it was part of a batch
     * @param reportedCostUsd the provider's own price of the call, or null
     * @param part what the record was, or null for the call itself
     * @param more further records; copied
     * @throws InvalidInputException if the provider or the api is blank, or the cost is negative
     */
    public UsageReading {
        if (provider.isBlank() || api.isBlank()) {
            throw new InvalidInputException(provider.isBlank() ? "provider" : "api", "blank", "a name");
        }
        if (reportedCostUsd != null && reportedCostUsd.signum() < 0) {
            throw new InvalidInputException("reportedCostUsd", reportedCostUsd.toString(), "0 or more");
        }
        flags = flags.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(flags));
        more = List.copyOf(more);
    }

    /**
     * Whether the counts are what the provider counted and do not contradict each other.
     *
     * @return true where there is no flag
     */
    public boolean isClean() {
        return flags.isEmpty();
    }

    /**
     * An id that no other response of any provider has: {@code <provider>/<api>/<response id>}. By it, what is booked twice
     * can be told from what happened twice. Records of {@link #more} have the id of their call.
     *
     * @return the id; null where there is no response id, where the provider does not promise that the API's ids are
     *     unique or this one does not look like one of its own, and where the usage is not final but {@link
     *     UsageFlag#ESTIMATED}
     */
    public @Nullable String uniqueId() {
        return responseId != null
                        && !flags.contains(UsageFlag.ESTIMATED)
                        && UsageReader.bundled().book().isUnique(provider, api, responseId)
                ? provider + "/" + api + "/" + responseId
                : null;
    }
}
