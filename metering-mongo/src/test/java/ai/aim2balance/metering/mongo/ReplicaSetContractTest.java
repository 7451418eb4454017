package ai.aim2balance.metering.mongo;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.aim2balance.metering.store.MeteringStore;
import com.mongodb.client.MongoClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.mongodb.MongoDBContainer;

/** Skipped where no Docker is. */
@DisplayName("The store on a replica set of MongoDB in Docker")
class ReplicaSetContractTest extends MongoContractTest {
    /** One version, so that a new one is a change of ours. */
    private static final String IMAGE = "mongo:7.0.14";

    private static MongoDBContainer server;
    private static MongoClient one;
    private static MongoClient another;

    @BeforeAll
    static void start() {
        assumeTrue(
                DockerClientFactory.instance().isDockerAvailable(),
                "no Docker here, so no replica set: a server of your own is named by -Dmetering.test.mongo.uri=...");
        server = new MongoDBContainer(IMAGE).withReplicaSet();
        server.start();
        one = TestMongo.client(server.getReplicaSetUrl());
        another = TestMongo.client(server.getReplicaSetUrl());
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            one.close();
            another.close();
            server.stop();
        }
    }

    @Override
    MeteringStore create(String fresh) {
        return TestMongo.store(one, fresh, MongoOptions.DEFAULT);
    }

    @Override
    MeteringStore join(String same) {
        return TestMongo.store(another, same, MongoOptions.DEFAULT);
    }
}
