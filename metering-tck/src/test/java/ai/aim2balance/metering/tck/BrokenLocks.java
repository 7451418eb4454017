package ai.aim2balance.metering.tck;

import ai.aim2balance.metering.entry.AccountId;
import ai.aim2balance.metering.entry.Entry;
import ai.aim2balance.metering.store.AppendResult;
import ai.aim2balance.metering.store.EntryPage;
import ai.aim2balance.metering.store.EntryQuery;
import ai.aim2balance.metering.store.MeteringStore;
import ai.aim2balance.metering.store.MeteringStoreException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Stores that wait too long or not at all, or mind interrupts and their end wrongly. */
@SuppressWarnings("UnsynchronizedOverridesSynchronized") // what is wrong is wrong on purpose
final class BrokenLocks {
    private BrokenLocks() {}

    static List<Broken> all() {
        return List.of(
                Broken.of(
                        "keeps nobody out",
                        () -> new Forwarding(new PlainStore()) {
                            @Override
                            public <T> T exclusively(Collection<AccountId> accounts, Function<Locked, T> work) {
                                return work.apply(new Locked() {
                                    @Override
                                    public Map<AccountId, Entry> heads() {
                                        return outer().heads(accounts);
                                    }

                                    @Override
                                    public EntryPage entries(EntryQuery query) {
                                        return outer().entries(query);
                                    }

                                    @Override
                                    public AppendResult append(List<Entry> entries) {
                                        return outer().append(entries);
                                    }
                                });
                            }

                            private MeteringStore outer() {
                                return this;
                            }
                        },
                        "Exclusive.keepsOthersOut"),
                Broken.of(
                        "waits for the lock for ever",
                        () -> new PlainStore() {
                            @Override
                            public <T> T exclusively(Collection<AccountId> accounts, Function<Locked, T> work) {
                                lock.lock();
                                try {
                                    return super.exclusively(accounts, work);
                                } finally {
                                    lock.unlock();
                                }
                            }
                        },
                        "Exclusive.goesOnWithout"),
                Broken.of(
                        "keeps the lock after an error",
                        () -> new PlainStore() {
                            @Override
                            public <T> T exclusively(Collection<AccountId> accounts, Function<Locked, T> work) {
                                try {
                                    return super.exclusively(accounts, work);
                                } catch (IllegalStateException e) {
                                    lock.lock();
                                    throw e;
                                }
                            }
                        },
                        "Exclusive.unlocksAfterAnError"),
                Broken.of(
                        "stops a plain append while the work is inside",
                        () -> new PlainStore() {
                            @Override
                            public AppendResult append(List<Entry> batch) {
                                lock.lock();
                                try {
                                    return super.append(batch);
                                } finally {
                                    lock.unlock();
                                }
                            }
                        },
                        "Exclusive.plainAppendGoesOn"),
                Broken.of(
                        "fails on an interrupted thread",
                        () -> new PlainStore() {
                            @Override
                            public AppendResult append(List<Entry> batch) {
                                try {
                                    lock.tryLock(0, TimeUnit.SECONDS);
                                } catch (InterruptedException e) {
                                    throw new MeteringStoreException(
                                            MeteringStoreException.Outcome.UNKNOWN, "interrupted", e);
                                }
                                return super.append(batch);
                            }
                        },
                        "Life.interruptedAppend"),
                Broken.of(
                        "loses an interrupt",
                        () -> new PlainStore() {
                            @Override
                            public AppendResult append(List<Entry> batch) {
                                if (Thread.interrupted()) {
                                    checkOpen();
                                }
                                return super.append(batch);
                            }
                        },
                        "Life.interruptedAppend"),
                Broken.of(
                        "is closed for ever by an interrupted thread",
                        () -> new PlainStore() {
                            @Override
                            public AppendResult append(List<Entry> batch) {
                                AppendResult result = super.append(batch);
                                closed = closed || Thread.currentThread().isInterrupted();
                                return result;
                            }
                        },
                        "Life.afterAnInterrupt"),
                Broken.of(
                        "answers when it is closed",
                        () -> new PlainStore() {
                            @Override
                            void checkOpen() {
                                // open for ever
                            }
                        },
                        "Life.closedAppend",
                        "Life.closedReads"));
    }
}
