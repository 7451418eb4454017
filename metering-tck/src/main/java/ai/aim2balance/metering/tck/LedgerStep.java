package ai.aim2balance.metering.tck;

import java.util.Random;

/** A step of a sequence: numbers that mean something wherever it stands. */
record LedgerStep(Action action, int node, int account, int which, int size, int extra) {
    private static final int RANGE = 5_040;

    /** What is done, and how often among a hundred. */
    enum Action {
        SPEND(18),
        DERIVED(4),
        BATCH(5),
        TOP_UP(6),
        CHECK(5),
        RESERVE(14),
        SETTLE(10),
        RELEASE(5),
        REFUND(10),
        UPDATE(6),
        HUGE(1),
        REPEAT(8),
        CHANGED(3),
        CLOCK(3),
        MAINTENANCE(2);

        private final int share;

        Action(int share) {
            this.share = share;
        }
    }

    static LedgerStep random(Random random) {
        int left = random.nextInt(100);
        for (Action action : Action.values()) {
            left -= action.share;
            if (left < 0) {
                return new LedgerStep(action, next(random), next(random), next(random), next(random), next(random));
            }
        }
        throw new IllegalStateException("the shares are less than a hundred");
    }

    private static int next(Random random) {
        return random.nextInt(RANGE);
    }
}
