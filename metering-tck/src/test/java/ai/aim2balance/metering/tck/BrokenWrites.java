package ai.aim2balance.metering.tck;

import ai.aim2balance.metering.entry.AccountId;
import ai.aim2balance.metering.entry.Entry;
import ai.aim2balance.metering.store.AppendResult;
import ai.aim2balance.metering.store.AppendResult.Refusal;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/** Stores that commit what they must not, or the other way round. */
@SuppressWarnings("UnsynchronizedOverridesSynchronized") // what is wrong is wrong on purpose
final class BrokenWrites {
    private BrokenWrites() {}

    static List<Broken> all() {
        return List.of(
                Broken.of(
                        "overwrites the entry that has the number (lost update)",
                        () -> new PlainStore() {
                            @Override
                            Refusal refusal(Entry entry) {
                                Refusal refusal = super.refusal(entry);
                                return refusal == Refusal.SEQ ? null : refusal;
                            }

                            @Override
                            void keep(Entry entry) {
                                entries.removeIf(other ->
                                        sameAccount(other.account(), entry.account()) && other.seq() == entry.seq());
                                super.keep(entry);
                            }
                        },
                        "Refusals.aNumber",
                        "Refusals.aNumberIsNotOverwritten",
                        "Races.sameNumber"),
                Broken.of(
                        "keeps two entries with one number",
                        () -> new PlainStore() {
                            @Override
                            Refusal refusal(Entry entry) {
                                Refusal refusal = super.refusal(entry);
                                return refusal == Refusal.SEQ ? null : refusal;
                            }
                        },
                        "Refusals.aNumber",
                        "Append.nothingBehindARefusalInTheChain",
                        "Races.sameNumber"),
                Broken.of("checks the keys before it locks", CheckThenAct::new, "Races.sameNumber"),
                Broken.of(
                        "does not keep posting ids unique",
                        () -> new PlainStore() {
                            @Override
                            Refusal refusal(Entry entry) {
                                return super.refusal(SampleEntry.of(entry.account(), entry.seq())
                                        .postingId("never used")
                                        .build());
                            }
                        },
                        "Refusals.anId",
                        "Refusals.anIdTwiceInABatch",
                        "Races.samePostingId"),
                Broken.of(
                        "remembers only the last ten posting ids",
                        () -> new PlainStore() {
                            @Override
                            Refusal refusal(Entry entry) {
                                Refusal refusal = super.refusal(entry);
                                List<Entry> chain = ofAccount(entry.account());
                                boolean recent = chain.subList(Math.max(0, chain.size() - 10), chain.size()).stream()
                                        .anyMatch(other -> other.postingId().equals(entry.postingId()));
                                return refusal == Refusal.ID && !recent ? null : refusal;
                            }
                        },
                        "Refusals.anOldId"),
                Broken.of(
                        "keeps posting ids unique over all accounts",
                        () -> new PlainStore() {
                            @Override
                            Refusal refusal(Entry entry) {
                                return entries.stream()
                                                .anyMatch(other ->
                                                        other.postingId().equals(entry.postingId()))
                                        ? Refusal.ID
                                        : super.refusal(entry);
                            }
                        },
                        "Keys.sameIdInTwoAccounts"),
                Broken.of(
                        "goes on behind a refused entry (unordered insert)",
                        () -> new PlainStore() {
                            @Override
                            public synchronized AppendResult append(List<Entry> batch) {
                                AppendResult result = super.append(batch);
                                if (result.refusal() != null) {
                                    batch.stream()
                                            .skip(result.committed() + 1L)
                                            .filter(entry -> refusal(entry) == null)
                                            .forEach(this::keep);
                                }
                                return result;
                            }
                        },
                        "Append.nothingBehindARefusal",
                        "Append.nothingBehindARefusalInTheChain",
                        "Races.batchesOverSameAccounts"),
                Broken.transactional(
                        "keeps a part of what it calls one transaction",
                        () -> new PlainStore() {
                            @Override
                            public synchronized AppendResult append(List<Entry> batch) {
                                AppendResult result = super.append(batch);
                                return result.refusal() == null ? result : AppendResult.refused(0, result.refusal());
                            }
                        },
                        "Append.keepsThePrefix"),
                Broken.of(
                        "takes an entry whose predecessor is missing",
                        () -> new PlainStore() {
                            @Override
                            Refusal refusal(Entry entry) {
                                Refusal refusal = super.refusal(entry);
                                return refusal == Refusal.PREDECESSOR ? null : refusal;
                            }
                        },
                        "Refusals.aGap",
                        "Refusals.aBeginningWithoutOpening",
                        "Refusals.aGapLaterInTheBatch"),
                Broken.of(
                        "looks for the predecessor in any account",
                        () -> new PlainStore() {
                            @Override
                            Refusal refusal(Entry entry) {
                                Refusal refusal = super.refusal(entry);
                                return refusal == Refusal.PREDECESSOR
                                                && entries.stream().anyMatch(other -> other.seq() == entry.seq() - 1)
                                        ? null
                                        : refusal;
                            }
                        },
                        "Refusals.aBeginningWithoutOpening"),
                Broken.of(
                        "counts the refused entry as committed",
                        () -> new PlainStore() {
                            @Override
                            public synchronized AppendResult append(List<Entry> batch) {
                                AppendResult result = super.append(batch);
                                return result.refusal() == null
                                        ? result
                                        : AppendResult.refused(result.committed() + 1, result.refusal());
                            }
                        },
                        "Append.saysHowManyStandBefore",
                        "Append.aRepeatChangesNothing"),
                Broken.of(
                        "says SEQ for every refusal",
                        () -> new PlainStore() {
                            @Override
                            Refusal refusal(Entry entry) {
                                return super.refusal(entry) == null ? null : Refusal.SEQ;
                            }
                        },
                        "Refusals.anId",
                        "Refusals.aGap"),
                Broken.of(
                        "commits the first 100 of a batch and says all",
                        () -> new PlainStore() {
                            @Override
                            public synchronized AppendResult append(List<Entry> batch) {
                                AppendResult result = super.append(batch.subList(0, Math.min(100, batch.size())));
                                return result.refusal() == null ? AppendResult.all(batch.size()) : result;
                            }
                        },
                        "Append.takesTheLargestBatch",
                        "Append.takesManyAccounts"),
                Broken.of(
                        "joins tenant and user",
                        () -> new PlainStore() {
                            @Override
                            boolean sameAccount(AccountId a, AccountId b) {
                                return (a.tenant() + "/" + a.user()).equals(b.tenant() + "/" + b.user());
                            }
                        },
                        "Keys.notJoined"),
                Broken.of(
                        "knows users but not their tenants",
                        () -> new PlainStore() {
                            @Override
                            boolean sameAccount(AccountId a, AccountId b) {
                                return a.user().equals(b.user());
                            }
                        },
                        "Keys.sameUserOfTwoTenants",
                        "Heads.ofTheTenantAlone",
                        "Find.byIdOfAnotherTenant"),
                Broken.of(
                        "compares keys in any case",
                        () -> comparing(text -> text.toLowerCase(Locale.ROOT)),
                        "Keys.caseOfAccounts",
                        "Keys.postingIds"),
                Broken.of(
                        "compares keys without blanks at the end",
                        () -> comparing(String::stripTrailing),
                        "Keys.blanksOfAccounts",
                        "Keys.postingIds"),
                Broken.of(
                        "compares keys with composed characters",
                        () -> comparing(text -> Normalizer.normalize(text, Normalizer.Form.NFC)),
                        "Keys.accents",
                        "Keys.postingIds"),
                Broken.of(
                        "compares keys without accents",
                        () -> comparing(text ->
                                Normalizer.normalize(text, Normalizer.Form.NFD).replaceAll("\\p{M}", "")),
                        "Keys.accents"),
                Broken.of(
                        "compares the first 255 characters of keys",
                        () -> comparing(text -> text.substring(0, Math.min(255, text.length()))),
                        "Keys.longKeys",
                        "Keys.longParts"));
    }

    private static PlainStore comparing(UnaryOperator<String> form) {
        return new PlainStore() {
            @Override
            boolean sameText(String a, String b) {
                return form.apply(a).equals(form.apply(b));
            }
        };
    }

    /** Between the check and the insert anybody may come. */
    private static final class CheckThenAct extends PlainStore {
        @Override
        public AppendResult append(List<Entry> batch) {
            synchronized (this) {
                checkOpen();
            }
            for (int i = 0; i < batch.size(); i++) {
                Entry entry = batch.get(i);
                Refusal refusal;
                synchronized (this) {
                    refusal = refusal(entry);
                }
                if (refusal != null) {
                    return AppendResult.refused(i, refusal);
                }
                Racers.giveWay();
                synchronized (this) {
                    keep(entry);
                }
            }
            return AppendResult.all(batch.size());
        }
    }
}
