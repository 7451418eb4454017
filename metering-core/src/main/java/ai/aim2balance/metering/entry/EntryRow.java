package ai.aim2balance.metering.entry;

import ai.aim2balance.metering.internal.Given;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An entry as a store keeps it: a column for everything that is searched, grouped or summed, and one text for the rest.
 * Nothing stands twice. For adapters. Immutable and thread-safe.
 *
 * @param account who pays
 * @param seq the entry's number
 * @param postingId the idempotency key
 * @param kind the kind's {@linkplain EntryKind#key() name}
 * @param refersTo the number of the entry that it refers to, or null
 * @param occurredAt when it happened
 * @param recordedAt when it was booked
 * @param creditsDelta by how much the credits change, in millionths
 * @param reservedDelta by how much the reserved credits change, in millionths
 * @param dueAt when it makes something due, or null
 * @param fingerprint of the caller's billing facts
 * @param formatVersion of the entry
 * @param names what its call is grouped by, or null where it is no call
 * @param amounts what is summed, or null where it is no call
 * @param facts the rest, as a JSON object in one line, in the form of {@link EntryJson}
 */
public record EntryRow(
        AccountId account,
        long seq,
        String postingId,
        String kind,
        @Nullable Long refersTo,
        Instant occurredAt,
        Instant recordedAt,
        long creditsDelta,
        long reservedDelta,
        @Nullable Instant dueAt,
        String fingerprint,
        int formatVersion,
        @Nullable Names names,
        @Nullable UsageAmounts amounts,
        String facts) {

    /**
     * What calls are grouped by, besides tenant and user.
     *
     * @param provider who served the call
     * @param model the model, or null
     * @param endpoint the application's endpoint, or null
     * @param requestType such as chat, or null
     * @param project project or AI agent, or null
     * @param conversationId the conversation, or null
     */
    public record Names(
            String provider,
            @Nullable String model,
            @Nullable String endpoint,
            @Nullable String requestType,
            @Nullable String project,
            @Nullable String conversationId) {}

    /**
     * An entry's columns.
     *
     * @param entry the entry
     * @return its row
     * @throws ai.aim2balance.metering.InvalidInputException as {@link EntryJson#write}
     */
    public static EntryRow of(Entry entry) {
        Given.notNull(entry, "entry", "an entry");
        UsageRecord usage = entry.usage();
        UsageRecord.Call call = usage == null ? null : usage.call();
        return new EntryRow(
                entry.account(),
                entry.seq(),
                entry.postingId(),
                entry.kind().key(),
                entry.refersTo(),
                entry.occurredAt(),
                entry.recordedAt(),
                entry.creditsDelta(),
                entry.reservedDelta(),
                entry.dueAt(),
                entry.fingerprint(),
                entry.formatVersion(),
                call == null
                        ? null
                        : new Names(
                                call.provider(),
                                call.model(),
                                call.endpoint(),
                                call.requestType(),
                                call.project(),
                                call.conversationId()),
                usage == null ? null : usage.amounts(),
                facts(entry));
    }

    /**
     * A row that was kept in columns.
     *
     * @param values its values by column; for numbers null is 0, where a number is needed
     * @return the row
     * @param <X> what may be thrown while a value is read
     * @throws X if a value cannot be read
     * @throws ai.aim2balance.metering.InvalidInputException if a text is missing
     */
    public static <X extends Exception> EntryRow read(EntryColumn.Values<X> values) throws X {
        return new RowReader<>(values).row();
    }

    private static String facts(Entry entry) {
        JsonMembers out = JsonMembers.whole();
        out.object("stateAfter", StateJson.write(entry.stateAfter()));
        UsageRecord usage = entry.usage();
        if (usage != null) {
            JsonMembers record = new JsonMembers();
            UsageJson.writeFacts(record, usage, false);
            out.object("usage", record);
        }
        Payment payment = entry.payment();
        if (payment != null) {
            out.object("payment", FactsJson.write(payment));
        }
        out.object("details", entry.details());
        out.value("chainHash", entry.chainHash());
        return out.json();
    }

    /**
     * The entry that this row keeps.
     *
     * @return an entry that is equal to the one that was written
     * @throws ai.aim2balance.metering.InvalidInputException as {@link EntryJson#read}
     */
    public Entry entry() {
        JsonFields in = JsonFields.parse(facts, "facts", formatVersion);
        Entry entry = in.made(() -> {
            AccountState state = StateJson.read(in.object("stateAfter"));
            JsonFields usage = in.objectOrNull("usage");
            JsonFields payment = in.objectOrNull("payment");
            Map<String, String> details = in.textMap("details");
            return new Entry(
                    account,
                    seq,
                    postingId,
                    EntryKind.ofKey(kind),
                    refersTo,
                    occurredAt,
                    recordedAt,
                    creditsDelta,
                    reservedDelta,
                    state,
                    dueAt,
                    fingerprint,
                    usage == null || names == null || amounts == null ? null : UsageJson.read(usage, names, amounts),
                    payment == null ? null : FactsJson.payment(payment),
                    details,
                    formatVersion,
                    in.textOrNull("chainHash"));
        });
        in.end();
        return entry;
    }
}
