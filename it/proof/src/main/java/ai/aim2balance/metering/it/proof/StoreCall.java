package ai.aim2balance.metering.it.proof;

/** What a ledger asks of its store. */
enum StoreCall {
    HEADS,
    APPEND,
    EXCLUSIVELY,
    ENTRIES
}
