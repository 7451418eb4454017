package ai.aim2balance.metering.entry;

import ai.aim2balance.metering.InvalidInputException;
import ai.aim2balance.metering.internal.Texts;

/**
 * Who pays: a user of a tenant. Two opaque texts, compared as bytes and never joined into one; no e-mail addresses, since
 * entries are kept. Immutable and thread-safe; ordered by the UTF-8 bytes of tenant, then user.
 *
 * @param tenant the tenant; not empty, without control characters
 * @param user the user within the tenant; not empty, without control characters
 */
public record AccountId(String tenant, String user) implements Comparable<AccountId> {
    /** The most UTF-8 bytes that tenant, user and posting id may have together. */
    public static final int MOST_BYTES = 2_000;

    /** The golden ratio: with a record's own factor of 31, a million numbered accounts have 63,000 hashes. */
    private static final int MIX = 0x9E37_79B1;

    /**
     * Checks the texts.
     *
     * @throws InvalidInputException if a text is empty, has control characters, line separators or half a surrogate
     *     pair, or both together are longer than {@value #MOST_BYTES} UTF-8 bytes
     */
    public AccountId {
        Texts.name(tenant, "tenant");
        Texts.name(user, "user");
        int bytes = Texts.utf8Length(tenant) + Texts.utf8Length(user);
        if (bytes >= MOST_BYTES) {
            throw new InvalidInputException(
                    "tenant and user", bytes + " bytes", "fewer than " + MOST_BYTES + " UTF-8 bytes together");
        }
    }

    /** How many UTF-8 bytes tenant and user have. */
    int bytes() {
        return Texts.utf8Length(tenant) + Texts.utf8Length(user);
    }

    @Override
    public int hashCode() {
        return MIX * tenant.hashCode() + user.hashCode();
    }

    @Override
    public int compareTo(AccountId other) {
        int byTenant = Texts.compareUtf8(tenant, other.tenant);
        return byTenant != 0 ? byTenant : Texts.compareUtf8(user, other.user);
    }
}
