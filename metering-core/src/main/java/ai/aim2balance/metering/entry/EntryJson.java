package ai.aim2balance.metering.entry;

import ai.aim2balance.metering.InvalidInputException;
import ai.aim2balance.metering.internal.Given;

/**
 * Entries and their parts as JSON, complete: what is read is equal to what was written. For stores, exports and logs.
 * Thread-safe.
 *
 * <p>The form: one line. Times are ISO 8601 instants. Credits are whole credits with up to 6 decimals, money is USD and EUR
 * with up to 12, energy kWh, water litres, CO2e kg; all as plain decimals without exponent, which readers must not take
 * for binary floats. Rates, areas and payments keep their number of decimals. Constants are in lower case with hyphens.
 * What is null, an empty list or map, false or a count of 0 is not written. A number has at most 38 digits before the
 * point and 60 after it. Names of tags, details and unknown fields are whole characters; any other text comes back as it was.
 *
 * <p>What reading accepts: the members in any order; times with an offset; decimals with zeros at the end; null for a
 * member that may be missing. A member that is missing, unknown, of a wrong type or out of its range is refused by its
 * path, such as {@code entry.usage.amounts.costEUR}. A newer version may have written more:
 *
 * <ul>
 *   <li>a kind that is not known is {@link EntryKind#UNKNOWN};
 *   <li>what is not known of a state goes to {@link AccountState#unknown}, each member as JSON, and is written back;
 *   <li>with a higher format version, other unknown members and units are dropped, an unknown token type is {@link
 *       TokenType#OTHER}, and an unknown credit basis is the list price. Such an entry is for reading: written again, it
 *       lacks what was dropped.
 * </ul>
 */
public final class EntryJson {
    private static final String FORMAT_VERSION = "formatVersion";

    private EntryJson() {}

    /**
     * An entry as JSON.
     *
     * @param entry the entry
     * @return one line without line end
     * @throws InvalidInputException if the entry is null, a name has half a surrogate pair, or its state has an unknown field that is no JSON or has the name of a known one
     */
    public static String write(Entry entry) {
        Given.notNull(entry, "entry", "an entry");
        JsonMembers out = JsonMembers.whole();
        out.value(FORMAT_VERSION, entry.formatVersion());
        out.value("tenantId", entry.account().tenant());
        out.value("user", entry.account().user());
        out.value("seq", entry.seq());
        out.value("postingId", entry.postingId());
        out.value("kind", entry.kind().key());
        out.value("refersTo", entry.refersTo());
        out.time("occurredAt", entry.occurredAt());
        out.time("recordedAt", entry.recordedAt());
        out.scaled("creditsDelta", entry.creditsDelta(), Credits.SCALE);
        if (entry.reservedDelta() != 0) {
            out.scaled("reservedDelta", entry.reservedDelta(), Credits.SCALE);
        }
        out.object("stateAfter", StateJson.write(entry.stateAfter()));
        out.time("dueAt", entry.dueAt());
        out.value("fingerprint", entry.fingerprint());
        UsageRecord usage = entry.usage();
        if (usage != null) {
            JsonMembers record = new JsonMembers();
            UsageJson.write(record, usage);
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
     * The entry of a JSON text.
     *
     * @param json what {@link #write} made, or what a newer version made
     * @return the entry
     * @throws InvalidInputException if it is no JSON object of an entry; names path, value and what is allowed
     */
    public static Entry read(String json) {
        JsonFields in = JsonFields.parse(Given.notNull(json, "entry", "a JSON object"), "entry");
        int version = in.version(FORMAT_VERSION);
        Entry entry = in.made(() -> {
            AccountId account = new AccountId(in.text("tenantId"), in.text("user"));
            long seq = in.whole("seq");
            String postingId = in.text("postingId");
            EntryKind kind = EntryKind.ofKey(in.text("kind"));
            Long refersTo = in.wholeOrNull("refersTo");
            var occurredAt = in.instant("occurredAt");
            var recordedAt = in.instant("recordedAt");
            long creditsDelta = in.scaled("creditsDelta", Credits.SCALE);
            long reservedDelta = in.scaledOrZero("reservedDelta", Credits.SCALE);
            AccountState state = StateJson.read(in.object("stateAfter"));
            var dueAt = in.instantOrNull("dueAt");
            String fingerprint = in.text("fingerprint");
            JsonFields usage = in.objectOrNull("usage");
            JsonFields payment = in.objectOrNull("payment");
            return new Entry(
                    account,
                    seq,
                    postingId,
                    kind,
                    refersTo,
                    occurredAt,
                    recordedAt,
                    creditsDelta,
                    reservedDelta,
                    state,
                    dueAt,
                    fingerprint,
                    usage == null ? null : UsageJson.read(usage),
                    payment == null ? null : FactsJson.payment(payment),
                    in.textMap("details"),
                    version,
                    in.textOrNull("chainHash"));
        });
        in.end();
        return entry;
    }

    /**
     * A call as JSON, for stores that keep it apart from its entry. It begins with the format version.
     *
     * @param usage the call
     * @return one line without line end
     * @throws InvalidInputException if the call is null, or a tag's name has half a surrogate pair
     */
    public static String writeUsage(UsageRecord usage) {
        Given.notNull(usage, "usage", "a call");
        JsonMembers out = JsonMembers.whole();
        out.value(FORMAT_VERSION, Entry.FORMAT);
        UsageJson.write(out, usage);
        return out.json();
    }

    /**
     * The call of a JSON text.
     *
     * @param json what {@link #writeUsage} made, or what a newer version made
     * @return the call
     * @throws InvalidInputException as for {@link #read}
     */
    public static UsageRecord readUsage(String json) {
        JsonFields in = JsonFields.parse(Given.notNull(json, "usage", "a JSON object"), "usage");
        in.version(FORMAT_VERSION);
        return UsageJson.read(in);
    }

    /**
     * A state as JSON, for stores that keep it apart from its entry. It needs no version: what is not known of a state is
     * kept in any version.
     *
     * @param state the state
     * @return one line without line end
     * @throws InvalidInputException if the state is null, or has an unknown field that is no JSON or has the name of a
     *     known one
     */
    public static String writeState(AccountState state) {
        return StateJson.write(Given.notNull(state, "state", "a state")).json();
    }

    /**
     * The state of a JSON text.
     *
     * @param json what {@link #writeState} made, or what a newer version made
     * @return the state
     * @throws InvalidInputException as for {@link #read}
     */
    public static AccountState readState(String json) {
        return StateJson.read(JsonFields.parse(Given.notNull(json, "state", "a JSON object"), "state"));
    }
}
