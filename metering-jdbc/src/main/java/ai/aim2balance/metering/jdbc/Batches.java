package ai.aim2balance.metering.jdbc;

import ai.aim2balance.metering.InvalidInputException;
import ai.aim2balance.metering.entry.Entry;
import java.util.List;

/** What a batch must be. */
final class Batches {
    private Batches() {}

    /** Refuses a batch that is too long, not sorted by account, or has a gap. */
    static void check(List<Entry> entries, int most) {
        if (entries.size() > most) {
            throw new InvalidInputException("entries", entries.size() + " entries", "at most " + most + " in a batch");
        }
        for (int i = 1; i < entries.size(); i++) {
            Entry before = entries.get(i - 1);
            Entry entry = entries.get(i);
            int order = before.account().compareTo(entry.account());
            if (order > 0) {
                throw new InvalidInputException(
                        "entries[" + i + "].account",
                        entry.account().toString(),
                        "an account not before that of the entry before, " + before.account());
            }
            if (order == 0 && entry.seq() != before.seq() + 1) {
                throw new InvalidInputException(
                        "entries[" + i + "].seq",
                        Long.toString(entry.seq()),
                        "the number behind that of the entry before, " + (before.seq() + 1));
            }
        }
    }
}
