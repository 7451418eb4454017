package ai.aim2balance.metering.mongo.librechat;

import static org.assertj.core.api.Assertions.assertThat;

import ai.aim2balance.metering.entry.AccountId;
import ai.aim2balance.metering.entry.Entry;
import ai.aim2balance.metering.entry.EntryKind;
import ai.aim2balance.metering.entry.RefillSettings;
import ai.aim2balance.metering.ledger.Spend;
import ai.aim2balance.metering.ledger.TopUp;
import ai.aim2balance.metering.store.InMemoryMeteringStore;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.bson.BsonBoolean;
import org.bson.BsonDateTime;
import org.bson.BsonDocument;
import org.bson.BsonDouble;
import org.bson.BsonInt32;
import org.bson.BsonObjectId;
import org.bson.BsonString;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A balance of LibreChat")
class BalancesTest {
    private static final ObjectId ANNA = TestLibreChat.user(1);
    private static final ObjectId BEN = TestLibreChat.user(2);

    private final TestLibreChat source = new TestLibreChat();
    private Destination destination = new Destination();

    @AfterEach
    void close() {
        destination.close();
        source.close();
    }

    @Test
    @DisplayName("that is not the sum of its transactions is reached by one correction that is linked and says why")
    void corrected() {
        source.transaction(source.row(ANNA, "prompt", TestLibreChat.DAY, -100, 2.5));
        source.balance(source.record(ANNA, 19_750.125));

        ImportReport report = destination.run(source);
        Entry correction = destination.chain(ANNA).get(2);

        assertThat(destination.credits(ANNA)).isEqualByComparingTo("19750.125");
        assertThat(correction.kind()).isEqualTo(EntryKind.ADJUSTMENT);
        assertThat(correction.postingId()).isEqualTo("librechat/balance/1");
        assertThat(correction.refersTo()).isEqualTo(2);
        assertThat(correction.details().get("reason"))
                .startsWith("LibreChat's balance of 19750.125000 (balance record ")
                .endsWith("); imported were -250.000000");
        assertThat(report.balances().largest())
                .containsExactly(new ImportReport.Difference(
                        ANNA.toHexString(), new BigDecimal("19750.125000"), new BigDecimal("-250.000000")));
        assertThat(report.balances().largest().get(0).credits()).isEqualByComparingTo("20000.125");
        assertThat(report.amounts().corrected()).isEqualByComparingTo("20000.125");
    }

    @Test
    @DisplayName("without transactions, and one below zero, is reached by a correction behind the opening")
    void withoutTransactions() {
        source.balance(source.record(ANNA, -12.5));
        destination.run(source);
        assertThat(destination.credits(ANNA)).isEqualByComparingTo("-12.5");
        assertThat(destination.chain(ANNA).get(1).postingId()).isEqualTo("librechat/balance/1");
    }

    @Test
    @DisplayName("that agrees is not corrected")
    void agrees() {
        source.transaction(source.credits(ANNA, TestLibreChat.DAY, 1_000, "by hand"));
        source.transaction(source.row(ANNA, "prompt", TestLibreChat.DAY, -100, 2.5));
        source.balance(source.record(ANNA, 750));
        ImportReport report = destination.run(source);
        assertThat(report.booked().corrections()).isZero();
        assertThat(report.balances().differing()).isZero();
        assertThat(destination.chain(ANNA))
                .extracting(Entry::kind)
                .containsExactly(EntryKind.OPENING, EntryKind.TOP_UP, EntryKind.SPEND);
        assertThat(destination.chain(ANNA).get(1).occurredAt()).isEqualTo(TestLibreChat.DAY);
        assertThat(destination.chain(ANNA).get(1).details()).containsEntry("reason", "by hand");
    }

    @Test
    @DisplayName("contains the start credits of the tenant's policy, which are not given on top")
    void startCredits() {
        destination.close();
        destination = new Destination(new InMemoryMeteringStore(), new BigDecimal("5000"));
        source.transaction(source.row(ANNA, "prompt", TestLibreChat.DAY, -100, 2.5));
        source.balance(source.record(ANNA, 4_000));
        destination.run(source);
        assertThat(destination.credits(ANNA)).isEqualByComparingTo("4000");
    }

    @Test
    @DisplayName("of several records is that of the oldest; the others are told")
    void duplicates() {
        BsonDocument oldest = source.record(ANNA, 1);
        BsonDocument younger = source.record(ANNA, 999);
        source.balance(younger);
        source.balance(oldest);
        ImportReport report = destination.run(source);
        assertThat(destination.credits(ANNA)).isEqualByComparingTo("1");
        assertThat(report.balances().duplicates()).isEqualTo(1);
        assertThat(report.toString())
                .contains(younger.getObjectId("_id").getValue().toHexString());
    }

    @Test
    @DisplayName("that there is none of counts as 0")
    void noRecord() {
        source.transaction(source.row(ANNA, "prompt", TestLibreChat.DAY, -100, 2.5));
        ImportReport report = destination.run(source);
        assertThat(destination.credits(ANNA)).isEqualByComparingTo("0");
        assertThat(report.balances().withoutRecord()).isEqualTo(1);
    }

    @Test
    @DisplayName("that cannot be read leaves the sum of the transactions, and is told")
    void unreadable() {
        source.transaction(source.row(ANNA, "prompt", TestLibreChat.DAY, -100, 2.5));
        source.balance(source.record(ANNA, 0).append("tokenCredits", new BsonDouble(Double.NaN)));
        source.balance(source.record(BEN, 0).append("tokenCredits", new BsonDouble(1e300)));
        ImportReport report = destination.run(source);
        assertThat(destination.credits(ANNA)).isEqualByComparingTo("-250");
        assertThat(report.balances().unreadable()).isEqualTo(2);
        assertThat(report.toString()).contains("tokenCredits is NaN").contains("out of range");
    }

    @Test
    @DisplayName("has its refill settings, counted from the last refill")
    void refillSettings() {
        Instant last = Instant.parse("2026-02-14T08:00:00Z");
        source.balance(refilling(ANNA, 30, "days", 10_000).append("lastRefill", new BsonDateTime(last.toEpochMilli())));
        source.balance(refilling(BEN, 0, "fortnights", 10_000));
        LibreChatImport berlin =
                destination.from(source).zone(ZoneId.of("Europe/Berlin")).build();
        ImportReport report = berlin.run();
        RefillSettings settings =
                destination.metering.balance(Destination.account(ANNA)).refill();
        assertThat(settings)
                .isEqualTo(new RefillSettings(
                        RefillSettings.Policy.WHEN_EXHAUSTED,
                        10_000_000_000L,
                        30,
                        RefillSettings.Unit.DAYS,
                        ZoneId.of("Europe/Berlin"),
                        last,
                        RefillSettings.Missed.SKIP));
        assertThat(report.booked().refillPlans()).isEqualTo(1);
        assertThat(report.toString()).contains("refillIntervalValue 0 is not in 1 to 10000");
        assertThat(berlin.run().booked().now()).isZero();
        assertThat(destination.run(source).skipped())
                .extracting(ImportReport.Finding::what)
                .containsExactly("was imported before with other content");
    }

    @Test
    @DisplayName("leaves refill settings to the policy where that is asked for")
    void noRefillSettings() {
        source.balance(refilling(ANNA, 30, "days", 10_000));
        destination.from(source).refills(false).build().run();
        assertThat(destination.metering.balance(Destination.account(ANNA)).refill())
                .isNull();
    }

    @Test
    @DisplayName("gets a pending refill once: from its row where there is one, else from the record")
    void pendingRefill() {
        ObjectId written = source.id(TestLibreChat.DAY);
        source.transaction(
                source.credits(ANNA, TestLibreChat.DAY, 1_000, "autoRefill").append("_id", new BsonObjectId(written)));
        source.balance(pending(ANNA, written));
        source.balance(pending(BEN, source.id(TestLibreChat.DAY)));
        ImportReport report = destination.run(source);
        assertThat(report.booked().pendingRefills()).isEqualTo(1);
        assertThat(report.booked().corrections()).isZero();
        assertThat(destination.credits(ANNA)).isEqualByComparingTo("1000");
        assertThat(destination.credits(BEN)).isEqualByComparingTo("1000");
        assertThat(destination.run(source).booked().now()).isZero();
    }

    @Test
    @DisplayName("is not touched again by a second run, whatever the ledger has booked since")
    void usedSince() {
        source.transaction(source.row(ANNA, "prompt", TestLibreChat.DAY, -100, 2.5));
        source.balance(source.record(ANNA, 20_000));
        destination.run(source);
        AccountId account = Destination.account(ANNA);
        destination.metering.spendTokens(Spend.builder(account, "openai", "gpt-4o")
                .id("live")
                .tokens(1_000, 0)
                .build());
        destination.metering.topUp(TopUp.ofCredits(account, "stripe", new BigDecimal("100")));
        List<String> before = destination.everything();
        destination.run(source);
        assertThat(destination.everything()).isEqualTo(before);
        assertThat(destination.credits(ANNA)).isEqualByComparingTo("17600");
    }

    @Test
    @DisplayName("follows a LibreChat that was used between two runs, by what is new alone")
    void grown() {
        source.transaction(source.row(ANNA, "prompt", TestLibreChat.DAY, -100, 2.5));
        source.balance(source.record(ANNA, 20_000));
        destination.run(source);
        source.transaction(source.row(ANNA, "prompt", TestLibreChat.DAY.plusSeconds(60), -40, 2.5));
        source.balances().updateOne(new BsonDocument(), com.mongodb.client.model.Updates.set("tokenCredits", 19_899));
        ImportReport report = destination.run(source);
        assertThat(report.booked().now()).isEqualTo(2);
        assertThat(report.booked().before()).isEqualTo(1);
        assertThat(destination.credits(ANNA)).isEqualByComparingTo("19899");
        assertThat(destination.chain(ANNA).get(4).creditsDelta()).isEqualTo(-1_000_000L);
        assertThat(destination.chain(ANNA).get(4).postingId()).isEqualTo("librechat/balance/2");
    }

    @Test
    @DisplayName("stays right where LibreChat has thrown transactions away since")
    void thrownAway() {
        source.transaction(source.row(ANNA, "prompt", TestLibreChat.DAY, -100, 2.5));
        source.balance(source.record(ANNA, 20_000));
        destination.run(source);
        source.transactions().deleteMany(new BsonDocument());
        List<String> before = destination.everything();
        assertThat(destination.run(source).booked().now()).isZero();
        assertThat(destination.everything()).isEqualTo(before);
    }

    @Test
    @DisplayName("is read of one of LibreChat's tenants alone where that is asked for, else several are told")
    void sourceTenant() {
        source.balance(source.record(ANNA, 5).append("tenantId", new BsonString("law")));
        source.balance(source.record(BEN, 7).append("tenantId", new BsonString("art")));
        source.transaction(source.credits(ANNA, TestLibreChat.DAY, 5, "x").append("tenantId", new BsonString("law")));
        source.transaction(source.credits(BEN, TestLibreChat.DAY, 7, "x").append("tenantId", new BsonString("art")));
        assertThat(destination.from(source).build().dryRun().toString()).contains("art, law");
        ImportReport report =
                destination.from(source).sourceTenant("law").build().run();
        assertThat(report.source().users()).isEqualTo(1);
        assertThat(destination.chain(BEN)).isEmpty();
    }

    private BsonDocument refilling(ObjectId user, int value, String unit, int amount) {
        return source.record(user, 1)
                .append("autoRefillEnabled", BsonBoolean.TRUE)
                .append("refillIntervalValue", new BsonInt32(value))
                .append("refillIntervalUnit", new BsonString(unit))
                .append("refillAmount", new BsonInt32(amount));
    }

    private BsonDocument pending(ObjectId user, ObjectId transaction) {
        return source.record(user, 1_000)
                .append("lastRefill", new BsonDateTime(TestLibreChat.DAY.toEpochMilli()))
                .append(
                        "pendingRefill",
                        new BsonDocument("transactionId", new BsonObjectId(transaction))
                                .append("rawAmount", new BsonInt32(1_000)));
    }
}
