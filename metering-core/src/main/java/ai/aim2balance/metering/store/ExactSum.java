package ai.aim2balance.metering.store;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** A sum of longs that is exact however many there are. Not thread-safe. */
final class ExactSum {
    private long recent;
    /** What did not fit into a long, or null as long as everything did. */
    private @Nullable BigInteger older;

    void add(long value) {
        long sum = recent + value;
        if (((recent ^ sum) & (value ^ sum)) < 0) {
            older = value();
            recent = value;
        } else {
            recent = sum;
        }
    }

    BigInteger value() {
        BigInteger more = BigInteger.valueOf(recent);
        return older == null ? more : older.add(more);
    }

    BigDecimal value(int scale) {
        return new BigDecimal(value(), scale);
    }
}
