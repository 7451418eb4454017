package ai.aim2balance.metering.mongo.librechat;

import ai.aim2balance.metering.entry.TokenType;
import org.jspecify.annotations.Nullable;

/**
 * What is booked as one: a call of two rows, or one row.
 *
 * @param first the prompt of a call; else the only row
 * @param completion the completion of the call whose prompt is the first row, or null
 */
record SourceCall(SourceRow first, @Nullable SourceRow completion) {
    static SourceCall of(SourceRow row) {
        return new SourceCall(row, null);
    }

    /** The row of the prompt, or null where there is only a completion. */
    @Nullable
    SourceRow prompt() {
        return first.type() == TokenType.PROMPT ? first : null;
    }

    /** The row of the completion, or null where there is only a prompt. */
    @Nullable
    SourceRow answer() {
        return first.type() == TokenType.COMPLETION ? first : completion;
    }

    int rows() {
        return completion == null ? 1 : 2;
    }
}
