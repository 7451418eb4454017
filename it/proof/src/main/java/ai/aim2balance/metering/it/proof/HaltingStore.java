package ai.aim2balance.metering.it.proof;

import ai.aim2balance.metering.entry.AccountId;
import ai.aim2balance.metering.entry.Entry;
import ai.aim2balance.metering.store.AppendResult;
import ai.aim2balance.metering.store.EntryPage;
import ai.aim2balance.metering.store.EntryQuery;
import ai.aim2balance.metering.store.MeteringStore;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/** Tells at which step a store's caller is. */
final class HaltingStore extends Forwarding {
    private final Consumer<Step> at;

    /**
     * Around a store.
     *
     * @param at is told on the caller's own thread; where it does not return, the work stops at that step
     */
    HaltingStore(MeteringStore target, Consumer<Step> at) {
        super(target);
        this.at = at;
    }

    @Override
    public Map<AccountId, Entry> heads(Collection<AccountId> accounts) {
        Map<AccountId, Entry> heads = super.heads(accounts);
        at.accept(Step.AFTER_HEADS);
        return heads;
    }

    @Override
    public AppendResult append(List<Entry> entries) {
        at.accept(Step.BEFORE_APPEND);
        AppendResult result = super.append(entries);
        at.accept(Step.AFTER_APPEND);
        return result;
    }

    @Override
    public EntryPage entries(EntryQuery query) {
        EntryPage page = super.entries(query);
        at.accept(Step.AFTER_ENTRIES);
        return page;
    }

    @Override
    public <T> T exclusively(Collection<AccountId> accounts, Function<Locked, T> work) {
        return super.exclusively(accounts, locked -> {
            at.accept(Step.IN_LOCK);
            return work.apply(locked);
        });
    }

    @Override
    Locked wrapped(Locked locked) {
        return new HaltingLocked(locked, at);
    }

    private record HaltingLocked(Locked locked, Consumer<Step> at) implements Locked {
        @Override
        public Map<AccountId, Entry> heads() {
            return locked.heads();
        }

        @Override
        public EntryPage entries(EntryQuery query) {
            return locked.entries(query);
        }

        @Override
        public AppendResult append(List<Entry> entries) {
            at.accept(Step.BEFORE_LOCKED_APPEND);
            AppendResult result = locked.append(entries);
            at.accept(Step.AFTER_LOCKED_APPEND);
            return result;
        }
    }
}
