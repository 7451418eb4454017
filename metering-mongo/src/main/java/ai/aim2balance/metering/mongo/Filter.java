package ai.aim2balance.metering.mongo;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * A condition on documents: all of its parts hold. Names of fields come from this library alone, and every value stands
 * behind an operator, so that no value can be taken for one. Used by one thread.
 */
final class Filter {
    private final List<Document> parts = new ArrayList<>();

    /** A field's value in an order. */
    record Place(String field, Object value) {}

    Filter is(String field, Object value) {
        return add(field, "$eq", value);
    }

    Filter isNot(String field, Object value) {
        return add(field, "$ne", value);
    }

    Filter isOneOf(String field, Collection<?> values) {
        return add(field, "$in", List.copyOf(values));
    }

    Filter exists(String field) {
        return add(field, "$exists", true);
    }

    Filter atLeast(String field, @Nullable Object value) {
        return value == null ? this : add(field, "$gte", value);
    }

    Filter atMost(String field, @Nullable Object value) {
        return value == null ? this : add(field, "$lte", value);
    }

    Filter above(String field, Object value) {
        return add(field, "$gt", value);
    }

    Filter below(String field, @Nullable Object value) {
        return value == null ? this : add(field, "$lt", value);
    }

    /** A text has another one in it, in any case of the letters A to Z alone. */
    Filter contains(String field, String text) {
        return add(field, "$regex", literally(text));
    }

    /** At least one of some conditions holds. */
    Filter any(List<Filter> alternatives) {
        parts.add(
                new Document("$or", alternatives.stream().map(Filter::document).toList()));
        return this;
    }

    /** Behind a place in an order by several fields; the first one alone, too, so that an index is entered there. */
    Filter behind(List<Place> place, boolean descending) {
        List<Filter> alternatives = new ArrayList<>();
        for (int i = 0; i < place.size(); i++) {
            Filter alternative = new Filter();
            place.subList(0, i).forEach(equal -> alternative.is(equal.field(), equal.value()));
            Place next = place.get(i);
            alternatives.add(
                    descending
                            ? alternative.below(next.field(), next.value())
                            : alternative.above(next.field(), next.value()));
        }
        Place first = place.get(0);
        Filter entered = descending ? atMost(first.field(), first.value()) : atLeast(first.field(), first.value());
        return entered.any(alternatives);
    }

    private Filter add(String field, String operator, Object value) {
        parts.add(new Document(field, new Document(operator, value)));
        return this;
    }

    Document document() {
        return parts.size() == 1 ? parts.get(0) : new Document("$and", List.copyOf(parts));
    }

    /** Letters A to Z in both cases, every other sign of ASCII escaped, all else as it is. */
    static String literally(String text) {
        StringBuilder pattern = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) {
                pattern.append('[')
                        .append((char) (c | 0x20))
                        .append((char) (c & ~0x20))
                        .append(']');
            } else if (c < 0x80 && (c < '0' || c > '9')) {
                pattern.append('\\').append(c);
            } else {
                pattern.append(c);
            }
        }
        return pattern.toString();
    }
}
