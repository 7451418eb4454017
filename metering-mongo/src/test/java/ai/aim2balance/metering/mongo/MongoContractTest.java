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

    @Override
    protected MeteringStore createStore() {
        return TestMongo.store(client, database, MongoOptions.DEFAULT);
    }

    @Override
    protected MeteringStore anotherNode(MeteringStore first) {
        return TestMongo.store(other, database, MongoOptions.DEFAULT);
    }

    @Override
    protected MeteringStore reopen(MeteringStore closed) {
        return TestMongo.store(other, database, MongoOptions.DEFAULT);
    }

    @Override
    protected boolean checksPredecessor() {
        return false;
    }

    @Override
    protected boolean excludes() {
        return false;
    }

    @Override
    protected Duration arrivalLag() {
        return TestMongo.LAG;
    }

    @AfterEach
    void drop() {
        client.getDatabase(database).drop();
    }
}
