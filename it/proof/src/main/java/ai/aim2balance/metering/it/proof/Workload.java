package ai.aim2balance.metering.it.proof;

import ai.aim2balance.metering.entry.AccountId;
import ai.aim2balance.metering.it.proof.Answer.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BooleanSupplier;

/** What one thread asks, from a seed: mostly spends, some of everything else, some of it again. For one thread. */
final class Workload implements Runnable {
    /** Two of them are hot. */
    static final List<AccountId> ACCOUNTS = List.of(
            new AccountId("acme", "anna"),
            new AccountId("acme", "bert"),
            new AccountId("beta", "anna"),
            new AccountId("beta", "cleo"),
            new AccountId("beta", "dora"),
            new AccountId("ceta", "anna"));

    private static final int REMEMBERED = 200;

    private final String name;
    private final Random random;
    private final List<Caller> callers;
    private final Journal journal;
    private final BooleanSupplier goesOn;
    private final List<AccountId> accounts;
    private final List<Ask> holds = new ArrayList<>();
    private final List<Ask> refundable = new ArrayList<>();
    private final List<Ask> repeatable = new ArrayList<>();
    private long number;

    /**
     * A thread's work.
     *
     * @param name begins each id: two threads must not have the same one on the same data
     * @param callers one of each ledger that may be asked
     */
    Workload(String name, long seed, List<Caller> callers, Journal journal, BooleanSupplier goesOn) {
        this(name, seed, callers, journal, goesOn, ACCOUNTS);
    }

    /** As above, for other accounts, of which the first two are hot. */
    Workload(
            String name,
            long seed,
            List<Caller> callers,
            Journal journal,
            BooleanSupplier goesOn,
            List<AccountId> accounts) {
        this.accounts = accounts;
        this.name = name;
        this.random = new Random(seed * 31 + name.hashCode());
        this.callers = callers;
        this.journal = journal;
        this.goesOn = goesOn;
    }

    @Override
    public void run() {
        while (goesOn.getAsBoolean()) {
            step();
        }
    }

    /** Asks for one thing more. */
    Answer step() {
        Ask ask = next();
        boolean again = repeatable.contains(ask);
        journal.asked(ask);
        Answer answer = callers.get(random.nextInt(callers.size())).ask(ask);
        journal.answered(ask, answer);
        if (answer.outcome() == Outcome.BOOKED && !again) {
            learn(ask, answer);
        }
        return answer;
    }

    private Ask next() {
        AccountId account = accounts.get(random.nextInt(random.nextBoolean() ? 2 : accounts.size()));
        String id = name + "-" + number++;
        int kind = random.nextInt(100);
        if (kind < 8) {
            return new Ask(Ask.Kind.RESERVE, account, id, Ask.NOTHING, 1 + random.nextInt(90_000_000), 0);
        }
        if (kind < 16 && !holds.isEmpty()) {
            Ask hold = holds.remove(random.nextInt(holds.size()));
            return random.nextBoolean()
                    ? new Ask(Ask.Kind.RELEASE, hold.account(), hold.id(), Ask.NOTHING, hold.amount(), 0)
                    : new Ask(Ask.Kind.SETTLE, hold.account(), hold.id(), Ask.NOTHING, 1 + random.nextInt(99), 3);
        }
        if (kind < 22 && !refundable.isEmpty()) {
            // Once for each original, so that no refund can be too high.
            Ask original = refundable.remove(random.nextInt(refundable.size()));
            long part = 1 + (long) (random.nextDouble() * (-original.credits() - 1));
            return new Ask(Ask.Kind.REFUND, original.account(), id, original.id(), part, 0);
        }
        if (kind < 28) {
            return new Ask(Ask.Kind.TOP_UP, account, id, Ask.NOTHING, 1 + random.nextInt(90_000_000), 0);
        }
        if (kind < 36 && !repeatable.isEmpty()) {
            return repeatable.get(random.nextInt(repeatable.size()));
        }
        return new Ask(Ask.Kind.SPEND, account, id, Ask.NOTHING, 1 + random.nextInt(999), random.nextInt(99));
    }

    private void learn(Ask ask, Answer answer) {
        switch (ask.kind()) {
            case RESERVE -> {
                if (answer.note().equals("OPEN")) {
                    keep(holds, ask);
                }
                // A hold is not asked for again: where that stays open, the ledger ends it.
                return;
            }
            case SPEND -> keep(refundable, ask);
            default -> {}
        }
        keep(repeatable, ask);
    }

    private void keep(List<Ask> some, Ask ask) {
        if (some.size() < REMEMBERED) {
            some.add(ask);
        } else {
            some.set(random.nextInt(REMEMBERED), ask);
        }
    }
}
