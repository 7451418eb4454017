package ai.aim2balance.metering.mongo;

import ai.aim2balance.metering.store.MeteringStore;
import ai.aim2balance.metering.tck.MeteringStoreContract;
import com.mongodb.client.MongoClient;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

@DisplayName("The store on MongoDB")
@ExtendWith(ServerOrder.class)
@TestInstance(TestInstance.Lifecycle.PER_METHOD)
class MongoContractTest extends MeteringStoreContract {
    private static MongoClient client;
    private static MongoClient other;

    private final String database = TestMongo.newDatabase();

    @BeforeAll
    static void open() {
        client = TestMongo.client();
        other = TestMongo.client();
    }

    @AfterAll
    static void closeAll() {
        client.close();
        other.close();
    }

    /** The first node. */
    MeteringStore create(String fresh) {
        return TestMongo.store(client, fresh, MongoOptions.DEFAULT);
    }

    /** A later node. */
    MeteringStore join(String same) {
        return TestMongo.store(other, same, MongoOptions.DEFAULT);
    }

    @Override
    protected final MeteringStore createStore() {
        return create(database);
    }

    @Override
    protected final MeteringStore anotherNode(MeteringStore first) {
        return join(database);
    }

    @Override
    protected final MeteringStore reopen(MeteringStore closed) {
        return join(database);
    }

    @Override
    protected final boolean checksPredecessor() {
        return false;
    }

    @Override
    protected final Duration arrivalLag() {
        return TestMongo.LAG;
    }

    @AfterEach
    void drop() {
        client.getDatabase(database).drop();
    }
}
