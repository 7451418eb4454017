package ai.aim2balance.metering.mongo.librechat;

import ai.aim2balance.metering.InvalidInputException;
import ai.aim2balance.metering.entry.AccountId;
import ai.aim2balance.metering.entry.Transaction;
import ai.aim2balance.metering.ledger.Spend;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Calls of LibreChat as calls of the ledger: its legs are kept as they were charged, and leave the balance; what the call
 * cost in EUR and did to the environment follows from its tokens, at the prices, rate and factors of its day.
 */
final class CallMapper {
    private final Providers providers;
    /** Hears of a row whose name the ledger cannot keep, and of why. */
    private final BiConsumer<String, String> leftOut;

    CallMapper(Providers providers, BiConsumer<String, String> leftOut) {
        this.providers = providers;
        this.leftOut = leftOut;
    }

    Spend spend(AccountId account, SourceCall call) {
        SourceRow row = call.first();
        SourceRow.Names names = row.names();
        Spend.Builder spend = builder(account, row)
                .id(PostingNames.row(row.id()))
                .occurredAt(row.at())
                .charged(legs(call));
        count(spend, call);
        optional(row, names.conversationId(), spend::conversationId);
        optional(row, names.context(), spend::context);
        tag(spend, row, "messageId", names.messageId());
        tag(spend, row, "valueKey", names.valueKey());
        if (call.completion() != null) {
            tag(spend, row, "completionTransaction", call.completion().id());
        }
        return spend.build();
    }

    private Spend.Builder builder(AccountId account, SourceRow row) {
        String model = row.names().model();
        if (model != null && !model.isEmpty()) {
            try {
                return Spend.builder(account, providers.of(model), model);
            } catch (InvalidInputException e) {
                leftOut.accept(row.id(), e.getMessage());
            }
        }
        return Spend.builder(account, Providers.UNKNOWN, null);
    }

    private static void count(Spend.Builder spend, SourceCall call) {
        SourceRow prompt = call.prompt();
        SourceRow answer = call.answer();
        long completion = answer == null ? 0 : Math.abs(answer.tokens());
        SourceRow.Parts parts = prompt == null ? null : prompt.parts();
        if (parts == null) {
            spend.tokens(prompt == null ? 0 : Math.abs(prompt.tokens()), completion);
        } else {
            spend.structuredTokens(parts.input(), parts.write(), parts.read(), completion);
        }
    }

    /** The rows of a call as they were charged. */
    static List<Transaction> legs(SourceCall call) {
        List<Transaction> legs = new ArrayList<>(2);
        legs.add(leg(call.first()));
        if (call.completion() != null) {
            legs.add(leg(Objects.requireNonNull(call.completion())));
        }
        return legs;
    }

    /** A row that gave credits for tokens took none: what it gave is booked beside it. */
    private static Transaction leg(SourceRow row) {
        SourceRow.Parts parts = row.parts();
        return new Transaction(
                row.type(),
                -Math.abs(row.tokens()),
                row.rate(),
                Math.min(0, row.micro()),
                parts == null ? 0 : -parts.input(),
                parts == null ? 0 : -parts.write(),
                parts == null ? 0 : -parts.read());
    }

    private void tag(Spend.Builder spend, SourceRow row, String name, @Nullable String value) {
        optional(row, value, text -> spend.tag(name, text));
    }

    /** A name that the ledger cannot keep must not cost the call its place in the ledger. */
    private void optional(SourceRow row, @Nullable String text, Consumer<String> setter) {
        if (text == null || text.isEmpty()) {
            return;
        }
        try {
            setter.accept(text);
        } catch (InvalidInputException e) {
            leftOut.accept(row.id(), e.getMessage());
        }
    }
}
