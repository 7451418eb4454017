package ai.aim2balance.metering.tck;

import ai.aim2balance.metering.store.MeteringStore;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;

/**
 * What every {@link MeteringStore} must do. To try a store, extend this class, say how an empty one is made, and run it
 * with JUnit. Where a store can do less or more than most, override the method that says so.
 *
 * <p>Every test has a store of its own. No test asserts how long something takes; what never ends is ended after two
 * minutes.
 *
 * <p>Entries are compared by {@link Object#equals}: decimals keep their number of digits, because what is hashed or
 * repeated must read as it was written. Sums are compared by value.
 */
public abstract class MeteringStoreContract {
    private @Nullable MeteringStore store;
    private @Nullable MeteringStore other;

    /** For tests of an adapter. */
    protected MeteringStoreContract() {}

    /**
     * Makes the store for one test.
     *
     * @return a store without any entry: in memory, in a schema of its own, or in one that was emptied
     */
    protected abstract MeteringStore createStore();

    /**
     * A second node on the same data, with connections and caches of its own.
     *
     * @param first the store that {@link #createStore()} made
     * @return the other node; by default the same object, for stores that live in one process
     */
    protected MeteringStore anotherNode(MeteringStore first) {
        return first;
    }

    /**
     * Opens the data of a store that was closed, to see what survived.
     *
     * @param closed the closed store
     * @return a store on the same data, or null where nothing survives: the default
     */
    protected @Nullable MeteringStore reopen(MeteringStore closed) {
        return null;
    }

    /**
     * Whether an append commits all of a batch or nothing.
     *
     * @return false by default: it commits what stands before the refused entry
     */
    protected boolean transactional() {
        return false;
    }

    /**
     * Whether an entry whose predecessor is missing is refused.
     *
     * @return true by default; false only where that would take another round trip
     */
    protected boolean checksPredecessor() {
        return true;
    }

    /**
     * Whether {@link MeteringStore#exclusively} keeps others out.
     *
     * @return true by default; false for a store without a lock
     */
    protected boolean excludes() {
        return true;
    }

    /**
     * How long a committed entry may be missing in the order of arrival.
     *
     * @return zero by default; the lag of a store that needs one, made small for tests
     */
    protected Duration arrivalLag() {
        return Duration.ZERO;
    }

    /** When a test gives up on somebody who waits: far more than the fifth of a second that a store may wait. */
    long patienceSeconds() {
        return 10;
    }

    /** How many random questions are asked. */
    int questions() {
        return 150;
    }

    @BeforeEach
    void open() {
        store = createStore();
        other = anotherNode(store);
    }

    @AfterEach
    void close() {
        if (other != null && other != store) {
            other.close();
        }
        if (store != null) {
            store.close();
        }
    }

    /** The store of the running test. */
    final MeteringStore store() {
        return given(store);
    }

    /** The other node of the running test. */
    final MeteringStore otherNode() {
        return given(other);
    }

    private static MeteringStore given(@Nullable MeteringStore made) {
        if (made == null) {
            throw new IllegalStateException("createStore() and anotherNode() must return a store");
        }
        return made;
    }

    /** See {@link AppendGroup}. */
    @Nested
    @DisplayName("append")
    class Append extends AppendGroup {
        @Override
        MeteringStoreContract contract() {
            return MeteringStoreContract.this;
        }
    }

    /** See {@link RefusalGroup}. */
    @Nested
    @DisplayName("append refuses")
    class Refusals extends RefusalGroup {
        @Override
        MeteringStoreContract contract() {
            return MeteringStoreContract.this;
        }
    }

    /** See {@link KeyGroup}. */
    @Nested
    @DisplayName("keys")
    class Keys extends KeyGroup {
        @Override
        MeteringStoreContract contract() {
            return MeteringStoreContract.this;
        }
    }

    /** See {@link ReadBackGroup}. */
    @Nested
    @DisplayName("an entry is read back equal")
    class ReadBack extends ReadBackGroup {
        @Override
        MeteringStoreContract contract() {
            return MeteringStoreContract.this;
        }
    }

    /** See {@link HeadGroup}. */
    @Nested
    @DisplayName("heads")
    class Heads extends HeadGroup {
        @Override
        MeteringStoreContract contract() {
            return MeteringStoreContract.this;
        }
    }

    /** See {@link FindGroup}. */
    @Nested
    @DisplayName("entries of an account")
    class Find extends FindGroup {
        @Override
        MeteringStoreContract contract() {
            return MeteringStoreContract.this;
        }
    }

    /** See {@link DueGroup}. */
    @Nested
    @DisplayName("what is due")
    class Due extends DueGroup {
        @Override
        MeteringStoreContract contract() {
            return MeteringStoreContract.this;
        }
    }

    /** See {@link ArrivalGroup}. */
    @Nested
    @DisplayName("order of arrival")
    class Arrival extends ArrivalGroup {
        @Override
        MeteringStoreContract contract() {
            return MeteringStoreContract.this;
        }
    }

    /** See {@link AggregateGroup}. */
    @Nested
    @DisplayName("sums")
    class Aggregate extends AggregateGroup {
        @Override
        MeteringStoreContract contract() {
            return MeteringStoreContract.this;
        }
    }

    /** See {@link WindowGroup}. */
    @Nested
    @DisplayName("sums in time")
    class Window extends WindowGroup {
        @Override
        MeteringStoreContract contract() {
            return MeteringStoreContract.this;
        }
    }

    /** See {@link LogGroup}. */
    @Nested
    @DisplayName("log")
    class Log extends LogGroup {
        @Override
        MeteringStoreContract contract() {
            return MeteringStoreContract.this;
        }
    }

    /** See {@link SearchGroup}. */
    @Nested
    @DisplayName("search")
    class Search extends SearchGroup {
        @Override
        MeteringStoreContract contract() {
            return MeteringStoreContract.this;
        }
    }

    /** See {@link RandomQueryGroup}. */
    @Nested
    @DisplayName("random questions")
    class RandomQueries extends RandomQueryGroup {
        @Override
        MeteringStoreContract contract() {
            return MeteringStoreContract.this;
        }
    }

    /** See {@link RaceGroup}. */
    @Nested
    @DisplayName("races")
    class Races extends RaceGroup {
        @Override
        MeteringStoreContract contract() {
            return MeteringStoreContract.this;
        }
    }

    /** See {@link ExclusiveGroup}. */
    @Nested
    @DisplayName("exclusively")
    class Exclusive extends ExclusiveGroup {
        @Override
        MeteringStoreContract contract() {
            return MeteringStoreContract.this;
        }
    }

    /** See {@link LifeGroup}. */
    @Nested
    @DisplayName("life")
    class Life extends LifeGroup {
        @Override
        MeteringStoreContract contract() {
            return MeteringStoreContract.this;
        }
    }
}
