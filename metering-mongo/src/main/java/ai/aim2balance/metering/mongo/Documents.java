package ai.aim2balance.metering.mongo;

import ai.aim2balance.metering.InvalidInputException;
import ai.aim2balance.metering.entry.Entry;
import ai.aim2balance.metering.entry.EntryColumn;
import ai.aim2balance.metering.entry.EntryRow;
import ai.aim2balance.metering.store.MeteringStoreException;
import ai.aim2balance.metering.store.MeteringStoreException.Outcome;
import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.Set;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;

/**
 * Entries as documents. Amounts of 0 are left out. What few entries have and what is searched over all accounts stands in
 * documents of their own, with the account: a sparse index then has those entries alone, where partial indexes are not
 * known everywhere.
 */
final class Documents {
    static final String ID = "_id";
    static final String TENANT = EntryColumn.TENANT.key();
    static final String USER = EntryColumn.USER_ID.key();
    static final String SEQ = EntryColumn.SEQ.key();
    static final String REFERS_TO = EntryColumn.REFERS_TO.key();
    static final String DUE = "due";
    static final String AT = "at";

    /** A document of 16 MiB is the largest; everything but the facts has a few kilobytes. */
    private static final int MOST_FACTS = 16_000_000;

    private static final Set<EntryColumn> AMOUNTS = EnumSet.copyOf(EntryColumn.amounts());

    private Documents() {}

    static Document of(EntryRow row, ObjectId id) {
        checkSize(row);
        Document document = new Document(ID, id);
        for (EntryColumn column : EntryColumn.values()) {
            Object value = column.of(row);
            if (value != null) {
                put(document, row, column, value);
            }
        }
        return document;
    }

    private static void put(Document document, EntryRow row, EntryColumn column, Object value) {
        if (column == EntryColumn.REFERS_TO) {
            document.put(REFERS_TO, account(row).append(SEQ, value));
        } else if (column == EntryColumn.DUE_AT) {
            document.put(
                    DUE,
                    new Document(AT, value)
                            .append(TENANT, row.account().tenant())
                            .append(USER, row.account().user())
                            .append(SEQ, row.seq()));
        } else if (column.type() == EntryColumn.Type.DECIMAL) {
            document.put(column.key(), DecimalParts.of((BigDecimal) value));
        } else if (!(AMOUNTS.contains(column) && value.equals(0L))) {
            document.put(column.key(), value);
        }
    }

    private static Document account(EntryRow row) {
        return new Document(TENANT, row.account().tenant())
                .append(USER, row.account().user());
    }

    private static void checkSize(EntryRow row) {
        int length = row.facts().length();
        if (length > MOST_FACTS) {
            throw new MeteringStoreException(
                    Outcome.REJECTED,
                    "entry " + row.seq() + " of " + row.account() + " cannot be kept: its texts have " + length
                            + " characters, more than " + MOST_FACTS,
                    null);
        }
    }

    static Entry entry(Document document) {
        try {
            return EntryRow.<RuntimeException>read(column -> value(document, column))
                    .entry();
        } catch (InvalidInputException | ClassCastException e) {
            throw new MeteringStoreException(
                    Outcome.REJECTED, "document " + document.get(ID) + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static @Nullable Object value(Document document, EntryColumn column) {
        if (column == EntryColumn.REFERS_TO || column == EntryColumn.DUE_AT) {
            Document part = document.get(column == EntryColumn.DUE_AT ? DUE : REFERS_TO, Document.class);
            return part == null ? null : part.get(column == EntryColumn.DUE_AT ? AT : SEQ);
        }
        Object value = document.get(column.key());
        if (column.type() == EntryColumn.Type.DECIMAL && value instanceof Document parts) {
            return DecimalParts.of(parts);
        }
        // a tool that has copied documents may have made shorter numbers of them
        return value instanceof Integer number ? (Object) number.longValue() : value;
    }
}
