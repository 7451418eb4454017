package ai.aim2balance.metering.mongo.librechat;

import ai.aim2balance.metering.entry.AccountId;
import ai.aim2balance.metering.entry.BalanceMode;
import ai.aim2balance.metering.entry.Entry;
import ai.aim2balance.metering.entry.EntryJson;
import ai.aim2balance.metering.ledger.Metering;
import ai.aim2balance.metering.ledger.MeteringBuilder;
import ai.aim2balance.metering.ledger.TenantPolicy;
import ai.aim2balance.metering.pricing.PricingService;
import ai.aim2balance.metering.pricing.exchange.ExchangeRates;
import ai.aim2balance.metering.store.EntryPage;
import ai.aim2balance.metering.store.EntryQuery;
import ai.aim2balance.metering.store.InMemoryMeteringStore;
import ai.aim2balance.metering.store.MeteringStore;
import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.bson.types.ObjectId;

/** A ledger to import into: real prices, exchange rates by day. */
final class Destination implements AutoCloseable {
    static final String TENANT = "acme";

    /** Dollars per euro, as the ECB publishes them: made-up days on both sides of the history. */
    private static final String RATES = """
            Date,USD,
            2026-03-03,1.25,
            2026-03-02,1.0824,
            2023-01-02,1.0683,
            """;

    static final PricingService PRICING = PricingService.builder()
            .exchangeRates(ai.aim2balance.metering.pricing.exchange.EcbRates.readCsv(
                    new ByteArrayInputStream(RATES.getBytes(StandardCharsets.UTF_8)), "rates", Duration.ofDays(1_500)))
            .build();

    final MeteringStore store;
    final Metering metering;

    Destination() {
        this(new InMemoryMeteringStore());
    }

    Destination(MeteringStore store) {
        this(store, BigDecimal.ZERO);
    }

    Destination(MeteringStore store, BigDecimal startCredits) {
        this.store = store;
        this.metering = ledger(store)
                .policy(TenantPolicy.DEFAULT.withMode(BalanceMode.ENFORCED).withStartCredits(startCredits))
                .build();
    }

    static MeteringBuilder ledger(MeteringStore store) {
        return Metering.builder(store, PRICING);
    }

    static ExchangeRates fixed() {
        return ExchangeRates.fixed(new BigDecimal("1.0824"));
    }

    LibreChatImportBuilder from(TestLibreChat source) {
        return LibreChatImport.builder(source.database(), metering).tenant(TENANT);
    }

    ImportReport run(TestLibreChat source) {
        return from(source).build().run();
    }

    static AccountId account(ObjectId user) {
        return new AccountId(TENANT, user.toHexString());
    }

    BigDecimal credits(ObjectId user) {
        return metering.balance(account(user)).tokenCredits();
    }

    List<Entry> chain(ObjectId user) {
        return metering.operator().entries(account(user), 1, 10_000);
    }

    /** All entries of all accounts, as they are kept. */
    List<String> everything() {
        List<String> all = new ArrayList<>();
        String cursor = null;
        EntryPage page;
        do {
            page = store.entries(new EntryQuery.Arrival(cursor, 1_000));
            page.entries().forEach(entry -> all.add(EntryJson.write(entry)));
            cursor = page.cursor();
        } while (!page.entries().isEmpty());
        return all;
    }

    @Override
    public void close() {
        metering.close();
        store.close();
    }
}
