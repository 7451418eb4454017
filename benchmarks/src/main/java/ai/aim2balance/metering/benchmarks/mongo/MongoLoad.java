package ai.aim2balance.metering.benchmarks.mongo;

import ai.aim2balance.metering.entry.AccountId;
import ai.aim2balance.metering.ledger.AuditReport;
import ai.aim2balance.metering.ledger.Metering;
import ai.aim2balance.metering.ledger.Spend;
import ai.aim2balance.metering.mongo.MongoMeteringStore;
import ai.aim2balance.metering.pricing.PricingService;
import ai.aim2balance.metering.pricing.exchange.ExchangeRates;
import ai.aim2balance.metering.store.MeteringStore;
import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.connection.ClusterType;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The ledger on MongoDB beside the insert, find and compare-and-set of LibreChat, on one server in one run: round trips and
 * bytes counted, calls a second, refusals, shares of nodes, longest waits; and the two ways to treat a contended account.
 * Without a server it measures one inside the process, whose times are not MongoDB's.
 *
 * <p>{@code java -cp benchmarks.jar ai.aim2balance.metering.benchmarks.mongo.MongoLoad [seconds] [uri]}
 */
public final class MongoLoad {
    private static final int MANY = 64;
    private static final int THOUSAND = 1_000;
    private static final int NODES = 4;

    private static final PricingService PRICING = PricingService.builder()
            .exchangeRates(ExchangeRates.fixed(new BigDecimal("1.0824")))
            .build();

    private final String uri;
    private final int seconds;
    private final PrintStream out;
    private int databases;

    private MongoLoad(String uri, int seconds, PrintStream out) {
        this.uri = uri;
        this.seconds = seconds;
        this.out = out;
    }

    /**
     * Runs everything.
     *
     * @param args seconds of each cell, and the server; 3 and one inside the process without them
     */
    public static void main(String[] args) {
        PrintStream out = System.out;
        int seconds = args.length > 0 ? Integer.parseInt(args[0]) : 3;
        MongoServer own = args.length > 1 ? null : new MongoServer(new MemoryBackend());
        String uri = own == null ? args[1] : own.bindAndGetConnectionString();
        out.println(
                own == null ? "server: " + uri : "server: inside the process, in memory: its times are not MongoDB's");
        new MongoLoad(uri, seconds, out).run();
        System.exit(0);
    }

    private void run() {
        counts(1, 500);
        counts(MANY, 20_000);
        for (int round = 0; round < 2; round++) {
            out.println(round == 0 ? "warm-up:" : "measured:");
            for (int callers : new int[] {1, MANY}) {
                ledger("hot account", 1, callers, 1, true);
                compareAndSet("hot account", callers, 1);
            }
            ledger("1,000 accounts", 1, MANY, THOUSAND, true);
            compareAndSet("1,000 accounts", MANY, THOUSAND);
            ledger("hot account, heads read anew", NODES, 16, 1, false);
            ledger("hot account, turn documents", NODES, 16, 1, true);
        }
    }

    /** What is sent for each spend. */
    private void counts(int callers, int calls) {
        Traffic traffic = new Traffic();
        String database = database();
        try (MongoClient client = client(traffic);
                MeteringStore store = MongoMeteringStore.of(client, database);
                Metering metering = Metering.builder(store, PRICING).build()) {
            spend(metering, 0, "first");
            traffic.reset();
            Crowd crowd = new Crowd();
            crowd.node((number, caller) -> spend(metering, 0, caller + "-" + number), callers);
            crowd.run(calls);
            out.printf(
                    Locale.ROOT,
                    "counted, %d callers, %d spends: %s%n",
                    callers,
                    crowd.done(),
                    traffic.perCall(crowd.done()));
            drop(client, database);
        }
    }

    private void ledger(String what, int nodes, int callers, int accounts, boolean turns) {
        String database = database();
        List<MongoClient> clients = new ArrayList<>();
        List<Metering> ledgers = new ArrayList<>();
        Crowd crowd = new Crowd();
        for (int node = 0; node < nodes; node++) {
            MongoClient client = client(null);
            clients.add(client);
            MeteringStore plain = MongoMeteringStore.of(client, database);
            MeteringStore store = turns ? plain : new RereadStore(plain);
            Metering metering = Metering.builder(store, PRICING).build();
            ledgers.add(metering);
            int name = node;
            crowd.node(
                    (number, caller) -> spend(metering, number % accounts, name + "-" + caller + "-" + number),
                    callers);
        }
        crowd.runFor(seconds);
        AuditReport audit = ledgers.get(0).audit(account(0));
        out.printf(
                Locale.ROOT,
                "  ledger, %s: %s; %s; node 0: %s%n",
                what,
                crowd,
                audit.isProven() ? "proven" : audit.problems(),
                ledgers.get(0).stats());
        ledgers.forEach(Metering::close);
        drop(clients.get(0), database);
        clients.forEach(MongoClient::close);
    }

    private void compareAndSet(String what, int callers, int accounts) {
        String database = database();
        try (MongoClient client = client(null)) {
            client.getDatabase(database).listCollectionNames().first();
            boolean standalone = client.getClusterDescription().getType() == ClusterType.STANDALONE;
            CompareAndSet pattern = new CompareAndSet(
                    client.getDatabase(database),
                    (standalone ? WriteConcern.W1 : WriteConcern.MAJORITY).withJournal(true));
            pattern.open(accounts);
            Crowd crowd = new Crowd();
            crowd.node((number, caller) -> pattern.spend((int) (number % accounts)), callers);
            crowd.runFor(seconds);
            out.printf(Locale.ROOT, "  compare-and-set, %s: %s; %d refusals%n", what, crowd, pattern.retries());
            drop(client, database);
        }
    }

    private static AccountId account(long number) {
        return new AccountId("acme", "u" + number);
    }

    private static boolean spend(Metering metering, long account, String id) {
        metering.spendTokens(Spend.builder(account(account), "openai", "gpt-4o")
                .id(id)
                .tokens(1_200, 300)
                .build());
        return true;
    }

    private MongoClient client(@Nullable Traffic traffic) {
        MongoClientSettings.Builder settings =
                MongoClientSettings.builder().applyConnectionString(new ConnectionString(uri));
        if (traffic != null) {
            settings.addCommandListener(traffic);
        }
        return MongoClients.create(settings.build());
    }

    private String database() {
        return "load_" + ProcessHandle.current().pid() + "_" + databases++;
    }

    private static void drop(MongoClient client, String database) {
        client.getDatabase(database).drop();
    }
}
