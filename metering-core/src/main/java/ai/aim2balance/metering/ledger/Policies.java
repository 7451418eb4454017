package ai.aim2balance.metering.ledger;

import ai.aim2balance.metering.entry.AccountId;
import ai.aim2balance.metering.entry.AccountState;
import ai.aim2balance.metering.entry.BalanceMode;
import ai.aim2balance.metering.entry.Credits;
import ai.aim2balance.metering.entry.RefillSettings;
import ai.aim2balance.metering.internal.Given;
import ai.aim2balance.metering.ledger.rule.Opening;
import ai.aim2balance.metering.ledger.writer.AccountPolicy;
import java.time.Instant;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tenants' policies as they were last told. The application's function is only asked on callers' threads; a lane takes
 * what is remembered.
 */
final class Policies implements AccountPolicy {
    private static final Logger LOG = LoggerFactory.getLogger(Metering.class);
    private static final long LIFE_NANOS = 10_000_000_000L;
    private static final int MOST_TENANTS = 100_000;

    private final Function<String, TenantPolicy> source;
    private final ConcurrentHashMap<String, Told> told = new ConcurrentHashMap<>();

    Policies(Function<String, TenantPolicy> source) {
        this.source = source;
    }

    private record Told(TenantPolicy policy, long startMicroCredits, long at) {}

    /** The tenant's policy, asked again after a while. Where asking fails, the last one holds. */
    TenantPolicy of(String tenant) {
        Told last = told.get(tenant);
        if (last != null && System.nanoTime() - last.at < LIFE_NANOS) {
            return last.policy;
        }
        return ask(tenant, last);
    }

    private TenantPolicy ask(String tenant, @Nullable Told last) {
        try {
            TenantPolicy policy = Given.notNull(source.apply(tenant), "policy of tenant " + tenant, "a policy");
            if (told.size() >= MOST_TENANTS) {
                told.keySet().stream().findFirst().ifPresent(told::remove);
            }
            told.put(
                    tenant,
                    new Told(policy, Credits.toMicro(policy.startCredits(), "startBalance"), System.nanoTime()));
            return policy;
        } catch (RuntimeException e) {
            if (last == null) {
                throw e;
            }
            // Not asked again on every call meanwhile.
            told.put(tenant, new Told(last.policy, last.startMicroCredits, System.nanoTime()));
            return last.policy;
        }
    }

    /** Whether there is a policy of the tenant, so that a lane does not have to ask for one. */
    boolean isTold(String tenant) {
        try {
            of(tenant);
            return true;
        } catch (RuntimeException e) {
            LOG.warn("the policy of tenant {} cannot be told", tenant, e);
            return false;
        }
    }

    /** What an account is before its first entry: as it would be opened now. */
    AccountState opened(AccountId account, Instant now) {
        String tenant = account.tenant();
        BalanceMode mode = of(tenant).mode();
        return Opening.entry(account, startMicroCredits(tenant), refill(tenant, now), mode, now)
                .stateAfter();
    }

    @Override
    public BalanceMode mode(String tenant) {
        return remembered(tenant).policy.mode();
    }

    @Override
    public long startMicroCredits(String tenant) {
        return remembered(tenant).startMicroCredits;
    }

    @Override
    public @Nullable RefillSettings refill(String tenant, Instant opened) {
        RefillPlan plan = remembered(tenant).policy.refill();
        return plan == null ? null : plan.beginning(opened);
    }

    /** Forgotten only where thousands of other tenants came between the caller and its lane. */
    private Told remembered(String tenant) {
        Told last = told.get(tenant);
        if (last == null) {
            of(tenant);
            last = told.get(tenant);
        }
        return Given.notNull(last, "policy of tenant " + tenant, "a policy");
    }
}
