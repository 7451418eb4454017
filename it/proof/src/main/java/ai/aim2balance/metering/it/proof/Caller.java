package ai.aim2balance.metering.it.proof;

import ai.aim2balance.metering.entry.AccountId;
import ai.aim2balance.metering.entry.Credits;
import ai.aim2balance.metering.entry.Entry;
import ai.aim2balance.metering.it.proof.Answer.Outcome;
import ai.aim2balance.metering.ledger.BalanceCheck;
import ai.aim2balance.metering.ledger.BookingResult;
import ai.aim2balance.metering.ledger.Metering;
import ai.aim2balance.metering.ledger.NotBookedException;
import ai.aim2balance.metering.ledger.OutcomeUnknownException;
import ai.aim2balance.metering.ledger.PlannedCall;
import ai.aim2balance.metering.ledger.Refund;
import ai.aim2balance.metering.ledger.Reservation;
import ai.aim2balance.metering.ledger.ReserveResult;
import ai.aim2balance.metering.ledger.Spend;
import ai.aim2balance.metering.ledger.SpendResult;
import ai.aim2balance.metering.ledger.TopUp;
import ai.aim2balance.metering.ledger.UnrecordedSpend;
import ai.aim2balance.metering.store.MeteringStoreException;
import java.time.Duration;

/** Asks a ledger. */
record Caller(Metering metering) {
    private static final Duration LIFE = Duration.ofHours(20);

    Answer ask(Ask ask) {
        try {
            return answer(ask);
        } catch (NotBookedException e) {
            return new Answer(Outcome.NOT_BOOKED, e.reason() + ": " + e.getCause());
        } catch (OutcomeUnknownException e) {
            return new Answer(Outcome.UNKNOWN, String.valueOf(e.getCause()));
        } catch (MeteringStoreException e) {
            // A hold that was found but whose status could not be read.
            return new Answer(Outcome.UNKNOWN, e.toString());
        } catch (RuntimeException e) {
            return new Answer(Outcome.FAILED, e.toString());
        }
    }

    private Answer answer(Ask ask) {
        AccountId account = ask.account();
        return switch (ask.kind()) {
            case SPEND -> spent(metering.spendTokens(tokens(ask).id(ask.id()).build()));
            case SETTLE -> spent(metering.settle(ask.id(), tokens(ask).build()));
            case TOP_UP -> booked(metering.topUp(TopUp.ofCredits(account, ask.id(), Credits.of(ask.amount()))));
            case REFUND ->
                booked(metering.refund(Refund.part(account, ask.refersTo(), Credits.of(ask.amount()), ask.id())));
            case RESERVE ->
                reserved(metering.reserve(PlannedCall.ofCredits(account, Credits.of(ask.amount()))
                        .holdId(ask.id())
                        .life(LIFE)));
            case RELEASE -> {
                Reservation.Status status = metering.release(account, ask.id());
                yield new Answer(
                        status == Reservation.Status.RELEASED ? Outcome.BOOKED : Outcome.FAILED, status.toString());
            }
        };
    }

    private static Spend.Builder tokens(Ask ask) {
        return tokens(ask.account(), ask.amount(), ask.output());
    }

    private static Spend.Builder tokens(AccountId account, long input, long output) {
        return Spend.builder(account, "openai", "gpt-4o").tokens(input, output);
    }

    static Spend spend(AccountId account, String id, long input, long output) {
        return tokens(account, input, output).id(id).build();
    }

    private static Answer spent(SpendResult result) {
        if (result instanceof SpendResult.Unrecorded unrecorded) {
            UnrecordedSpend spend = unrecorded.spend();
            Outcome outcome =
                    spend.reason() == NotBookedException.Reason.OUTCOME_UNKNOWN ? Outcome.UNKNOWN : Outcome.NOT_BOOKED;
            return new Answer(outcome, spend.reason() + ": " + spend.cause());
        }
        Entry entry = result instanceof SpendResult.Applied applied
                ? applied.entry()
                : ((SpendResult.AlreadyApplied) result).entry();
        return booked(entry);
    }

    private static Answer booked(BookingResult result) {
        Entry entry = result.booked();
        return entry == null ? new Answer(Outcome.FAILED, result.toString()) : booked(entry);
    }

    private static Answer booked(Entry entry) {
        return new Answer(Outcome.BOOKED, "number " + entry.seq() + " credits " + entry.creditsDelta());
    }

    private static Answer reserved(ReserveResult result) {
        if (result instanceof ReserveResult.Reserved reserved) {
            return new Answer(Outcome.BOOKED, reserved.reservation().status().toString());
        }
        BalanceCheck check = ((ReserveResult.Refused) result).check();
        return check.reason() == BalanceCheck.Reason.STORE_UNAVAILABLE
                ? new Answer(Outcome.UNKNOWN, check.reason().toString())
                : new Answer(Outcome.FAILED, check.toString());
    }
}
