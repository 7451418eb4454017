package ai.aim2balance.metering.mongo.librechat;

import ai.aim2balance.metering.jdbc.JdbcMeteringStore;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import java.nio.file.Path;

/** A process that imports into a file, and says how far it is until somebody kills it. */
final class KilledImport {
    private KilledImport() {}

    public static void main(String[] args) throws InterruptedException {
        try (MongoClient client = MongoClients.create(args[0]);
                Destination destination = new Destination(JdbcMeteringStore.embedded(Path.of(args[1])))) {
            Thread teller = new Thread(() -> {
                while (!Thread.currentThread().isInterrupted()) {
                    System.out.println(destination.metering.stats().get("entries"));
                    try {
                        Thread.sleep(20);
                    } catch (InterruptedException e) {
                        return;
                    }
                }
            });
            teller.setDaemon(true);
            teller.start();
            ImportReport report = LibreChatImport.builder(client.getDatabase("LibreChat"), destination.metering)
                    .tenant(Destination.TENANT)
                    .build()
                    .run();
            teller.interrupt();
            teller.join();
            System.out.println(report);
        }
    }
}
