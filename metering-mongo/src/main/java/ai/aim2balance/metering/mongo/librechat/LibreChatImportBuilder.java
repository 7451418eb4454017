package ai.aim2balance.metering.mongo.librechat;

import ai.aim2balance.metering.InvalidInputException;
import ai.aim2balance.metering.entry.AccountId;
import ai.aim2balance.metering.ledger.Metering;
import ai.aim2balance.metering.pricing.catalog.PriceCatalog;
import com.mongodb.client.MongoDatabase;
import java.time.Clock;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Configures a {@link LibreChatImport}. For one thread. */
public final class LibreChatImportBuilder {
    private static final int LARGEST_BATCH = 10_000;

    final MongoDatabase source;
    final Metering target;
    String transactions = "transactions";
    String balances = "balances";
    int batchSize = 500;
    Clock clock = Clock.systemUTC();

    @Nullable
    String sourceTenant;

    private @Nullable String tenant;
    private boolean refills = true;
    private ZoneId zone = ZoneOffset.UTC;
    private Function<String, @Nullable String> providers = model -> null;
    private PriceCatalog catalog = PriceCatalog.bundled();

    LibreChatImportBuilder(MongoDatabase source, Metering target) {
        this.source = given(source, "source", "LibreChat's database");
        this.target = given(target, "target", "a ledger");
    }

    /**
     * Sets the tenant of the ledger to which all imported accounts belong. Must be set. The user of an account is
     * LibreChat's user id, an ObjectId as its 24 hexadecimal digits.
     *
     * @param name the tenant
     * @return this
     * @throws InvalidInputException if it cannot be a tenant
     */
    public LibreChatImportBuilder tenant(String name) {
        new AccountId(name, "0123456789abcdef01234567");
        this.tenant = name;
        return this;
    }

    /**
     * Imports one of LibreChat's own tenants alone: documents with that {@code tenantId}. Without it, all documents are
     * imported, and the report tells where they have several.
     *
     * @param tenantId LibreChat's name of it, or null for all documents
     * @return this
     */
    public LibreChatImportBuilder sourceTenant(@Nullable String tenantId) {
        this.sourceTenant = tenantId;
        return this;
    }

    /**
     * Sets who served which model: LibreChat's transactions do not say. Asked once for each model.
     *
     * @param byModel from the model's name to the catalogue's name of a provider, or null for the one to which the name
     *     points, else the first of the well-known ones that has the model; a model that none of them has is booked under
     *     {@code librechat}, at the price for unknown models
     * @return this
     */
    public LibreChatImportBuilder providers(Function<String, @Nullable String> byModel) {
        this.providers = given(byModel, "providers", "a function");
        return this;
    }

    /**
     * Sets where providers of models are looked up; the bundled catalogue without it.
     *
     * @param prices the catalogue that the ledger prices with
     * @return this
     */
    public LibreChatImportBuilder catalog(PriceCatalog prices) {
        this.catalog = given(prices, "catalog", "a catalogue");
        return this;
    }

    /**
     * Sets whether refill settings of balances are imported; they are without it.
     *
     * @param isImported false to leave them to the tenant's policy
     * @return this
     */
    public LibreChatImportBuilder refills(boolean isImported) {
        this.refills = isImported;
        return this;
    }

    /**
     * Sets the zone in which days, weeks and months of refill settings are counted; UTC without it.
     *
     * @param refillZone the time zone of LibreChat's process
     * @return this
     */
    public LibreChatImportBuilder zone(ZoneId refillZone) {
        this.zone = given(refillZone, "zone", "a time zone");
        return this;
    }

    /**
     * Sets the names of the collections, instead of those that LibreChat gives them.
     *
     * @param ofTransactions where transactions are, such as a restored copy
     * @param ofBalances where balances are
     * @return this
     */
    public LibreChatImportBuilder collections(String ofTransactions, String ofBalances) {
        this.transactions = given(ofTransactions, "transactions", "a collection");
        this.balances = given(ofBalances, "balances", "a collection");
        return this;
    }

    /**
     * Sets how many calls are booked at once; 500 without it.
     *
     * @param calls 1 to 10,000
     * @return this
     * @throws InvalidInputException if it is outside
     */
    public LibreChatImportBuilder batchSize(int calls) {
        if (calls < 1 || calls > LARGEST_BATCH) {
            throw new InvalidInputException("batchSize", Integer.toString(calls), "1 to " + LARGEST_BATCH);
        }
        this.batchSize = calls;
        return this;
    }

    /**
     * Sets the clock that tells which transactions are too young; the system's without it.
     *
     * @param now the clock
     * @return this
     */
    public LibreChatImportBuilder clock(Clock now) {
        this.clock = given(now, "clock", "a clock");
        return this;
    }

    /**
     * The import.
     *
     * @return an import that has done nothing yet
     * @throws InvalidInputException if there is no tenant
     */
    public LibreChatImport build() {
        tenant();
        return new LibreChatImport(this);
    }

    String tenant() {
        return given(tenant, "tenant", "the tenant of the imported accounts");
    }

    Providers providers() {
        return new Providers(providers, catalog);
    }

    /** Null where refill settings are not imported. */
    @Nullable
    ZoneId refillZone() {
        return refills ? zone : null;
    }

    private static <T> T given(@Nullable T value, String field, String allowed) {
        if (value == null) {
            throw new InvalidInputException(field, "null", allowed);
        }
        return value;
    }
}
