package ai.aim2balance.metering.mongo;

import ai.aim2balance.metering.InvalidInputException;
import ai.aim2balance.metering.entry.AccountId;
import ai.aim2balance.metering.entry.EntryColumn;
import ai.aim2balance.metering.entry.EntryKind;
import ai.aim2balance.metering.entry.Micros;
import ai.aim2balance.metering.store.EntryQuery;
import ai.aim2balance.metering.store.KeyTrial;
import java.util.List;
import org.bson.Document;

/** The ledger's questions for entries, each as one find. */
final class EntryFinds {
    private static final String DUE_AT = Documents.DUE + "." + Documents.AT;
    private static final String DUE_TENANT = Documents.DUE + "." + Documents.TENANT;
    private static final String DUE_USER = Documents.DUE + "." + Documents.USER;
    private static final String DUE_SEQ = Documents.DUE + "." + Documents.SEQ;

    private EntryFinds() {}

    /** Everything but the order of arrival. */
    static Find of(EntryQuery query) {
        if (query instanceof EntryQuery.ByIds byIds) {
            return Find.all(account(byIds.account()).isOneOf(EntryColumn.POSTING_ID.key(), byIds.postingIds()));
        }
        if (query instanceof EntryQuery.ByReference byReference) {
            // without an order, which would make a server read the chain along its numbers
            return Find.all(account(byReference.account())
                    .is(
                            Documents.REFERS_TO + "." + Documents.TENANT,
                            byReference.account().tenant())
                    .is(
                            Documents.REFERS_TO + "." + Documents.USER,
                            byReference.account().user())
                    .isOneOf(Documents.REFERS_TO + "." + Documents.SEQ, byReference.refersTo()));
        }
        if (query instanceof EntryQuery.Chain chain) {
            return new Find(
                    account(chain.account()).atLeast(Documents.SEQ, chain.fromSeq()),
                    Find.order(List.of(Documents.SEQ), false),
                    0,
                    chain.limit());
        }
        if (query instanceof EntryQuery.Due due) {
            return due(due);
        }
        throw new InvalidInputException("query", query.toString(), "a form that this store knows");
    }

    static Find head(AccountId account) {
        return new Find(account(account), Find.order(List.of(Documents.SEQ), true), 0, 1);
    }

    /** Entries behind a place and before another; not those that were made to try the keys, should any be left. */
    static Find arrival(EntryQuery.Arrival query, Arrivals arrivals) {
        return new Find(
                new Filter()
                        .above(Documents.ID, Arrivals.place(query.cursor()))
                        .below(Documents.ID, arrivals.settled())
                        .isNot(EntryColumn.FINGERPRINT.key(), KeyTrial.FINGERPRINT),
                Find.order(List.of(Documents.ID), false),
                0,
                query.limit());
    }

    private static Find due(EntryQuery.Due due) {
        AccountId account = due.account();
        Filter filter = account == null
                ? new Filter()
                : account(account).is(DUE_TENANT, account.tenant()).is(DUE_USER, account.user());
        filter.atLeast(DUE_AT, Micros.bound(due.from()))
                .atMost(DUE_AT, Micros.bound(due.to()))
                .isOneOf(
                        EntryColumn.KIND.key(),
                        due.kinds().stream().map(EntryKind::key).sorted().toList());
        EntryQuery.DuePosition after = due.after();
        if (after != null) {
            filter.behind(
                    List.of(
                            new Filter.Place(DUE_AT, Micros.bound(after.dueAt())),
                            new Filter.Place(DUE_TENANT, after.account().tenant()),
                            new Filter.Place(DUE_USER, after.account().user()),
                            new Filter.Place(DUE_SEQ, after.seq())),
                    false);
        }
        Document order = Find.order(List.of(DUE_AT, DUE_TENANT, DUE_USER, DUE_SEQ), false);
        return new Find(filter, order, 0, due.limit());
    }

    static Filter account(AccountId account) {
        return new Filter().is(Documents.TENANT, account.tenant()).is(Documents.USER, account.user());
    }
}
