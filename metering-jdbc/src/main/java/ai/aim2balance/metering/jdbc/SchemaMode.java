package ai.aim2balance.metering.jdbc;

/** What a store does about its tables when it is opened. Whatever the mode, it tries both unique keys by writes. */
public enum SchemaMode {
    /** Creates what is missing, and checks what is there. Safe on any number of nodes at once. */
    CREATE,
    /** Creates nothing, and refuses to open where something is missing or of another version. */
    VALIDATE,
    /** Neither creates nor checks tables, for users without the right to look. */
    NONE
}
