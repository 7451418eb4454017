package ai.aim2balance.metering.it.proof;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class KillProofTest {
    @Test
    @DisplayName("embedded: whatever moment the process is killed at, nothing acknowledged is lost and nothing doubled")
    void embedded() throws Exception {
        try (Target target = EmbeddedTarget.embedded()) {
            kill(target, Sizes.of("kills.embedded", 20, 200));
        }
    }

    @Test
    @DisplayName(
            "PostgreSQL: whatever moment the process is killed at, nothing acknowledged is lost and nothing doubled")
    void postgres() throws Exception {
        try (PostgresTarget target = new PostgresTarget()) {
            kill(target, Sizes.of("kills.postgres", 16, 100));
        }
    }

    @Test
    @DisplayName(
            "PostgreSQL: when the server is killed the process goes on behind its restart, and nothing is lost or doubled")
    void server() throws Exception {
        try (PostgresTarget target = new PostgresTarget()) {
            assertThat(target.setting("fsync")).isEqualTo("on");
            assertThat(target.setting("synchronous_commit")).isEqualTo("on");
            int kills = Sizes.of("kills.server", 4, 20);
            Tally tally = new ServerKillProof(target, Sizes.SEED).run(Progress.of("server", Sizes.SEED), kills);
            System.out.println("kills of the server, " + target.name() + ": seed " + Sizes.SEED + ", " + tally);
            assertThat(tally.count("kills")).isGreaterThanOrEqualTo(kills);
        }
    }

    private static void kill(Target target, int kills) throws Exception {
        Progress progress = Progress.of("kills-" + target.name(), Sizes.SEED);
        Tally tally = new KillProof(target, Sizes.SEED, false).run(progress, kills);
        System.out.println("kills, " + target.name() + ": seed " + Sizes.SEED + ", " + tally);
        assertThat(tally.count("kills")).isGreaterThanOrEqualTo(kills);
    }
}
