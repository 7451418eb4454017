package ai.aim2balance.metering.ledger.rule;

import ai.aim2balance.metering.InvalidInputException;
import ai.aim2balance.metering.entry.AccountId;
import ai.aim2balance.metering.internal.Texts;

/** The ids of postings: what callers may choose, and the names that only the ledger gives. */
public final class PostingIds {
    /** Ids that begin with it are the ledger's own. */
    public static final String RESERVED = "~";

    /** The id of each account's first entry. */
    public static final String OPENING = "~open";

    private static final String CLOSING = "~close:";
    private static final String LATE = "~late:";
    private static final String REFILL = "~refill:";
    private static final String REFUND = "~refund:";
    private static final String BESIDE = "~alt:";

    /** How many characters of a fingerprint tell two postings under one derived id apart. */
    private static final int FINGERPRINT_PART = 10;

    /** Room for the longest of the names above: a refund of what is booked beside. */
    private static final int LONGEST_NAME = 24;

    /** The most UTF-8 bytes of tenant, user and a caller's id. */
    public static final int MOST_BYTES = AccountId.MOST_BYTES - LONGEST_NAME;

    private PostingIds() {}

    /**
     * A caller's id.
     *
     * @throws InvalidInputException if it is empty, has control characters, is too long with its account, or begins with
     *     {@value #RESERVED}
     */
    public static String ofCaller(AccountId account, String id) {
        Texts.name(id, "posting id");
        if (id.startsWith(RESERVED)) {
            throw new InvalidInputException("posting id", id, "an id that does not begin with " + RESERVED);
        }
        int bytes = Texts.utf8Length(id);
        if (bytes > MOST_BYTES - accountBytes(account)) {
            throw new InvalidInputException(
                    "posting id",
                    bytes + " bytes (" + start(id) + "…)",
                    "at most " + MOST_BYTES + " UTF-8 bytes with tenant and user, which have " + accountBytes(account));
        }
        return id;
    }

    /** Whether a caller could have chosen the id. */
    public static boolean isAllowed(AccountId account, String id) {
        try {
            ofCaller(account, id);
            return true;
        } catch (InvalidInputException e) {
            return false;
        }
    }

    /** The one id under which a hold is closed, however it is. */
    public static String closing(String holdId) {
        return CLOSING + holdId;
    }

    /** The id under which a call is billed whose hold was closed before. */
    public static String late(String holdId) {
        return LATE + holdId;
    }

    /** The id of a refill. */
    public static String refill(long settingsSeq, long period) {
        return REFILL + settingsSeq + ":" + period;
    }

    /** The id of a refund of all that is left, where the caller gives none. */
    public static String fullRefund(String originalId) {
        return REFUND + originalId;
    }

    /** The id under which other content is booked beside a derived id. */
    public static String beside(String id, String fingerprint) {
        return BESIDE + fingerprint.substring(0, Math.min(FINGERPRINT_PART, fingerprint.length())) + ":" + id;
    }

    /** Whether an entry of that id closes a hold. */
    public static boolean closesHold(String id) {
        return id.startsWith(CLOSING);
    }

    /** So much of a long id that people know which one it is; no surrogate pair is cut in two. */
    private static String start(String id) {
        int end = Math.min(id.length(), 40);
        return id.substring(0, Character.isHighSurrogate(id.charAt(end - 1)) ? end - 1 : end);
    }

    private static int accountBytes(AccountId account) {
        return Texts.utf8Length(account.tenant()) + Texts.utf8Length(account.user());
    }
}
