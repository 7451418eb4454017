package ai.aim2balance.metering.mongo.librechat;

import ai.aim2balance.metering.InvalidInputException;
import ai.aim2balance.metering.entry.AccountId;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The users that an import met, as accounts of its tenant. For one thread. */
final class Users {
    /** So many of LibreChat's tenants are told apart. */
    private static final int MOST_TENANTS = 20;

    private final String tenant;
    private final Map<String, UserSum> sums = new HashMap<>();
    private final Set<String> tenantIds = new TreeSet<>();

    Users(String tenant) {
        this.tenant = tenant;
    }

    /** Null where the name cannot be that of an account. */
    @Nullable
    UserSum find(String user) {
        UserSum sum = sums.get(user);
        if (sum == null && whyNot(user) == null) {
            sum = new UserSum();
            sums.put(user, sum);
        }
        return sum;
    }

    /** What is wrong with the name, or null. */
    @Nullable
    String whyNot(String user) {
        try {
            account(user);
            return null;
        } catch (InvalidInputException e) {
            return e.getMessage();
        }
    }

    AccountId account(String user) {
        return new AccountId(tenant, user);
    }

    void met(@Nullable String tenantId) {
        if (tenantId != null && tenantIds.size() < MOST_TENANTS) {
            tenantIds.add(tenantId);
        }
    }

    Map<String, UserSum> all() {
        return sums;
    }

    Set<String> tenantIds() {
        return tenantIds;
    }
}
