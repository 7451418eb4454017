package ai.aim2balance.metering.ledger.writer;

/**
 * Which ids this node has booked lately, in two bytes of memory for each: far more of them than can be remembered
 * with their entries. Asked for an id that it has seen it always says yes; of other ids, to fewer than one of 500. So a
 * repeat is found before a batch is sent, instead of by the refusal of the whole batch. A Bloom filter in two generations:
 * what was seen since the last change of generations survives the next one. For one thread.
 */
final class SeenIds {
    private static final int BITS_FOR_EACH = 16;
    /** The best number for 16 bits would be 11; the gain over 6 is small. */
    private static final int PROBES = 6;

    private final int most;
    private final int mask;
    private long[] young = new long[0];
    private long[] old = new long[0];
    private int size;

    /** Sees at least the last {@code most} ids; a power of two of at least 4. */
    SeenIds(int most) {
        this.most = most;
        this.mask = most * BITS_FOR_EACH - 1;
    }

    void add(Lane.PostingKey key) {
        if (young.length == 0 || size == most) {
            old = young;
            young = new long[(mask + 1) / Long.SIZE];
            size = 0;
        }
        size++;
        long hash = hash(key);
        for (int i = 0; i < PROBES; i++) {
            int bit = bit(hash, i);
            young[bit >>> 6] |= 1L << bit;
        }
    }

    /** Whether the id may have been seen; false is certain, as far back as this remembers. */
    boolean mayHave(Lane.PostingKey key) {
        if (young.length == 0) {
            return false;
        }
        long hash = hash(key);
        return has(young, hash) || (old.length > 0 && has(old, hash));
    }

    private boolean has(long[] bits, long hash) {
        for (int i = 0; i < PROBES; i++) {
            int bit = bit(hash, i);
            if ((bits[bit >>> 6] & (1L << bit)) == 0) {
                return false;
            }
        }
        return true;
    }

    /** Both halves of the hash make all places: Kirsch and Mitzenmacher, "Less hashing, same performance", 2006. */
    private int bit(long hash, int probe) {
        return ((int) hash + probe * ((int) (hash >>> 32) | 1)) & mask;
    }

    /** Spreads two hashes over 64 bits: the finalizer of MurmurHash3. */
    private static long hash(Lane.PostingKey key) {
        long hash = ((long) key.account().hashCode() << 32) ^ key.id().hashCode();
        hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
        hash = (hash ^ (hash >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return hash ^ (hash >>> 33);
    }
}
