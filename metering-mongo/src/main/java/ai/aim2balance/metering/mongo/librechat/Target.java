package ai.aim2balance.metering.mongo.librechat;

import ai.aim2balance.metering.entry.AccountId;
import ai.aim2balance.metering.ledger.BookingResult;
import ai.aim2balance.metering.ledger.Spend;
import java.util.function.Supplier;

/** Where an import books: the ledger, or nowhere. */
interface Target {
    /** A call as it is to be booked. */
    record Call(SourceCall source, Spend spend, AccountId account, UserSum user) {
        String postingId() {
            return PostingNames.row(source.first().id());
        }
    }

    /** What a booking beside calls is. */
    enum Kind {
        /** Credits that LibreChat's user was given. */
        TOP_UP,
        /** Credits that a transaction took or gave without being a call or a gift. */
        CHANGE,
        /** A refill that LibreChat had counted, and not yet written down. */
        PENDING_REFILL,
        /** What makes the balance equal to LibreChat's. */
        BALANCE,
        /** Refill settings. */
        REFILL_PLAN
    }

    /**
     * A booking beside calls.
     *
     * @param source the {@code _id} that it comes from
     * @param micro by how much it changes the balance, in millionths of a credit
     */
    record Change(
            Kind kind,
            AccountId account,
            String postingId,
            String source,
            long micro,
            UserSum user,
            Supplier<BookingResult> booking) {}

    /** Why a document is skipped whose posting has other content in the ledger. */
    String CHANGED = "was imported before with other content";

    /** Why a document is skipped that the ledger does not take. */
    String REFUSED = "refused by the ledger";

    /** Books a call, at the latest with the next {@link #flush}. */
    void call(Call call);

    /** Books behind all calls of the account that came before. */
    void change(Change change);

    /** Books all calls that are waiting. */
    void flush();

    /** What is imported of an account, with what a dry run would add. */
    Imported imported(AccountId account, UserSum user);
}
