package ai.aim2balance.metering.jdbc;

import ai.aim2balance.metering.InvalidInputException;
import ai.aim2balance.metering.entry.AccountId;
import ai.aim2balance.metering.entry.EntryKind;
import ai.aim2balance.metering.entry.Micros;
import ai.aim2balance.metering.store.EntryQuery;

/** The ledger's questions for entries, each as one statement. Immutable and thread-safe. */
final class EntryStatements {

    private final Tables tables;
    private final Dialect dialect;

    EntryStatements(Tables tables, Dialect dialect) {
        this.tables = tables;
        this.dialect = dialect;
    }

    /** Everything but the order of arrival. */
    Sql of(EntryQuery query) {
        if (query instanceof EntryQuery.ByIds byIds) {
            return dialect.byIds(byIds.account(), byIds.postingIds());
        }
        if (query instanceof EntryQuery.ByReference byReference) {
            return dialect.byReferences(byReference.account(), byReference.refersTo());
        }
        if (query instanceof EntryQuery.Chain chain) {
            return from(chain.account())
                    .add(" and seq >= ")
                    .value(chain.fromSeq())
                    .add(" order by seq limit ")
                    .value((long) chain.limit());
        }
        if (query instanceof EntryQuery.Due due) {
            return due(due);
        }
        throw new InvalidInputException("query", query.toString(), "a form that this store knows");
    }

    /** Entries behind a place, in order of arrival; the place stands in two columns behind theirs. */
    Sql arrival(ArrivalCursor after, int limit) {
        return Sql.of("select " + Columns.all() + ", arrival_tx, arrival_n from " + tables.entry()
                        + " where (arrival_tx, arrival_n) > (")
                .value(after.tx())
                .add(", ")
                .value(after.n())
                .add(") and " + dialect.arrived() + " order by arrival_tx, arrival_n limit ")
                .value((long) limit);
    }

    private Sql due(EntryQuery.Due due) {
        AccountId account = due.account();
        Sql sql = account == null
                ? Sql.of("select " + Columns.all() + " from " + tables.entry() + " where due_at is not null")
                : from(account).add(" and due_at is not null");
        sql.add(" and due_at >= ")
                .value(Micros.bound(due.from()))
                .add(" and due_at <= ")
                .value(Micros.bound(due.to()))
                .add(" and kind")
                .in(due.kinds().stream().map(EntryKind::key).sorted().toList());
        // Texts are kept so that their order is that of their UTF-8 bytes.
        String place = "due_at, tenant, user_id, seq";
        EntryQuery.DuePosition after = due.after();
        if (after != null) {
            sql.add(" and (" + place + ") > (")
                    .value(Micros.bound(after.dueAt()))
                    .add(", ")
                    .value(after.account().tenant())
                    .add(", ")
                    .value(after.account().user())
                    .add(", ")
                    .value(after.seq())
                    .add(")");
        }
        return sql.add(" order by " + place + " limit ").value((long) due.limit());
    }

    private Sql from(AccountId account) {
        return Sql.of("select " + Columns.all() + " from " + tables.entry() + " where tenant = ")
                .value(account.tenant())
                .add(" and user_id = ")
                .value(account.user());
    }
}
