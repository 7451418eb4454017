package ai.aim2balance.metering.ledger.writer;

import ai.aim2balance.metering.entry.BalanceMode;
import ai.aim2balance.metering.entry.RefillSettings;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What the writer must know of a tenant's policy. Called on a leading thread: it neither waits nor throws. */
public interface AccountPolicy {
    /** What a tenant's balances are for. */
    BalanceMode mode(String tenant);

    /** What a new account begins with, in millionths of a credit. */
    long startMicroCredits(String tenant);

    /** The refill settings of a new account, or null. */
    @Nullable
    RefillSettings refill(String tenant, Instant opened);
}
