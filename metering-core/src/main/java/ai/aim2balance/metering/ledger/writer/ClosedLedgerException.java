package ai.aim2balance.metering.ledger.writer;

/** Why a posting was not booked that came after the end. */
public final class ClosedLedgerException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    ClosedLedgerException() {
        super("the ledger is closed");
    }
}
