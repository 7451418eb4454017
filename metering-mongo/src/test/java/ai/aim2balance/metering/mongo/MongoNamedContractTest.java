package ai.aim2balance.metering.mongo;

import ai.aim2balance.metering.store.MeteringStore;
import com.mongodb.client.MongoClient;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;

@DisplayName(
        "The store on MongoDB, with two connections for each node, other names, other limits, indexes that are there")
class MongoNamedContractTest extends MongoContractTest {
    private static final MongoOptions OPTIONS = MongoOptions.DEFAULT
            .withCollectionPrefix("billing_2_")
            .withTimeLimit(Duration.ofSeconds(20))
            .withQueryTimeLimit(Duration.ofSeconds(60))
            .withClockSkew(Duration.ZERO)
            .withLanes(1);
    private static MongoClient small;
    private static MongoClient smallToo;

    @BeforeAll
    static void openSmall() {
        small = TestMongo.small();
        smallToo = TestMongo.small();
    }

    @AfterAll
    static void closeSmall() {
        small.close();
        smallToo.close();
    }

    @Override
    MeteringStore create(String database) {
        TestMongo.store(small, database, OPTIONS).close();
        return TestMongo.store(small, database, OPTIONS.withSchemaMode(SchemaMode.VALIDATE));
    }

    @Override
    MeteringStore join(String database) {
        return TestMongo.store(smallToo, database, OPTIONS.withSchemaMode(SchemaMode.NONE));
    }
}
