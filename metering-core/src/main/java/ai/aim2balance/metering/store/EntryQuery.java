package ai.aim2balance.metering.store;

import ai.aim2balance.metering.InvalidInputException;
import ai.aim2balance.metering.entry.AccountId;
import ai.aim2balance.metering.entry.EntryKind;
import ai.aim2balance.metering.internal.Given;
import java.time.Instant;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Which entries the ledger asks a store for. Each form is one statement of an adapter. Immutable and thread-safe. */
public sealed interface EntryQuery {
    /** The most entries that one answer may have. */
    int MOST_ENTRIES = 10_000;

    /**
     * Entries of an account by posting id, in no order.
     *
     * @param account whose
     * @param postingIds which; an id without an entry is not in the answer
     */
    record ByIds(AccountId account, Set<String> postingIds) implements EntryQuery {
        /** Copies the ids. */
        public ByIds {
            postingIds = Set.copyOf(postingIds);
        }

        /**
         * One id.
         *
         * @param account whose
         * @param postingId which
         * @return the query
         */
        public static ByIds of(AccountId account, String postingId) {
            return new ByIds(account, Set.of(postingId));
        }
    }

    /**
     * All entries of an account that refer to one of some entries, in order of their numbers.
     *
     * @param account whose
     * @param refersTo numbers of the entries that are referred to
     */
    record ByReference(AccountId account, Set<Long> refersTo) implements EntryQuery {
        /** Copies the numbers. */
        public ByReference {
            refersTo = Set.copyOf(refersTo);
        }
    }

    /**
     * A piece of an account's chain, in order of the numbers.
     *
     * @param account whose
     * @param fromSeq the first number, 1 or more
     * @param limit at most how many entries, 1 to 10,000
     */
    record Chain(AccountId account, long fromSeq, int limit) implements EntryQuery {
        /** Checks the limit. */
        public Chain {
            checkLimit(limit);
        }
    }

    /**
     * Entries that make something due in a time, in order of due time, account, number.
     *
     * @param account whose, or null for all accounts of all tenants
     * @param kinds which kinds, at least one
     * @param from the first instant, included
     * @param to the last instant, included
     * @param after the place behind which the answer begins, or null for the beginning
     * @param limit at most how many entries, 1 to 10,000
     */
    record Due(
            @Nullable AccountId account,
            Set<EntryKind> kinds,
            Instant from,
            Instant to,
            @Nullable DuePosition after,
            int limit)
            implements EntryQuery {
        /** Checks the limit. */
        public Due {
            kinds = Set.copyOf(kinds);
            if (kinds.isEmpty()) {
                throw new InvalidInputException("kinds", "none", "at least one kind");
            }
            checkLimit(limit);
        }
    }

    /**
     * All entries of all tenants in the order in which they became visible: nothing ever appears before a place that was
     * passed. Exports, roll-ups and alerts read this way, because times are no order of commits.
     *
     * @param cursor the store's own word for a place, from {@link EntryPage#cursor()}, or null for the beginning
     * @param limit at most how many entries, 1 to 10,000
     */
    record Arrival(@Nullable String cursor, int limit) implements EntryQuery {
        /** Checks the limit. */
        public Arrival {
            checkLimit(limit);
        }
    }

    /**
     * A place among due entries.
     *
     * @param dueAt the due time
     * @param account the account
     * @param seq the entry's number
     */
    record DuePosition(Instant dueAt, AccountId account, long seq) implements Comparable<DuePosition> {
        @Override
        public int compareTo(DuePosition other) {
            int byTime = dueAt.compareTo(other.dueAt);
            if (byTime != 0) {
                return byTime;
            }
            int byAccount = account.compareTo(other.account);
            return byAccount != 0 ? byAccount : Long.compare(seq, other.seq);
        }
    }

    /**
     * Accounts in the order in which ledgers must lock them and insert into them.
     *
     * @param accounts any accounts
     * @return the same, each once, by the bytes of tenant, then user
     */
    static Set<AccountId> inOrder(Collection<AccountId> accounts) {
        return new TreeSet<>(Given.notNull(accounts, "accounts", "accounts"));
    }

    private static void checkLimit(int limit) {
        if (limit < 1 || limit > MOST_ENTRIES) {
            throw new InvalidInputException("limit", Integer.toString(limit), "1 to " + MOST_ENTRIES);
        }
    }
}
