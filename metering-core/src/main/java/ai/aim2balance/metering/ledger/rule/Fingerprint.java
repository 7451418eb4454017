package ai.aim2balance.metering.ledger.rule;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Tells a repeat from other content under the same id: the first half of a SHA-256 over the caller's billing facts, and
 * over nothing that is derived from them. Each fact is written with its name and length, so that no two lists of facts
 * are the same text.
 */
public final class Fingerprint {
    /** Of what no caller describes. */
    public static final String NONE = "-";

    private static final int BYTES = 16;
    private static final HexFormat HEX = HexFormat.of();
    private static final ThreadLocal<MessageDigest> SHA_256 = ThreadLocal.withInitial(Fingerprint::sha256);

    private static final int USUAL_LENGTH = 160;

    private final StringBuilder text = new StringBuilder(USUAL_LENGTH);

    private Fingerprint(String kind) {
        text.append(kind);
    }

    /** Begins with what kind of posting it is. */
    public static Fingerprint of(String kind) {
        return new Fingerprint(kind);
    }

    /** Adds a fact; null and the empty text differ. */
    public Fingerprint with(String name, @Nullable Object fact) {
        text.append('\n').append(name).append('=');
        if (fact != null) {
            String value = fact.toString();
            text.append(value.length()).append(':').append(value);
        }
        return this;
    }

    /** Adds a number. */
    public Fingerprint with(String name, long fact) {
        text.append('\n').append(name).append('=').append(fact);
        return this;
    }

    /** Adds a choice. */
    public Fingerprint with(String name, boolean fact) {
        text.append('\n').append(name).append('=').append(fact);
        return this;
    }

    /** The fingerprint, 32 hexadecimal digits. */
    public String digest() {
        byte[] hash = SHA_256.get().digest(text.toString().getBytes(StandardCharsets.UTF_8));
        return HEX.formatHex(hash, 0, BYTES);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
