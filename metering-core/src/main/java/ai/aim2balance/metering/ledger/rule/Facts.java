package ai.aim2balance.metering.ledger.rule;

import ai.aim2balance.metering.entry.AccountId;
import java.time.Instant;
import java.util.Map;

/**
 * What every posting has.
 *
 * @param account whose
 * @param id the posting's id, checked by {@link PostingIds}
 * @param source where the id comes from
 * @param occurredAt when it happened, to the microsecond
 * @param fingerprint of the caller's billing facts
 * @param details free facts by name
 */
public record Facts(
        AccountId account,
        String id,
        IdSource source,
        Instant occurredAt,
        String fingerprint,
        Map<String, String> details) {
    /** Where an id comes from: it decides what the same id with other content means. */
    public enum IdSource {
        /** The caller chose it: other content is an error. */
        CALLER,
        /** It was derived from the id of a response: other content is booked beside it, flagged. */
        DERIVED,
        /** Nobody else can have it. */
        GENERATED,
        /** The ledger made it from what it closes or gives: whoever comes first has done it for all. */
        LEDGER
    }

    /** The same facts under another id. */
    Facts withId(String other) {
        return new Facts(account, other, source, occurredAt, fingerprint, details);
    }
}
