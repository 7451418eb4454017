package ai.aim2balance.metering.mongo.librechat;

import ai.aim2balance.metering.InvalidInputException;
import ai.aim2balance.metering.entry.AccountId;
import ai.aim2balance.metering.entry.Entry;
import ai.aim2balance.metering.ledger.BatchItem;
import ai.aim2balance.metering.ledger.BookingResult;
import ai.aim2balance.metering.ledger.Metering;
import ai.aim2balance.metering.ledger.PostingConflictException;
import ai.aim2balance.metering.ledger.SpendResult;
import java.util.List;
import java.util.Objects;

/** Books into the ledger: calls in batches, in the order of each account. For one thread. */
final class LedgerTarget implements Target {
    private final Metering metering;
    private final Tally tally;
    private final WaitingCalls calls;

    LedgerTarget(Metering metering, Tally tally, int batchSize) {
        this.metering = metering;
        this.tally = tally;
        this.calls = new WaitingCalls(new Known(metering), tally, batchSize, this::book);
    }

    @Override
    public void call(Call call) {
        calls.add(call);
    }

    @Override
    public void flush() {
        calls.flush();
    }

    private void book(List<Call> missing) {
        for (BatchItem item :
                metering.spendAll(missing.stream().map(Call::spend).toList())) {
            Call call = missing.get(item.index());
            RuntimeException error = item.error();
            SpendResult result = item.result();
            if (error != null) {
                refused(call.source().first().id(), call.source().rows(), error);
            } else if (result instanceof SpendResult.Unrecorded lost) {
                throw tally.stopped(
                        "the ledger could not book " + lost.spend().postingId() + " ("
                                + lost.spend().reason() + ")",
                        lost.spend().cause());
            } else {
                booked(call, Objects.requireNonNull(result));
            }
        }
    }

    private void booked(Call call, SpendResult result) {
        Entry entry = Objects.requireNonNull(result.booked());
        boolean now = result instanceof SpendResult.Applied;
        if (now) {
            call.user().applied(entry);
        }
        tally.call(call.source(), Objects.requireNonNull(entry.usage()), now);
    }

    @Override
    public void change(Change change) {
        if (calls.hasOneOf(change.account())) {
            flush();
        }
        BookingResult result;
        try {
            result = change.booking().get();
        } catch (InvalidInputException e) {
            refused(change.source(), 1, e);
            return;
        } catch (RuntimeException e) {
            throw tally.stopped("the ledger could not book " + change.postingId() + " (" + e.getMessage() + ")", e);
        }
        boolean now = result instanceof BookingResult.Applied;
        if (now) {
            change.user().applied(Objects.requireNonNull(result.booked()));
        }
        tally.change(change, now);
    }

    @Override
    public Imported imported(AccountId account, UserSum user) {
        Imported fresh = user.ofFreshAccount();
        return fresh == null ? Imported.read(metering, account) : fresh;
    }

    /** What the ledger cannot take is told and passed over; anything else is no fault of the row. */
    private void refused(String source, long rows, RuntimeException error) {
        if (error instanceof PostingConflictException) {
            tally.skipped(CHANGED, source, rows, error.getMessage());
        } else if (error instanceof InvalidInputException) {
            tally.skipped(REFUSED, source, rows, error.getMessage());
        } else {
            throw tally.stopped("the ledger could not book transaction " + source, error);
        }
    }
}
