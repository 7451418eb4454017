package ai.aim2balance.metering.mongo;

import java.util.Arrays;
import java.util.List;
import org.bson.Document;
import org.bson.types.Decimal128;
import org.jspecify.annotations.Nullable;

/**
 * What a server computes. A field is named by this library alone, a value is always {@code $literal}: no value can be taken
 * for a field or an operator. Immutable.
 *
 * @param bson as it is sent
 */
record Expression(Object bson) {
    private static final String MARK = "=";
    private static final Expression ZERO = literal(Decimal128.POSITIVE_ZERO);

    static Expression field(String name) {
        return new Expression("$" + name);
    }

    static Expression literal(Object value) {
        return new Expression(new Document("$literal", value));
    }

    /** The same number as a decimal of 34 digits, whose sums are exact where those of 64 bits end; nothing stays nothing. */
    Expression exact() {
        return of("$add", ZERO, this);
    }

    Expression sum() {
        return new Expression(new Document("$sum", bson));
    }

    /**
     * The same text behind a mark, or nothing where there is none. Keys of groups are texts that users chose, and there are
     * servers that evaluate a key which looks like a path once more. {@link #unmarked} takes the mark away.
     */
    Expression marked() {
        return of("$concat", literal(MARK), this);
    }

    static @Nullable String unmarked(@Nullable String key) {
        return key == null ? null : key.substring(MARK.length());
    }

    /** Rounded down to a multiple, before 1970 too. */
    Expression floor(long width) {
        Expression by = literal(width);
        return of("$subtract", this, of("$mod", of("$add", of("$mod", this, by), by), by));
    }

    private static Expression of(String operator, Expression... operands) {
        List<Object> list = Arrays.stream(operands).map(Expression::bson).toList();
        return new Expression(new Document(operator, list));
    }
}
