package ai.aim2balance.metering.entry;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What an entry books. */
public enum EntryKind {
    /** The account begins: always the entry with number 1. */
    OPENING,
    /** A call that was made. */
    SPEND,
    /** Credits that were bought or given. */
    TOP_UP,
    /** Credits that the account's refill settings give. */
    REFILL,
    /** A spend, a settled hold or a top-up that is taken back, in whole or in part. */
    REFUND,
    /** A correction of the credits by an operator. */
    ADJUSTMENT,
    /** Credits that are set aside for a call in flight. */
    HOLD,
    /** A hold that ends with the call it was for. */
    SETTLE,
    /** A hold that ends without a call. */
    RELEASE,
    /** A hold that ran out: its call may have used tokens that nobody reported. */
    EXPIRE,
    /** New refill settings, or an account that is frozen or thawed. */
    SETTINGS,
    /** Everything before it was archived; its state stands for all of that. */
    CHECKPOINT,
    /** A kind of a newer version of this library: it can be read, and nothing can be appended behind it. */
    UNKNOWN;

    private static final Map<String, EntryKind> BY_KEY =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(EntryKind::key, Function.identity()));

    private final String key = name().toLowerCase(Locale.ROOT).replace('_', '-');

    /**
     * The kind's name in stores and interfaces.
     *
     * @return such as {@code top-up}; never changed
     */
    public String key() {
        return key;
    }

    /**
     * The kind of that name.
     *
     * @param key a name as a store keeps it
     * @return the kind, or {@link #UNKNOWN} where this version does not know it
     */
    public static EntryKind ofKey(String key) {
        return BY_KEY.getOrDefault(key, UNKNOWN);
    }

    /**
     * Whether it ends a hold.
     *
     * @return true for settle, release and expire
     */
    public boolean closesHold() {
        return this == SETTLE || this == RELEASE || this == EXPIRE;
    }
}
