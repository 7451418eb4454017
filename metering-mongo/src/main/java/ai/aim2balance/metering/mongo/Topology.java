package ai.aim2balance.metering.mongo;

import com.mongodb.ReadConcern;
import com.mongodb.WriteConcern;
import com.mongodb.connection.ClusterType;

/** What answers, and which concerns that needs. They are always sent: what a client or server has for default is not asked. */
enum Topology {
    STANDALONE("standalone", WriteConcern.W1.withJournal(true), ReadConcern.LOCAL),
    REPLICA_SET("replica set", WriteConcern.MAJORITY.withJournal(true), ReadConcern.MAJORITY),
    SHARDED("sharded cluster", WriteConcern.MAJORITY.withJournal(true), ReadConcern.MAJORITY);

    private final String title;

    @SuppressWarnings("ImmutableEnumChecker") // the driver's constants are immutable
    private final WriteConcern writeConcern;

    @SuppressWarnings("ImmutableEnumChecker") // the driver's constants are immutable
    private final ReadConcern readConcern;

    Topology(String title, WriteConcern writeConcern, ReadConcern readConcern) {
        this.title = title;
        this.writeConcern = writeConcern;
        this.readConcern = readConcern;
    }

    /** What a driver that has been answered once says; a service that hides its servers counts as a cluster. */
    static Topology of(ClusterType type) {
        return switch (type) {
            case STANDALONE -> STANDALONE;
            case REPLICA_SET -> REPLICA_SET;
            case SHARDED, LOAD_BALANCED, UNKNOWN -> SHARDED;
        };
    }

    WriteConcern writeConcern() {
        return writeConcern;
    }

    ReadConcern readConcern() {
        return readConcern;
    }

    @Override
    public String toString() {
        return title + ", w=" + (this == STANDALONE ? "1" : "majority") + ", j=true, readConcern="
                + (this == STANDALONE ? "local" : "majority");
    }
}
