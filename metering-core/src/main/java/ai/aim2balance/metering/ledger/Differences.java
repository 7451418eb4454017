package ai.aim2balance.metering.ledger;

import ai.aim2balance.metering.entry.Entry;
import ai.aim2balance.metering.entry.UsageRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Names what differs between a posting and what was booked under its id. The facts stay in the entry for that. */
final class Differences {
    private Differences() {}

    static PostingConflictException ofCall(String id, Entry existing, Spend spend) {
        List<String> found = new ArrayList<>();
        UsageRecord booked = existing.usage();
        if (booked == null || booked.usage() == null) {
            found.add("it was booked as " + existing.kind().key());
        } else {
            add(found, "model", booked.call().model(), spend.model);
            add(found, "usage", booked.usage(), spend.usage);
            add(found, "serviceTier", booked.call().serviceTier(), spend.serviceTier);
            add(found, "region", booked.call().region(), spend.region);
            add(found, "batch", booked.call().batch(), spend.batch);
            if (spend.charged != null) {
                add(found, "charged", booked.transactions(), spend.charged);
            }
            if (found.isEmpty()) {
                add(found, "provider", booked.call().provider(), spend.provider);
            }
        }
        return error(id, existing, found);
    }

    static PostingConflictException ofPosting(String id, Entry existing, String now) {
        return error(
                id,
                existing,
                List.of("it was booked as " + existing.kind().key() + " of "
                        + ai.aim2balance.metering.entry.Credits.of(existing.creditsDelta() + existing.reservedDelta())
                                .toPlainString()
                        + " credits, now it is " + now));
    }

    private static PostingConflictException error(String id, Entry existing, List<String> found) {
        String difference = found.isEmpty() ? "the facts differ" : String.join(", ", found);
        return new PostingConflictException(existing, id, difference);
    }

    private static void add(List<String> found, String fact, @Nullable Object booked, @Nullable Object now) {
        if (!Objects.equals(booked, now)) {
            found.add(fact + " was " + booked + ", now " + now);
        }
    }
}
