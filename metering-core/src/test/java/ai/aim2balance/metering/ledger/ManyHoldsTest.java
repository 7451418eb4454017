package ai.aim2balance.metering.ledger;

import static ai.aim2balance.metering.ledger.Ledgers.ANNA;
import static ai.aim2balance.metering.ledger.Ledgers.credits;
import static org.assertj.core.api.Assertions.assertThat;

import ai.aim2balance.metering.entry.Entry;
import ai.aim2balance.metering.store.InMemoryMeteringStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Ten thousand open holds on one account. */
class ManyHoldsTest {
    private static final int HOLDS = 10_000;

    private final InMemoryMeteringStore store = new InMemoryMeteringStore();
    private final SettableClock clock = SettableClock.at("2026-03-01T12:00:00Z");
    private final Metering ledger = Ledgers.on(store, clock).build();

    @BeforeEach
    void reserve() {
        Together.run(4, thread -> {
            for (int i = thread; i < HOLDS; i += 4) {
                ledger.reserve(PlannedCall.ofCredits(ANNA, credits("100"))
                                .holdId("h" + i)
                                .life(Duration.ofSeconds(HOLDS - i)))
                        .orThrow();
            }
            return true;
        });
    }

    @Test
    @DisplayName("what is reserved is the exact sum")
    void exactSum() {
        assertThat(ledger.balance(ANNA).reservedCredits()).isEqualByComparingTo("1000000");
    }

    @Test
    @DisplayName("all end in one round of maintenance")
    void oneRound() {
        clock.move(Duration.ofHours(3));

        assertThat(ledger.maintenance().expiredHolds()).isEqualTo(HOLDS);
    }

    @Test
    @DisplayName("all end lazily when a reservation would be refused")
    void lazily() {
        clock.move(Duration.ofHours(3));

        assertThat(ledger.reserve(PlannedCall.ofCredits(ANNA, credits("1000000"))))
                .isInstanceOf(ReserveResult.Reserved.class);
        assertThat(ledger.balance(ANNA).openHolds()).isOne();
    }

    @Test
    @DisplayName("all are listed, the first to expire first")
    void listed() {
        assertThat(ledger.operator().openHolds(ANNA))
                .hasSize(HOLDS)
                .extracting(ManyHoldsTest::dueAt)
                .isSorted();
    }

    @Test
    @DisplayName("the chain is proven after half of them are released")
    void proven() {
        for (int i = 0; i < HOLDS; i += 2) {
            ledger.release(ANNA, "h" + i);
        }

        assertThat(ledger.audit(ANNA).problems()).isEmpty();
    }

    private static Instant dueAt(Entry hold) {
        return Objects.requireNonNull(hold.dueAt());
    }
}
