package ai.aim2balance.metering.it.proof;

/** Where in the writer's work a process can be killed. */
enum Step {
    /** A batch is planned, and the store was not asked. */
    BEFORE_APPEND(40),
    /** The store has said that a batch is durable, and no caller was told. */
    AFTER_APPEND(40),
    /** Heads were read. */
    AFTER_HEADS(3),
    /** An account is locked, and its head was not read. */
    IN_LOCK(20),
    /** An account is locked, a batch is planned behind its head, and the store was not asked. */
    BEFORE_LOCKED_APPEND(20),
    /** A batch was committed and the account unlocked, as far as the store has said, and no caller was told. */
    AFTER_LOCKED_APPEND(20),
    /** Postings were looked up by their ids. */
    AFTER_ENTRIES(6);

    /** How often a process passes there soon, at least. */
    private final int often;

    Step(int often) {
        this.often = often;
    }

    int often() {
        return often;
    }
}
