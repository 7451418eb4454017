package ai.aim2balance.metering.tck;

import ai.aim2balance.metering.entry.AccountId;
import ai.aim2balance.metering.entry.AccountState;
import ai.aim2balance.metering.entry.BalanceMode;
import ai.aim2balance.metering.entry.Entry;
import ai.aim2balance.metering.entry.EntryKind;
import ai.aim2balance.metering.entry.Payment;
import ai.aim2balance.metering.entry.UsageRecord;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Builds entries to try a store with. What is not set has a plain value, so that a test says only what it is about. The
 * entries satisfy the keys of a store, not the rules of a ledger. Not thread-safe.
 */
public final class SampleEntry {
    /** When the first entry of every account happens and is booked; each next one a second later. */
    public static final Instant START = Instant.parse("2026-03-01T08:00:00.123456Z");

    private final AccountId account;
    private final long seq;
    private String postingId;
    private EntryKind kind;
    private @Nullable Long refersTo;
    private Instant occurredAt;
    private Instant recordedAt;
    private long creditsDelta = 1_000_000;
    private long reservedDelta;
    private AccountState state;
    private @Nullable Instant dueAt;
    private String fingerprint = "facts";
    private @Nullable UsageRecord usage;
    private @Nullable Payment payment;
    private Map<String, String> details = Map.of();
    private int formatVersion = Entry.FORMAT;
    private @Nullable String chainHash;

    private SampleEntry(AccountId account, long seq) {
        this.account = account;
        this.seq = seq;
        this.postingId = "posting-" + seq;
        this.kind = seq == 1 ? EntryKind.OPENING : EntryKind.ADJUSTMENT;
        this.occurredAt = START.plusSeconds(seq - 1);
        this.recordedAt = occurredAt;
        this.state = state(seq * 1_000_000);
    }

    /**
     * An entry without usage: an opening where it is the first, else an adjustment.
     *
     * @param account whose
     * @param seq its number, 1 or more; its posting id is {@code posting-<number>}
     * @return a builder
     */
    public static SampleEntry of(AccountId account, long seq) {
        return new SampleEntry(account, seq);
    }

    /**
     * A spend.
     *
     * @param account whose
     * @param seq its number, 1 or more
     * @param usage the call
     * @return a builder
     */
    public static SampleEntry spend(AccountId account, long seq, UsageRecord usage) {
        return of(account, seq).kind(EntryKind.SPEND).usage(usage);
    }

    /**
     * A piece of an account's chain, without usage.
     *
     * @param account whose
     * @param fromSeq the first number
     * @param toSeq the last number
     * @return the entries in order
     */
    public static List<Entry> chain(AccountId account, long fromSeq, long toSeq) {
        return LongStream.rangeClosed(fromSeq, toSeq)
                .mapToObj(seq -> of(account, seq).build())
                .toList();
    }

    /**
     * A plain state.
     *
     * @param credits what the account has, in millionths of a credit
     * @return the state, without holds and refill
     */
    public static AccountState state(long credits) {
        return new AccountState(credits, 0, 0, null, credits, BalanceMode.ENFORCED, false, null, Map.of());
    }

    /**
     * Sets the posting id.
     *
     * @param id unique in the account
     * @return this
     */
    public SampleEntry postingId(String id) {
        this.postingId = id;
        return this;
    }

    /**
     * Sets the kind.
     *
     * @param is what is booked
     * @return this
     */
    public SampleEntry kind(EntryKind is) {
        this.kind = is;
        return this;
    }

    /**
     * Sets the entry that this one refers to.
     *
     * @param original its number, or null
     * @return this
     */
    public SampleEntry refersTo(@Nullable Long original) {
        this.refersTo = original;
        return this;
    }

    /**
     * Sets both times.
     *
     * @param time when it happened and was booked
     * @return this
     */
    public SampleEntry at(Instant time) {
        this.occurredAt = time;
        this.recordedAt = time;
        return this;
    }

    /**
     * Sets when it was booked.
     *
     * @param time by the clock of a node
     * @return this
     */
    public SampleEntry recordedAt(Instant time) {
        this.recordedAt = time;
        return this;
    }

    /**
     * Sets what changes.
     *
     * @param credits by how much credits change, in millionths
     * @param reserved by how much reserved credits change, in millionths
     * @return this
     */
    public SampleEntry deltas(long credits, long reserved) {
        this.creditsDelta = credits;
        this.reservedDelta = reserved;
        return this;
    }

    /**
     * Sets the state.
     *
     * @param after the account after the entry
     * @return this
     */
    public SampleEntry state(AccountState after) {
        this.state = after;
        return this;
    }

    /**
     * Sets when something is due.
     *
     * @param time the instant, or null
     * @return this
     */
    public SampleEntry dueAt(@Nullable Instant time) {
        this.dueAt = time;
        return this;
    }

    /**
     * Sets the fingerprint.
     *
     * @param facts any text
     * @return this
     */
    public SampleEntry fingerprint(String facts) {
        this.fingerprint = facts;
        return this;
    }

    /**
     * Sets the call.
     *
     * @param call the usage, or null
     * @return this
     */
    public SampleEntry usage(@Nullable UsageRecord call) {
        this.usage = call;
        return this;
    }

    /**
     * Sets the payment.
     *
     * @param money the payment, or null
     * @return this
     */
    public SampleEntry payment(@Nullable Payment money) {
        this.payment = money;
        return this;
    }

    /**
     * Adds a detail.
     *
     * @param name its name
     * @param value its value
     * @return this
     */
    public SampleEntry detail(String name, String value) {
        Map<String, String> more = new TreeMap<>(details);
        more.put(name, value);
        this.details = Collections.unmodifiableMap(more);
        return this;
    }

    /**
     * Sets the format version.
     *
     * @param version 1, or a later one
     * @return this
     */
    public SampleEntry formatVersion(int version) {
        this.formatVersion = version;
        return this;
    }

    /**
     * Sets the chain hash.
     *
     * @param hash any text, or null
     * @return this
     */
    public SampleEntry chainHash(@Nullable String hash) {
        this.chainHash = hash;
        return this;
    }

    /**
     * The entry so far.
     *
     * @return an immutable entry
     */
    public Entry build() {
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
                usage,
                payment,
                details,
                formatVersion,
                chainHash);
    }
}
