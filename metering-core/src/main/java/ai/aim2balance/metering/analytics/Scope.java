package ai.aim2balance.metering.analytics;

import ai.aim2balance.metering.entry.AccountId;
import ai.aim2balance.metering.internal.Texts;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Whose entries a question sees. No question can be asked without one. Immutable and thread-safe.
 */
public final class Scope {
    private static final Scope ALL = new Scope(null, null);

    private final @Nullable String tenant;
    private final @Nullable String user;

    private Scope(@Nullable String tenant, @Nullable String user) {
        this.tenant = tenant;
        this.user = user;
    }

    /**
     * One tenant with all its users.
     *
     * @param tenant the tenant
     * @return the scope
     */
    public static Scope tenant(String tenant) {
        return new Scope(Texts.name(tenant, "tenant"), null);
    }

    /**
     * One user of one tenant.
     *
     * @param account the account
     * @return the scope
     */
    public static Scope account(AccountId account) {
        return new Scope(account.tenant(), account.user());
    }

    /**
     * All tenants: for operators. It must never be made from what a request says.
     *
     * @return the scope
     */
    public static Scope allTenants() {
        return ALL;
    }

    /**
     * Whether an account's entries are seen.
     *
     * @param account the account
     * @return true where it lies inside
     */
    public boolean contains(AccountId account) {
        return (tenant == null || tenant.equals(account.tenant())) && (user == null || user.equals(account.user()));
    }

    /**
     * Whose tenant.
     *
     * @return the one tenant, or null for all
     */
    public @Nullable String tenant() {
        return tenant;
    }

    /**
     * Which user.
     *
     * @return the one user of the tenant, or null for all
     */
    public @Nullable String user() {
        return user;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Scope that && Objects.equals(tenant, that.tenant) && Objects.equals(user, that.user);
    }

    @Override
    public int hashCode() {
        return Objects.hash(tenant, user);
    }

    @Override
    public String toString() {
        return tenant == null
                ? "all tenants"
                : user == null ? "tenant " + tenant : "user " + user + " of tenant " + tenant;
    }
}
