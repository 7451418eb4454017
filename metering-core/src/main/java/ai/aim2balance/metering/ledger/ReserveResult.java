package ai.aim2balance.metering.ledger;

/** What became of a reservation. Immutable and thread-safe. */
public sealed interface ReserveResult {
    /**
     * Credits are set aside, or were by the same hold before.
     *
     * @param reservation the hold with its status now; {@link Reservation.Status#NOT_BOOKED} where the store was down and
     *     calls are admitted nonetheless
     */
    record Reserved(Reservation reservation) implements ReserveResult {}

    /**
     * The call is refused; nothing was set aside.
     *
     * @param check why
     */
    record Refused(BalanceCheck check) implements ReserveResult {}

    /**
     * The hold, or an error where it sets nothing aside.
     *
     * @return the hold: open, or not booked where calls are admitted without a store
     * @throws InsufficientCreditException if the call is refused
     * @throws IllegalStateException if the hold was made before and has ended since: another id makes another one
     */
    default Reservation orThrow() {
        if (this instanceof Reserved reserved) {
            Reservation hold = reserved.reservation();
            return switch (hold.status()) {
                case OPEN, NOT_BOOKED -> hold;
                default ->
                    throw new IllegalStateException("the hold " + hold.holdId() + " has ended: " + hold.status());
            };
        }
        throw ((Refused) this).check().error();
    }
}
