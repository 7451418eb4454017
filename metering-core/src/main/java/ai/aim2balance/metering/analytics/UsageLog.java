package ai.aim2balance.metering.analytics;

import ai.aim2balance.metering.InvalidInputException;
import ai.aim2balance.metering.entry.AccountId;
import ai.aim2balance.metering.entry.EntryKind;
import ai.aim2balance.metering.entry.UsageRecord;
import ai.aim2balance.metering.internal.Nearest;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A page of the list of calls, settled holds and refunds in a range. All pages with the same {@code asOf} are pages of the
 * same list, however many entries are added meanwhile. Immutable and thread-safe.
 *
 * @param range the range; behind a cursor that of the first page
 * @param rows the page
 * @param page the page's number from 1, or null behind a cursor
 * @param limit how many rows a page has at most
 * @param totalRows how many rows all pages have, or null above 10,000
 * @param totalRowsAtLeast 10,000 where there are more, else null
 * @param nextCursor where the next page begins, or null on the last one
 * @param asOf the last instant of booking that the pages show, to the microsecond
 */
public record UsageLog(
        TimeRange range,
        List<Row> rows,
        @Nullable Integer page,
        int limit,
        @Nullable Long totalRows,
        @Nullable Long totalRowsAtLeast,
        @Nullable String nextCursor,
        Instant asOf) {
    /** Up to how many rows are counted exactly, reached by a page's number, and sorted by something else than time. */
    public static final int MOST_COUNTED = 10_000;

    /** How many rows a page has unless asked otherwise. */
    public static final int DEFAULT_LIMIT = 20;

    /** How many rows a page can have. */
    public static final int HIGHEST_LIMIT = 200;

    /** Copies the rows. */
    public UsageLog {
        rows = List.copyOf(rows);
    }

    /**
     * One entry.
     *
     * @param id the posting id, unique in its account
     * @param account whose it is
     * @param seq its number in its account
     * @param kind a call, a settled hold, or a refund of one
     * @param date when it happened
     * @param call what was called: provider, model, project, duration and so on
     * @param sums its tokens, money and impact, by the same names as in aggregates; negative in a refund
     * @param status what to think of it
     * @param flags what is known about its counts and its price, such as {@code fallback-price}
     */
    public record Row(
            String id,
            AccountId account,
            long seq,
            EntryKind kind,
            Instant date,
            UsageRecord.Call call,
            UsageSums sums,
            Status status,
            Set<String> flags) {}

    /** What to think of a row of the log, in the order in which rows sort: of several that hold, a row has the last one. */
    public enum Status {
        /** Counts as the provider reported them, at a price of the catalogue. */
        COMPLETE,
        /** A count was estimated or derived, or the counts contradict each other. */
        ESTIMATED,
        /** The call was aborted, or tokens were used that nobody counted. */
        INCOMPLETE,
        /** The price is a fallback or missing, for the call or for a unit of it. */
        UNPRICED,
        /** The caller says so: by the context or the flag {@code failed}. */
        FAILED;

        /**
         * The status's name in interfaces.
         *
         * @return such as {@code complete}
         */
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * By what the log is sorted; rows that are alike in it by time, account and number. Texts sort by the numbers of their
     * characters (capitals first), and none before any. Only {@link #DATE} sorts more than 10,000 rows.
     */
    public enum Sort {
        /** When it happened. */
        DATE("date"),
        /** The project. */
        PROJECT("project"),
        /** The provider. */
        PROVIDER("provider"),
        /** The model. */
        MODEL("model"),
        /** All input tokens. */
        INPUT_TOKENS("inputTokens"),
        /** All output tokens. */
        OUTPUT_TOKENS("outputTokens"),
        /** Input and output tokens. */
        TOKENS("tokens"),
        /** The cost in EUR. */
        COST("cost"),
        /** The likely figure of CO2e. */
        CO2E("co2e"),
        /** The status, in the order of {@link Status}. */
        STATUS("status");

        private final String key;

        Sort(String key) {
            this.key = key;
        }

        /**
         * The sort's name in interfaces.
         *
         * @return such as {@code inputTokens}
         */
        public String key() {
            return key;
        }

        /**
         * The sort of that name.
         *
         * @param key a name such as {@code inputTokens}
         * @return the sort
         * @throws InvalidInputException if there is none; the message has the nearest name first
         */
        public static Sort ofKey(String key) {
            List<String> known = Arrays.stream(values()).map(Sort::key).toList();
            int index = known.indexOf(key);
            if (index < 0) {
                throw new InvalidInputException("sort", key, Nearest.first(key, known));
            }
            return values()[index];
        }
    }

    /**
     * Which page, in which order. Every step returns a new request.
     *
     * @param sort by what
     * @param ascending true for the oldest, the first in the alphabet or the lowest first
     * @param limit how many rows a page has at most, 1 to 200
     * @param page the page's number from 1; page × limit at most 10,000; null behind a cursor
     * @param cursor the {@code nextCursor} of the page before, or null
     * @param asOf the {@code asOf} of the first page, or null on the first page and behind a cursor
     */
    public record Request(
            Sort sort,
            boolean ascending,
            int limit,
            @Nullable Integer page,
            @Nullable String cursor,
            @Nullable Instant asOf) {
        /**
         * Checks the numbers.
         *
         * @throws InvalidInputException if a number is out of its range, or there is both a page's number and a cursor
         */
        public Request {
            if (limit < 1 || limit > HIGHEST_LIMIT) {
                throw new InvalidInputException("limit", Integer.toString(limit), "1 to " + HIGHEST_LIMIT);
            }
            if (page != null && cursor != null) {
                throw new InvalidInputException("page", page.toString(), "either a page or a cursor");
            }
            if (page != null && (page < 1 || (long) page * limit > MOST_COUNTED)) {
                throw new InvalidInputException(
                        "page",
                        page.toString(),
                        "1 or more, with page × limit at most " + MOST_COUNTED + "; use the cursor to go beyond");
            }
        }

        /**
         * The first page of 20 rows, newest first.
         *
         * @return the request
         */
        public static Request newest() {
            return new Request(Sort.DATE, false, DEFAULT_LIMIT, null, null, null);
        }

        /**
         * Another order.
         *
         * @param by by what
         * @param ascending true for the oldest, the first in the alphabet or the lowest first
         * @return the request
         */
        public Request sort(Sort by, boolean ascending) {
            return new Request(by, ascending, limit, page, cursor, asOf);
        }

        /**
         * Another length.
         *
         * @param rows how many rows a page has at most, 1 to 200
         * @return the request
         */
        public Request limit(int rows) {
            return new Request(sort, ascending, rows, page, cursor, asOf);
        }

        /**
         * A page by its number.
         *
         * @param number the number from 1; number × limit at most 10,000
         * @param pinned the {@code asOf} of the first page, or null on the first page
         * @return the request
         */
        public Request page(int number, @Nullable Instant pinned) {
            return new Request(sort, ascending, limit, number, null, pinned);
        }

        /**
         * The page behind another one.
         *
         * @param next the {@code nextCursor} of the page before; its order must be that of this request
         * @return the request
         */
        public Request after(String next) {
            return new Request(sort, ascending, limit, null, next, null);
        }
    }
}
