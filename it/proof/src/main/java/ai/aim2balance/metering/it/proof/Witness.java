package ai.aim2balance.metering.it.proof;

import ai.aim2balance.metering.entry.AccountId;
import ai.aim2balance.metering.it.proof.Answer.Outcome;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Remembers everything that was asked of some data, and what is known about it. Thread-safe. */
final class Witness implements Journal {
    private final Map<AccountId, Map<String, Known>> accounts = new HashMap<>();
    private final List<String> failures = new ArrayList<>();

    /** What is known about one id. Only to be used while nobody asks. */
    static final class Known {
        final Ask ask;
        private boolean acknowledged;
        private int open;

        private Known(Ask ask) {
            this.ask = ask;
        }

        /** Somebody was told that it is booked. */
        boolean isAcknowledged() {
            return acknowledged;
        }

        /** Nobody knows: an answer is missing, or says so. */
        boolean isUnknown() {
            return !acknowledged && open > 0;
        }
    }

    @Override
    public synchronized void asked(Ask ask) {
        Known known = of(ask.account()).computeIfAbsent(ask.key(), key -> new Known(ask));
        if (!known.ask.equals(ask)) {
            throw new IllegalStateException(ask + " has the id of " + known.ask);
        }
        known.open++;
    }

    @Override
    public synchronized void answered(Ask ask, Answer answer) {
        Known known = of(ask.account()).get(ask.key());
        if (known == null) {
            throw new IllegalStateException(ask + " was never asked");
        }
        if (answer.outcome() == Outcome.BOOKED) {
            known.acknowledged = true;
            known.open--;
        } else if (answer.outcome() == Outcome.NOT_BOOKED) {
            known.open--;
        } else if (answer.outcome() == Outcome.FAILED) {
            failures.add(ask + " is answered " + answer.note());
        }
    }

    /** Everything that was asked of an account. */
    synchronized List<Known> all(AccountId account) {
        return List.copyOf(of(account).values());
    }

    /** What nobody knows about, in the order in which it was asked. */
    synchronized List<Ask> unknown() {
        List<Ask> unknown = new ArrayList<>();
        accounts.values().forEach(known -> unknown(known.values(), unknown));
        return unknown;
    }

    synchronized long acknowledged() {
        return accounts.values().stream()
                .flatMap(known -> known.values().stream())
                .filter(Known::isAcknowledged)
                .count();
    }

    synchronized List<AccountId> accounts() {
        return List.copyOf(accounts.keySet());
    }

    /** Answers that no caller need expect. */
    synchronized List<String> failures() {
        return List.copyOf(failures);
    }

    private static void unknown(Collection<Known> known, List<Ask> unknown) {
        for (Known one : known) {
            if (one.isUnknown()) {
                unknown.add(one.ask);
            }
        }
    }

    private Map<String, Known> of(AccountId account) {
        return accounts.computeIfAbsent(account, key -> new LinkedHashMap<>());
    }
}
