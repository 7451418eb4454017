package ai.aim2balance.metering.mongo.librechat;

import ai.aim2balance.metering.entry.AccountId;
import ai.aim2balance.metering.entry.Entry;
import ai.aim2balance.metering.mongo.librechat.Target.Call;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/** Calls that are looked up together: those that the ledger has are told, the others go on. For one thread. */
final class WaitingCalls {
    private final Known known;
    private final Tally tally;
    private final int most;
    private final Consumer<List<Call>> others;
    private final List<Call> waiting = new ArrayList<>();

    /** {@code others} takes calls that the ledger does not have: at least one, in their order. */
    WaitingCalls(Known known, Tally tally, int most, Consumer<List<Call>> others) {
        this.known = known;
        this.tally = tally;
        this.most = most;
        this.others = others;
    }

    void add(Call call) {
        waiting.add(call);
        if (waiting.size() >= most) {
            flush();
        }
    }

    boolean hasOneOf(AccountId account) {
        return waiting.stream().anyMatch(call -> call.account().equals(account));
    }

    void flush() {
        IdentityHashMap<Call, Entry> before = known.booked(waiting);
        List<Call> missing = new ArrayList<>();
        for (Call call : waiting) {
            Entry entry = before.get(call);
            if (entry == null) {
                missing.add(call);
            } else {
                tally.call(call.source(), Objects.requireNonNull(entry.usage()), false);
            }
        }
        waiting.clear();
        if (!missing.isEmpty()) {
            others.accept(missing);
        }
    }
}
