package ai.aim2balance.metering.entry;

/** What an account's balance is for. A tenant's policy says it; each entry keeps the mode under which it was booked. */
public enum BalanceMode {
    /** Credits are counted, and a call that the balance does not cover is refused before it is made. */
    ENFORCED,
    /** Credits are counted; nothing is ever refused. */
    TRACKED,
    /** Usage is recorded with its cost; no credits are counted and nothing is refused. */
    OFF
}
