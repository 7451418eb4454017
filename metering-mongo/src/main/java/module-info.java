/**
 * Keeps the ledger in MongoDB.
 */
@SuppressWarnings({"requires-automatic", "requires-transitive-automatic"
}) // the driver's jars have names, no descriptors
module ai.aim2balance.metering.mongo {
    requires transitive ai.aim2balance.metering.core;
    requires transitive org.mongodb.driver.sync.client;
    requires static transitive org.jspecify;
    requires org.mongodb.driver.core;
    requires org.mongodb.bson;
    requires org.slf4j;

    exports ai.aim2balance.metering.mongo;
    exports ai.aim2balance.metering.mongo.librechat;
}
