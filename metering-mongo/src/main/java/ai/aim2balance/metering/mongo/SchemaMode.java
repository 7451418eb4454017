package ai.aim2balance.metering.mongo;

/** What is done about indexes at the start. Both unique keys are tried by writes in every mode. */
public enum SchemaMode {
    /** Makes the indexes that are missing. Any number of nodes may do so at once. */
    CREATE,
    /** Makes none; an index that is missing or different is an error that names the file to run. */
    VALIDATE,
    /** Asks for no index, for users who may only read and write documents. */
    NONE
}
