package ai.aim2balance.metering.ledger.writer;

import ai.aim2balance.metering.entry.Entry;
import ai.aim2balance.metering.ledger.rule.Decision;
import ai.aim2balance.metering.ledger.rule.Head;
import org.jspecify.annotations.Nullable;

/** What became of a posting. */
public sealed interface Result {
    /**
     * It is booked by this call.
     *
     * @param entry the durable entry
     * @param found whether it was found behind an attempt of unknown outcome: then it may be an earlier call's
     */
    record Booked(Entry entry, boolean found) implements Result {
        Booked(Entry entry) {
            this(entry, false);
        }
    }

    /**
     * It was booked before, with the same content.
     *
     * @param entry how
     */
    record Repeated(Entry entry) implements Result {}

    /**
     * Its id was given to something else; nothing was changed.
     *
     * @param existing what that is
     */
    record Conflicting(Entry existing) implements Result {}

    /**
     * It may not be booked; nothing was changed.
     *
     * @param reason why
     * @param detail the values that decide, or null
     * @param head the account on which it was decided, read after the posting arrived
     */
    record Refused(Decision.Reason reason, @Nullable String detail, Head head) implements Result {}

    /**
     * It is not booked: the store failed until the deadline, or cannot take it.
     *
     * @param cause the store's last error, or null where the lane was full until the deadline
     */
    record NotBooked(@Nullable Throwable cause) implements Result {}

    /**
     * Nobody knows: an attempt may have been applied, or may still be. Repeating it with the same id is safe.
     *
     * @param cause the store's error, or null where the caller gave up waiting
     */
    record Unknown(@Nullable Throwable cause) implements Result {}
}
