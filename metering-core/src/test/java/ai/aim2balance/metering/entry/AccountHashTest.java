package ai.aim2balance.metering.entry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AccountHashTest {
    @Test
    void numbered_users_of_numbered_tenants_have_hashes_of_their_own() {
        Set<Integer> hashes = new HashSet<>();
        for (int tenant = 0; tenant < 300; tenant++) {
            for (int user = 0; user < 300; user++) {
                hashes.add(new AccountId("t" + tenant, "u" + user).hashCode());
            }
        }

        assertThat(hashes).hasSizeGreaterThan(89_900);
    }
}
