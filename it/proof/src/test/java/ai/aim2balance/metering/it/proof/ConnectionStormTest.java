package ai.aim2balance.metering.it.proof;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ConnectionStormTest {
    /** Mostly they wait: for answers that do not come, and for new connections. */
    private static final int NODES = Sizes.of("nodes", 16, 32);

    @Test
    @DisplayName("PostgreSQL: connections that fail in each way at each call lose nothing and double nothing")
    void postgres() throws Exception {
        try (Target.Server target = new PostgresTarget()) {
            storm(target, Sizes.of("faults", 20, 2_000));
        }
    }

    @Test
    @DisplayName("MongoDB: connections that fail in each way at each call lose nothing and double nothing")
    void mongo() throws Exception {
        try (Target.Server target = new MongoTarget()) {
            storm(target, Sizes.of("faults", 6, 2_000));
        }
    }

    private static void storm(Target.Server target, int each) throws Exception {
        ConnectionStorm storm = new ConnectionStorm(target, Sizes.SEED, NODES);
        Progress progress = Progress.of("connections-" + target.name(), Sizes.SEED);
        Tally tally = storm.run(progress, each, Math.min(each, 50));
        System.out.println("connections, " + target.name() + ": seed " + Sizes.SEED + ", longest wait "
                + storm.longestWait().toMillis() + " ms, " + tally);
        for (StoreCall call : StoreCall.values()) {
            for (ProxyFault fault : ProxyFault.values()) {
                assertThat(tally.count(call + "/" + fault))
                        .as(call + " " + fault)
                        .isGreaterThanOrEqualTo(each);
            }
        }
    }
}
