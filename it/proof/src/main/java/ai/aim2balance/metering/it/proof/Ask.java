package ai.aim2balance.metering.it.proof;

import ai.aim2balance.metering.entry.AccountId;
import ai.aim2balance.metering.entry.Entry;
import ai.aim2balance.metering.entry.EntryKind;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One thing that is asked of a ledger, such that it can be asked again, also by another process.
 *
 * @param id the posting id; of a closing, the id of its hold
 * @param refersTo the id of what is refunded, or {@link #NOTHING}
 * @param amount micro-credits, or input tokens; of a release, the micro-credits of its hold
 * @param output output tokens
 */
record Ask(Kind kind, AccountId account, String id, String refersTo, long amount, long output) {
    static final String NOTHING = "-";

    /** Micro-credits of one token of the model that all calls use. */
    private static final long INPUT_PRICE = 2_500_000;

    private static final long OUTPUT_PRICE = 10_000_000;

    enum Kind {
        SPEND,
        TOP_UP,
        RESERVE,
        SETTLE,
        RELEASE,
        REFUND
    }

    /** What its entry changes the credits by, in micro-credits. */
    long credits() {
        return switch (kind) {
            case SPEND, SETTLE -> -price(amount, output);
            case TOP_UP, REFUND -> amount;
            case RESERVE, RELEASE -> 0;
        };
    }

    static long price(long input, long output) {
        return INPUT_PRICE * input + OUTPUT_PRICE * output;
    }

    /** By what it is known: a hold is closed once, however it is. */
    String key() {
        return kind == Kind.SETTLE || kind == Kind.RELEASE ? closing() : id;
    }

    private String closing() {
        return "~close:" + id;
    }

    /** The id under which a call is billed whose hold had ended before. */
    private String late() {
        return "~late:" + id;
    }

    /** Its entry among those of its account, by posting id. */
    @Nullable
    Entry in(Map<String, Entry> chain) {
        Entry entry = chain.get(key());
        return kind == Kind.SETTLE && (entry == null || entry.kind() != EntryKind.SETTLE) ? chain.get(late()) : entry;
    }

    /** Under which ids it, and what the ledger does because of it, may be booked. */
    List<String> explains() {
        return switch (kind) {
            case SETTLE -> List.of(closing(), late());
            // Where nobody knows whether the hold was made, the ledger ends it.
            case RESERVE -> List.of(id, closing());
            default -> List.of(key());
        };
    }

    /** Whether an entry is what was asked for. */
    boolean isBookedBy(Entry entry) {
        boolean reserved = switch (kind) {
            case RESERVE -> entry.reservedDelta() == amount;
            case RELEASE -> entry.reservedDelta() == -amount;
            case SETTLE -> entry.reservedDelta() <= 0;
            default -> entry.reservedDelta() == 0;
        };
        return reserved && entry.creditsDelta() == credits() && entry.account().equals(account);
    }

    /** One line of words without spaces. */
    String line() {
        return String.join(
                " ",
                kind.name(),
                account.tenant(),
                account.user(),
                id,
                refersTo,
                Long.toString(amount),
                Long.toString(output));
    }

    static Ask of(List<String> words) {
        return new Ask(
                Kind.valueOf(words.get(0)),
                new AccountId(words.get(1), words.get(2)),
                words.get(3),
                words.get(4),
                Long.parseLong(words.get(5)),
                Long.parseLong(words.get(6)));
    }
}
