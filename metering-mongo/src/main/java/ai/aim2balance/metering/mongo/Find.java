package ai.aim2balance.metering.mongo;

import java.util.List;
import org.bson.Document;

/**
 * A question for documents.
 *
 * @param filter which
 * @param order by which fields, empty for none
 * @param skip how many are passed over
 * @param limit how many at most, 0 for all
 */
record Find(Filter filter, Document order, int skip, int limit) {
    static Find all(Filter filter) {
        return new Find(filter, new Document(), 0, 0);
    }

    static Document order(List<String> fields, boolean descending) {
        Document order = new Document();
        fields.forEach(field -> order.append(field, descending ? -1 : 1));
        return order;
    }
}
