package ai.aim2balance.metering.mongo.librechat;

/** The posting ids of an import: each follows from a document's {@code _id}, so that a repeat finds what was booked. */
final class PostingNames {
    /** All that an import books begins with it. */
    static final String PREFIX = "librechat/";

    private static final String BALANCE = PREFIX + "balance/";

    private PostingNames() {}

    static String row(String id) {
        return PREFIX + id;
    }

    /** Credits that a row gave beside the tokens that it counted. */
    static String gift(String id) {
        return PREFIX + id + "/credits";
    }

    static String refillPlan(String balanceId) {
        return PREFIX + "refill/" + balanceId;
    }

    /** The n-th correction that made a balance equal to LibreChat's, from 1. */
    static String balance(long n) {
        return BALANCE + n;
    }

    static boolean isBalance(String postingId) {
        return postingId.startsWith(BALANCE);
    }
}
