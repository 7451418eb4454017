package ai.aim2balance.metering.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.aim2balance.metering.analytics.Scope;
import ai.aim2balance.metering.analytics.UsageQuery;
import ai.aim2balance.metering.entry.Entry;
import ai.aim2balance.metering.store.AppendResult;
import ai.aim2balance.metering.store.EntryQuery;
import ai.aim2balance.metering.store.MeteringStore;
import ai.aim2balance.metering.store.MeteringStoreException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What a store says of itself, interrupts, and its end. */
abstract class LifeGroup extends ContractGroup {
    @Test
    @DisplayName("has traits that stay the same")
    void traits() {
        assertThat(store().traits().description()).isNotBlank();
        assertThat(store().traits()).isEqualTo(store().traits());
    }

    @Test
    @DisplayName("of an append on an interrupted thread ends with a commit, and the thread stays interrupted")
    void interruptedAppend() {
        Thread.currentThread().interrupt();
        try {
            assertThat(append(plain(ALICE, 1))).isEqualTo(AppendResult.all(1));
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
        } finally {
            Thread.interrupted();
        }
        assertThat(chain(ALICE)).hasSize(1);
    }

    @Test
    @DisplayName("goes on after an interrupted thread was there")
    void afterAnInterrupt() {
        given(plain(ALICE, 1));
        Thread.currentThread().interrupt();
        try {
            append(plain(ALICE, 2));
            store().heads(List.of(ALICE));
        } finally {
            Thread.interrupted();
        }

        assertThat(append(plain(ALICE, 3))).isEqualTo(AppendResult.all(1));
        assertThat(otherNode().heads(List.of(ALICE)).get(ALICE)).isEqualTo(plain(ALICE, 3));
    }

    @Test
    @DisplayName("does not depend on lists that its caller changes later")
    void ownLists() {
        List<Entry> batch = new ArrayList<>(SampleEntry.chain(ALICE, 1, 3));
        store().append(batch);
        batch.clear();

        assertThat(chain(ALICE)).hasSize(3);
    }

    @Test
    @DisplayName("ends with close, after which an append is refused by an error")
    void closedAppend() {
        store().close();

        assertThatThrownBy(() -> append(plain(ALICE, 1))).isInstanceOf(MeteringStoreException.class);
    }

    @Test
    @DisplayName("ends with close, after which every read is refused by an error")
    void closedReads() {
        MeteringStore closed = store();
        closed.close();
        UsageQuery usage = UsageQuery.of(Scope.tenant("acme"));

        assertThatThrownBy(() -> closed.heads(List.of(ALICE))).as("heads").isInstanceOf(MeteringStoreException.class);
        assertThatThrownBy(() -> closed.entries(EntryQuery.ByIds.of(ALICE, "posting-1")))
                .as("entries")
                .isInstanceOf(MeteringStoreException.class);
        assertThatThrownBy(() -> closed.aggregate(usage)).as("sums").isInstanceOf(MeteringStoreException.class);
        assertThatThrownBy(() -> closed.log(usage)).as("log").isInstanceOf(MeteringStoreException.class);
    }

    @Test
    @DisplayName("can be closed twice")
    void closedTwice() {
        store().close();
        store().close();

        assertThatThrownBy(() -> store().heads(List.of(ALICE))).isInstanceOf(MeteringStoreException.class);
    }

    @Test
    @DisplayName("of the data goes on when a durable store is closed and opened again")
    void survivesAClose() {
        given(SampleEntry.chain(ALICE, 1, 5));
        store().close();

        MeteringStore opened = contract().reopen(store());
        if (opened == null) {
            assumeTrue(store().traits().durable(), "nothing survives the store");
            throw new AssertionError("a durable store must be opened again by reopen()");
        }
        try (opened) {
            assertThat(opened.entries(new EntryQuery.Chain(ALICE, 1, 10)).entries())
                    .containsExactlyElementsOf(SampleEntry.chain(ALICE, 1, 5));
            assertThat(opened.append(List.of(plain(ALICE, 6)))).isEqualTo(AppendResult.all(1));
        }
    }
}
