package ai.aim2balance.metering.ledger;

import static ai.aim2balance.metering.ledger.Ledgers.ANNA;
import static ai.aim2balance.metering.ledger.Ledgers.call;
import static ai.aim2balance.metering.ledger.Ledgers.credits;
import static org.assertj.core.api.Assertions.assertThat;

import ai.aim2balance.metering.entry.Entry;
import ai.aim2balance.metering.store.InMemoryMeteringStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Listeners hear of everything that is durable, and disturb nothing. */
@Timeout(60)
class ListenerTest {
    private final InMemoryMeteringStore store = new InMemoryMeteringStore();
    private final SettableClock clock = SettableClock.at("2026-03-01T12:00:00Z");
    private final Heard heard = new Heard();

    /** Keeps what it hears. */
    private static final class Heard implements MeteringListener {
        final List<Entry> entries = Collections.synchronizedList(new ArrayList<>());
        final List<Alert> alerts = Collections.synchronizedList(new ArrayList<>());
        final List<Entry> expired = Collections.synchronizedList(new ArrayList<>());

        @Override
        public void onEntry(Entry entry) {
            entries.add(entry);
        }

        @Override
        public void onAlert(Alert alert) {
            alerts.add(alert);
        }

        @Override
        public void onHoldExpired(Entry expiry) {
            expired.add(expiry);
        }
    }

    @Test
    @DisplayName("entries of one account are heard in their order")
    void inOrder() {
        Metering ledger = Ledgers.on(store, clock).listener(heard).build();
        Together.run(4, thread -> {
            for (int i = 0; i < 50; i++) {
                ledger.spendTokens(call(ANNA, thread + "-" + i, 1, 0));
            }
            return true;
        });
        ledger.close();

        assertThat(heard.entries).hasSize(201).extracting(Entry::seq).isSorted();
    }

    @Test
    @DisplayName("an alert is heard with its entry")
    void alert() {
        Metering ledger = Ledgers.on(store, clock).listener(heard).build();
        ledger.spendTokens(call(ANNA, "a", 320_000, 0));
        ledger.close();

        assertThat(heard.alerts).extracting(Alert::level).containsExactly(Alert.Level.USED_80);
    }

    @Test
    @DisplayName("a hold that ran out is heard, with the model that it was for")
    void holdExpired() {
        Metering ledger = Ledgers.on(store, clock).listener(heard).build();
        ledger.reserve(PlannedCall.of(ANNA, "openai", "gpt-4o", 10));
        clock.move(Duration.ofHours(1));
        ledger.maintenance();
        ledger.close();

        assertThat(heard.expired)
                .singleElement()
                .satisfies(entry -> assertThat(entry.details()).containsEntry("model", "gpt-4o"));
    }

    @Test
    @DisplayName("an error of a listener costs neither the booking, nor other listeners, nor its own later events")
    void failing() {
        Metering ledger = Ledgers.on(store, clock)
                .listener(new MeteringListener() {
                    @Override
                    public void onEntry(Entry entry) {
                        throw new IllegalStateException("listener");
                    }

                    @Override
                    public void onAlert(Alert alert) {
                        heard.onAlert(alert);
                    }
                })
                .listener(new MeteringListener() {
                    @Override
                    public void onEntry(Entry entry) {
                        heard.onEntry(entry);
                    }
                })
                .build();
        SpendResult result = ledger.spendTokens(call(ANNA, "a", 320_000, 0));
        ledger.close();

        assertThat(result).isInstanceOf(SpendResult.Applied.class);
        assertThat(heard.entries).hasSize(2);
        assertThat(heard.alerts).hasSize(1);
    }

    @Test
    @DisplayName("a listener that is stuck delays no booking; what does not fit is dropped and counted")
    void stuck() {
        CountDownLatch go = new CountDownLatch(1);
        Metering ledger = Ledgers.on(store, clock)
                .listener(new MeteringListener() {
                    @Override
                    public void onEntry(Entry entry) {
                        try {
                            go.await();
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        }
                    }
                })
                .build();
        for (int i = 0; i < 10_100; i++) {
            ledger.topUp(TopUp.ofCredits(ANNA, "t" + i, credits("1")));
        }

        assertThat(ledger.balance(ANNA).version()).isEqualTo(10_101);
        assertThat(ledger.stats().get("droppedEvents")).isBetween(90L, 100L);
        go.countDown();
        ledger.close();
    }
}
