package ai.aim2balance.metering.mongo.librechat;

import ai.aim2balance.metering.entry.TokenType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Puts the two rows of a call together. LibreChat gives them no common key, but writes the prompt first and the completion
 * behind it, with the same user, conversation, model, context, message and tenant. So a completion belongs to the newest
 * prompt with all of these in common that was written at most {@link #WINDOW} before it and has no completion yet. What
 * finds no partner is a call of its own.
 *
 * <p>Of calls that ran side by side with all of that in common, prompts may be exchanged; their number and their sums are
 * right all the same. The outcome depends on the rows and their order alone, so a repeated import comes to the same calls.
 */
final class CallAssembler {
    /**
     * Longest time between the rows of a call. LibreChat retries the change of the balance between them for 13.7 seconds
     * at most.
     */
    static final Duration WINDOW = Duration.ofSeconds(30);

    /** Rows of one window that are kept; behind that, the oldest goes on without a partner. */
    private static final int MOST_WAITING = 20_000;

    private final Consumer<SourceCall> calls;
    private final int mostWaiting;
    private final Deque<Slot> queue = new ArrayDeque<>();
    private final Map<Key, Deque<Slot>> open = new HashMap<>();

    /** Takes rows in the order of their {@code _id}, and hands calls on in the order of their first row. */
    CallAssembler(Consumer<SourceCall> calls) {
        this(calls, MOST_WAITING);
    }

    CallAssembler(Consumer<SourceCall> calls, int mostWaiting) {
        this.calls = calls;
        this.mostWaiting = mostWaiting;
    }

    /** What the rows of a call have in common. */
    private record Key(String user, SourceRow.Names names) {
        static Key of(SourceRow row) {
            SourceRow.Names names = row.names();
            // A price key belongs to one side of a call.
            return new Key(
                    row.user(),
                    new SourceRow.Names(
                            names.model(),
                            names.conversationId(),
                            names.context(),
                            names.messageId(),
                            null,
                            names.tenantId()));
        }
    }

    private static final class Slot {
        private final SourceRow first;
        private final @Nullable Key key;
        private @Nullable SourceRow completion;

        Slot(SourceRow first, @Nullable Key key) {
            this.first = first;
            this.key = key;
        }

        boolean waits() {
            return key != null && completion == null;
        }
    }

    void add(SourceRow row) {
        release(row.written());
        boolean pairs = row.isSpent() && row.written() != null;
        if (pairs && row.type() == TokenType.COMPLETION && complete(row)) {
            release(row.written());
            return;
        }
        Slot slot = new Slot(row, pairs && row.type() == TokenType.PROMPT ? Key.of(row) : null);
        queue.addLast(slot);
        if (slot.key != null) {
            open.computeIfAbsent(slot.key, key -> new ArrayDeque<>()).addLast(slot);
        }
        if (queue.size() > mostWaiting) {
            handOn();
        }
        release(row.written());
    }

    /**
     * Hands on what is left, but for prompts whose completion may still come.
     *
     * @param cut rows from then on have not been read
     * @return how many rows wait for the next run
     */
    long finish(Instant cut) {
        long left = 0;
        while (!queue.isEmpty()) {
            Slot slot = queue.getFirst();
            if (slot.waits() && !writtenAt(slot).plus(WINDOW).isBefore(cut)) {
                close(slot);
                queue.removeFirst();
                left++;
            } else {
                handOn();
            }
        }
        return left;
    }

    private boolean complete(SourceRow completion) {
        Key key = Key.of(completion);
        Deque<Slot> prompts = open.get(key);
        Slot newest = prompts == null ? null : prompts.peekLast();
        if (newest == null
                || Objects.requireNonNull(completion.written())
                        .isAfter(writtenAt(newest).plus(WINDOW))) {
            return false;
        }
        newest.completion = completion;
        close(newest);
        return true;
    }

    private void release(@Nullable Instant now) {
        while (!queue.isEmpty()) {
            Slot slot = queue.getFirst();
            boolean expired =
                    slot.waits() && now != null && now.isAfter(writtenAt(slot).plus(WINDOW));
            if (slot.waits() && !expired) {
                return;
            }
            handOn();
        }
    }

    private void handOn() {
        Slot slot = queue.removeFirst();
        if (slot.waits()) {
            close(slot);
        }
        calls.accept(new SourceCall(slot.first, slot.completion));
    }

    /** Prompts of a key go in order, so the one that is closed stands at one of the two ends. */
    private void close(Slot slot) {
        Key key = Objects.requireNonNull(slot.key);
        Deque<Slot> prompts = Objects.requireNonNull(open.get(key));
        if (prompts.peekLast() == slot) {
            prompts.removeLast();
        } else {
            prompts.removeFirst();
        }
        if (prompts.isEmpty()) {
            open.remove(key);
        }
    }

    private static Instant writtenAt(Slot slot) {
        return Objects.requireNonNull(slot.first.written());
    }
}
