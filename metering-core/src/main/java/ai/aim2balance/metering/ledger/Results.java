package ai.aim2balance.metering.ledger;

import ai.aim2balance.metering.InvalidInputException;
import ai.aim2balance.metering.ledger.rule.Decision;
import ai.aim2balance.metering.ledger.writer.ClosedLedgerException;
import ai.aim2balance.metering.ledger.writer.Result;
import ai.aim2balance.metering.store.MeteringStoreException;

/** What the writer answers, as callers hear it: values for what they must expect, errors for misuse and broken stores. */
final class Results {
    private static final String NEWER =
            "a newer version of this library wrote the newest entry of the account; update this node";

    private Results() {}

    /** For postings that are refused as values only where the account has moved on. */
    static BookingResult booking(String id, String what, Result result) {
        if (result instanceof Result.Booked booked) {
            return new BookingResult.Applied(booked.entry());
        }
        if (result instanceof Result.Repeated repeated) {
            return new BookingResult.AlreadyApplied(repeated.entry());
        }
        if (result instanceof Result.Conflicting conflicting) {
            throw Differences.ofPosting(id, conflicting.existing(), what);
        }
        if (result instanceof Result.Refused refused) {
            if (refused.reason() == Decision.Reason.VERSION) {
                return new BookingResult.Stale(refused.head().seq());
            }
            throw misuse(id, refused);
        }
        throw failure(id, result);
    }

    /** Whether something that the ledger does by itself is booked, now or before; false where it is not called for. */
    static boolean isBooked(String what, Result result) {
        if (result instanceof Result.NotBooked || result instanceof Result.Unknown) {
            throw failure(what, result);
        }
        return result instanceof Result.Booked || result instanceof Result.Repeated;
    }

    /** Why a posting was refused that only misuse can have refused. */
    static RuntimeException misuse(String id, Result.Refused refused) {
        String detail = String.valueOf(refused.detail());
        return switch (refused.reason()) {
            case NEWER_FORMAT ->
                new NotBookedException(NotBookedException.Reason.NEWER_FORMAT, id + " is not booked: " + NEWER, null);
            case REFUND_TOO_HIGH ->
                new InvalidInputException("refunded credits", detail, "no more than is left of the original");
            case REFERENCE -> new InvalidInputException("referred posting", detail, "an entry of the same account");
            case OVERFLOW ->
                new InvalidInputException(
                        "posting",
                        "one that makes a " + detail,
                        "sums of -9223372.036854775808 to 9223372.036854775807");
            default -> new InvalidInputException("posting", detail, "a posting that the account allows");
        };
    }

    /** The error for what was not booked, or perhaps was. */
    static RuntimeException failure(String id, Result result) {
        if (result instanceof Result.NotBooked notBooked) {
            NotBookedException.Reason reason = reason(result);
            String why = switch (reason) {
                case OVERLOADED -> "too many postings were waiting";
                case CLOSED -> "the ledger is closed";
                case REJECTED_BY_STORE -> "the store cannot take it";
                default -> "the store failed until the deadline";
            };
            return new NotBookedException(reason, id + " is not booked: " + why, notBooked.cause());
        }
        Throwable cause = result instanceof Result.Unknown unknown ? unknown.cause() : null;
        return new OutcomeUnknownException(id, cause);
    }

    /** Why something was not booked. */
    static NotBookedException.Reason reason(Result result) {
        if (result instanceof Result.NotBooked notBooked) {
            if (notBooked.cause() == null || notBooked.cause() instanceof InterruptedException) {
                return NotBookedException.Reason.OVERLOADED;
            }
            if (notBooked.cause() instanceof ClosedLedgerException) {
                return NotBookedException.Reason.CLOSED;
            }
            return notBooked.cause() instanceof MeteringStoreException e
                            && e.outcome() == MeteringStoreException.Outcome.REJECTED
                    ? NotBookedException.Reason.REJECTED_BY_STORE
                    : NotBookedException.Reason.STORE_UNAVAILABLE;
        }
        if (result instanceof Result.Refused refused) {
            return refused.reason() == Decision.Reason.NEWER_FORMAT
                    ? NotBookedException.Reason.NEWER_FORMAT
                    : NotBookedException.Reason.NOT_PRICED;
        }
        return NotBookedException.Reason.OUTCOME_UNKNOWN;
    }
}
