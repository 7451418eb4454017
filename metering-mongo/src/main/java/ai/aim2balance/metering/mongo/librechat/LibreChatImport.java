package ai.aim2balance.metering.mongo.librechat;

import ai.aim2balance.metering.ledger.Metering;
import com.mongodb.MongoException;
import com.mongodb.client.MongoCursor;
import com.mongodb.client.MongoDatabase;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.bson.BsonDocument;

/**
 * Imports the history of a LibreChat database into a ledger on any store: its {@code transactions} as calls, top-ups and
 * changes at their own time, its {@code balances} as balances, equal to the millionth of a credit. LibreChat's database is
 * read and never written.
 *
 * <ul>
 *   <li><b>Once:</b> every posting id follows from the {@code _id} of a document. Whoever kills an import runs it again: it
 *       goes on where it stopped, and a second run changes nothing. Progress is in the ledger alone.
 *   <li><b>As charged:</b> what LibreChat took for a call leaves the balance, leg by leg; cost in EUR and impact are those
 *       of the day of the call, from the ledger's prices, exchange rates and factors.
 *   <li><b>Equal:</b> where transactions and balance disagree, a correction that is linked, explained and reported makes
 *       the balance LibreChat's. What the ledger booked itself since the move stays on top.
 *   <li><b>Told:</b> each document that is not imported is in the report, with the reason.
 * </ul>
 *
 * <p>Of each user a few numbers are kept in memory, of transactions some thousand at a time, whatever their number.
 * LibreChat should be stopped for the last run; transactions of the last minute are left for the next one. Not for more
 * than one thread; two imports of one database at once are safe, but slower than one.
 */
public final class LibreChatImport {
    /** The half of a call that is on its way is written by then, clocks that differ a little included. */
    private static final Duration MARGIN = Duration.ofMinutes(1);

    private final LibreChatImportBuilder options;

    LibreChatImport(LibreChatImportBuilder options) {
        this.options = options;
    }

    /**
     * Configures an import.
     *
     * @param source LibreChat's database, with the read preference and concern that reading it shall have; stays open
     * @param target the ledger, with the prices, exchange rates by date and policies that shall hold; stays open
     * @return a builder; the tenant must be set
     */
    public static LibreChatImportBuilder builder(MongoDatabase source, Metering target) {
        return new LibreChatImportBuilder(source, target);
    }

    /**
     * Reads everything and books nothing: what {@link #run} would do, with prices, impact and all that it would find. What
     * only the store can refuse, such as an entry that is too long, is not foreseen.
     *
     * @return what would be booked
     * @throws ImportStoppedException if one of the databases fails
     */
    public ImportReport dryRun() {
        return execute(true);
    }

    /**
     * Imports what the ledger does not have yet.
     *
     * @return what was booked, now and before
     * @throws ImportStoppedException if one of the databases fails or the ledger cannot book; what was booked so far is
     *     complete in itself
     */
    public ImportReport run() {
        return execute(false);
    }

    private ImportReport execute(boolean dry) {
        Tally tally = new Tally();
        Users users = new Users(options.tenant());
        Metering metering = options.target;
        Target target = dry
                ? new DryTarget(metering, tally, options.batchSize)
                : new LedgerTarget(metering, tally, options.batchSize);
        Source source = new Source(options.source, options.transactions, options.balances, options.sourceTenant);
        Instant cut = options.clock.instant().minus(MARGIN).truncatedTo(ChronoUnit.SECONDS);
        try {
            try (MongoCursor<BsonDocument> rows = source.transactions()) {
                new TransactionsImport(metering, target, tally, users, options.providers(), cut).run(rows);
            }
            try (MongoCursor<BsonDocument> balances = source.balances()) {
                new BalancesImport(metering, source, target, tally, users, options.refillZone()).run(balances);
            }
        } catch (ImportStoppedException e) {
            throw e;
        } catch (MongoException e) {
            throw tally.stopped("LibreChat's database failed (" + e.getMessage() + ")", e);
        } catch (RuntimeException e) {
            throw tally.stopped("the ledger failed (" + e.getMessage() + ")", e);
        }
        if (users.tenantIds().size() > 1) {
            tally.findings.add(
                    "tenants of LibreChat were imported into one tenant",
                    String.join(", ", users.tenantIds()),
                    users.tenantIds().size(),
                    null);
        }
        return tally.report(dry, options.tenant(), users.all().size());
    }
}
