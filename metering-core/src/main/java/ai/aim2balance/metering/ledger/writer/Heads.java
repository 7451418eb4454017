package ai.aim2balance.metering.ledger.writer;

import ai.aim2balance.metering.entry.AccountId;
import ai.aim2balance.metering.ledger.rule.Head;
import org.jspecify.annotations.Nullable;

/**
 * Remembered heads: what an append may be tried behind, because the store refuses it where the head has moved. They move
 * only after a commit, and are forgotten after a while and at any doubt.
 */
final class Heads {
    private final Generations<AccountId, Remembered> heads;
    private final long life;

    Heads(int most, long lifeNanos) {
        this.heads = new Generations<>(most);
        this.life = lifeNanos;
    }

    private record Remembered(Head head, long at) {}

    /** A head that was true a short while ago, or null. */
    @Nullable
    Head recent(AccountId account) {
        Remembered remembered = heads.get(account);
        return remembered == null || System.nanoTime() - remembered.at > life ? null : remembered.head;
    }

    void put(AccountId account, Head head) {
        heads.put(account, new Remembered(head, System.nanoTime()));
    }

    void forget(AccountId account) {
        heads.remove(account);
    }
}
