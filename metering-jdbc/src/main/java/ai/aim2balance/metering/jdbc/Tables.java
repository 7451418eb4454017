package ai.aim2balance.metering.jdbc;

/**
 * The names of tables and keys.
 *
 * @param prefix of all names, with a schema where there is one
 */
record Tables(String prefix) {
    String entry() {
        return prefix + "entry";
    }

    String schema() {
        return prefix + "schema";
    }

    /** The prefix without a schema: for names that stand in the schema of their table. */
    String plainPrefix() {
        return prefix.substring(prefix.indexOf('.') + 1);
    }

    /** The key (account, number). */
    String seqKey() {
        return plainPrefix() + "entry_seq";
    }

    /** The key (account, posting id). */
    String postingKey() {
        return plainPrefix() + "entry_posting";
    }
}
