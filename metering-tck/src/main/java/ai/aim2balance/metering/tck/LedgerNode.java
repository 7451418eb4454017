package ai.aim2balance.metering.tck;

import ai.aim2balance.metering.InvalidInputException;
import ai.aim2balance.metering.entry.AccountId;
import ai.aim2balance.metering.entry.Credits;
import ai.aim2balance.metering.entry.RefillSettings;
import ai.aim2balance.metering.ledger.BalanceUpdate;
import ai.aim2balance.metering.ledger.BatchItem;
import ai.aim2balance.metering.ledger.BookingResult;
import ai.aim2balance.metering.ledger.Metering;
import ai.aim2balance.metering.ledger.PlannedCall;
import ai.aim2balance.metering.ledger.PostingConflictException;
import ai.aim2balance.metering.ledger.RefillPlan;
import ai.aim2balance.metering.ledger.Refund;
import ai.aim2balance.metering.ledger.ReserveResult;
import ai.aim2balance.metering.ledger.Spend;
import ai.aim2balance.metering.ledger.SpendResult;
import ai.aim2balance.metering.ledger.TopUp;
import ai.aim2balance.metering.usage.TokenUsage;
import ai.aim2balance.metering.usage.UsageReading;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;

/** Asks a ledger, and says what it answers as the model says it. */
record LedgerNode(Metering metering) {

    String answer(Call call) {
        return told(() -> ask(call));
    }

    List<String> answers(List<Call> spends) {
        return metering.spendAll(spends.stream().map(LedgerNode::spend).toList()).stream()
                .map(LedgerNode::item)
                .toList();
    }

    private static String item(BatchItem item) {
        return told(() -> {
            if (item.error() != null) {
                throw item.error();
            }
            return spent(Objects.requireNonNull(item.result()));
        });
    }

    private static String told(Supplier<String> answer) {
        try {
            return answer.get();
        } catch (PostingConflictException e) {
            return "conflict " + e.existing().seq();
        } catch (InvalidInputException e) {
            return "invalid " + (e.field().equals("posting") ? "amount" : e.field());
        }
    }

    private String ask(Call call) {
        AccountId account = call.account();
        String refersTo = String.valueOf(call.refersTo());
        return switch (call.kind()) {
            case SPEND ->
                spent(
                        call.other() % 3 == 2
                                ? metering.spendTokensAsync(spend(call)).join()
                                : metering.spendTokens(spend(call)));
            case DERIVED -> spent(metering.spendTokens(derived(call)));
            case TOP_UP ->
                booked(metering.topUp(TopUp.ofCredits(account, String.valueOf(call.id()), Credits.of(call.amount()))));
            case CHECK -> {
                var check = metering.checkBalance(PlannedCall.ofCredits(account, Credits.of(call.amount())));
                yield check.isAllowed() ? "allowed" : "refused " + check.reason();
            }
            case RESERVE ->
                reserved(metering.reserve(PlannedCall.ofCredits(account, Credits.of(call.amount()))
                        .holdId(String.valueOf(call.id()))
                        .life(Duration.ofSeconds(call.other()))));
            case SETTLE -> spent(metering.settle(refersTo, tokens(call).build()));
            case RELEASE -> metering.release(account, refersTo).toString();
            case REFUND -> booked(metering.refund(refund(call)));
            case FREEZE -> booked(metering.operator().freeze(account, "a test"));
            case THAW -> booked(metering.operator().thaw(account, "a test"));
            default -> booked(metering.updateBalance(update(call)));
        };
    }

    private static Spend.Builder tokens(Call call) {
        return Spend.builder(call.account(), "openai", "gpt-4o").tokens(call.amount(), call.other());
    }

    static Spend spend(Call call) {
        return tokens(call).id(String.valueOf(call.id())).build();
    }

    private static Spend derived(Call call) {
        return Spend.builder(
                        call.account(),
                        new UsageReading(
                                "openai",
                                "chat",
                                "gpt-4o",
                                call.id(),
                                TokenUsage.of(call.amount(), call.other()),
                                Set.of(),
                                null,
                                null,
                                false,
                                null,
                                null,
                                List.of()))
                .build();
    }

    private static Refund refund(Call call) {
        String original = String.valueOf(call.refersTo());
        BigDecimal part = call.amount() == Call.ALL ? null : Credits.of(call.amount());
        return new Refund(call.account(), original, part, call.id(), null);
    }

    private static BalanceUpdate update(Call call) {
        BalanceUpdate update = BalanceUpdate.of(call.account());
        update = call.id() == null ? update : update.id(call.id());
        update = call.other() == Call.ALL ? update : update.expectedVersion(call.other());
        BigDecimal credits = Credits.of(call.amount());
        return switch (call.kind()) {
            case INCREMENT -> update.increment(credits);
            case SET -> update.set(credits);
            case NO_REFILL -> update.refill(null);
            default -> update.refill(plan(call.kind(), credits));
        };
    }

    static RefillPlan plan(Call.Kind kind, BigDecimal credits) {
        return switch (kind) {
            case WHEN_EXHAUSTED -> RefillPlan.whenExhausted(credits, 1, RefillSettings.Unit.MINUTES, RefillModel.ZONE);
            case UP_TO_EVERY_MINUTE -> RefillPlan.upTo(credits, 1, RefillSettings.Unit.MINUTES, RefillModel.ZONE);
            case EVERY_MONTH -> RefillPlan.every(credits, 1, RefillSettings.Unit.MONTHS, RefillModel.ZONE);
            default ->
                new RefillPlan(
                        RefillSettings.Policy.EVERY_PERIOD,
                        credits,
                        1,
                        RefillSettings.Unit.HOURS,
                        RefillModel.ZONE,
                        RefillSettings.Missed.EACH,
                        null);
        };
    }

    private static String reserved(ReserveResult result) {
        return result instanceof ReserveResult.Reserved reserved
                ? "reserved " + reserved.reservation().status()
                : "refused " + ((ReserveResult.Refused) result).check().reason();
    }

    private static String spent(SpendResult result) {
        if (result instanceof SpendResult.Applied applied) {
            return "applied " + applied.entry().seq();
        }
        return result instanceof SpendResult.AlreadyApplied already
                ? "already " + already.entry().seq()
                : "unrecorded " + ((SpendResult.Unrecorded) result).spend().reason();
    }

    private static String booked(BookingResult result) {
        if (result instanceof BookingResult.Applied applied) {
            return "applied " + applied.entry().seq();
        }
        return result instanceof BookingResult.AlreadyApplied already
                ? "already " + already.entry().seq()
                : "stale " + ((BookingResult.Stale) result).version();
    }
}
