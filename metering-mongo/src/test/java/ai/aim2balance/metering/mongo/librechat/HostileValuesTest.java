package ai.aim2balance.metering.mongo.librechat;

import static org.assertj.core.api.Assertions.assertThat;

import ai.aim2balance.metering.entry.Entry;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Stream;
import org.bson.BsonArray;
import org.bson.BsonBoolean;
import org.bson.BsonDateTime;
import org.bson.BsonDecimal128;
import org.bson.BsonDocument;
import org.bson.BsonDouble;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonNull;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.bson.types.Decimal128;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("A hostile value")
class HostileValuesTest {
    private static final ObjectId ANNA = TestLibreChat.user(1);

    private final TestLibreChat source = new TestLibreChat();
    private final Destination destination = new Destination();

    @AfterEach
    void close() {
        destination.close();
        source.close();
    }

    static Stream<Arguments> unreadable() {
        return Stream.of(
                unreadable("tokenValue", new BsonDouble(Double.NaN), "tokenValue cannot be read", "is NaN"),
                unreadable("tokenValue", new BsonDouble(Double.NEGATIVE_INFINITY), "tokenValue cannot", "-Infinity"),
                unreadable("tokenValue", new BsonDouble(-1e300), "tokenValue cannot be read", "out of range"),
                unreadable("tokenValue", new BsonInt64(Long.MIN_VALUE), "tokenValue cannot be read", "out of range"),
                unreadable("tokenValue", decimal("NaN"), "tokenValue cannot be read", "is NaN"),
                unreadable("tokenValue", decimal("-1E+6000"), "tokenValue cannot be read", "out of range"),
                unreadable("tokenValue", new BsonString("-5"), "tokenValue cannot be read", "is a string"),
                unreadable("rawAmount", new BsonDouble(Double.NaN), "rawAmount cannot be read", "is NaN"),
                unreadable("rawAmount", new BsonDouble(-1e19), "rawAmount cannot be read", "out of range"),
                unreadable("rawAmount", new BsonInt64(Long.MIN_VALUE), "rawAmount cannot be read", "out of range"),
                unreadable(
                        "rawAmount", new BsonInt64(-Long.MAX_VALUE), "refused by the ledger", "cost of input_tokens"),
                unreadable("inputTokens", new BsonDouble(Double.NaN), "inputTokens cannot be read", "is NaN"),
                unreadable("tokenType", BsonNull.VALUE, "tokenType cannot be read", "is missing"),
                unreadable("tokenType", new BsonString("gift\u001b[2J"), "tokenType cannot", "\"gift\\u001b[2J\""),
                unreadable("user", BsonNull.VALUE, "user cannot be read", "is missing"),
                unreadable("user", new BsonString(""), "user cannot be read", "is empty"),
                unreadable("user", new BsonInt32(7), "user cannot be read", "is of type int32"),
                unreadable("user", new BsonDocument("$gt", new BsonString("")), "user cannot", "is of type document"),
                unreadable("user", new BsonArray(List.of()), "user cannot be read", "is of type array"),
                unreadable("user", new BsonString("a\u0000b"), "user cannot be an account", "U+0000"),
                unreadable("user", new BsonString("x".repeat(3_000)), "user cannot be an account", "UTF-8 bytes"),
                unreadable("user", new BsonString("x".repeat(1_990)), "refused by the ledger", "UTF-8 bytes"),
                unreadable("_id", new BsonInt32(7), "_id cannot be read", "is of type int32"));
    }

    private static Arguments unreadable(String field, BsonValue value, String reason, String detail) {
        return Arguments.of(field, value, reason, detail);
    }

    @ParameterizedTest(name = "{0} of {1}")
    @DisplayName("skips its row with the reason, and no other row")
    @MethodSource("unreadable")
    void skipped(String field, BsonValue value, String reason, String detail) {
        source.transaction(row().append(field, value));
        source.transaction(source.row(ANNA, "prompt", TestLibreChat.DAY.plusSeconds(90), -100, 2.5));
        source.balance(source.record(ANNA, 1_000));

        ImportReport dry = destination.from(source).build().dryRun();
        ImportReport report = destination.run(source);

        assertThat(report.skipped()).hasSize(1);
        assertThat(report.skipped().get(0).count()).isEqualTo(1);
        assertThat(report.skipped().get(0).what()).startsWith(reason);
        assertThat(report.skipped().get(0).examples().get(0)).contains(detail);
        assertThat(dry.skipped()).isEqualTo(report.skipped());
        assertThat(destination.credits(ANNA)).isEqualByComparingTo("1000");
        assertThat(destination.metering.audit(Destination.account(ANNA)).isProven())
                .isTrue();
        assertThat(report.booked().calls()).isEqualTo(1);
    }

    @Test
    @DisplayName("in a name costs the name, not the row, and is told")
    void names() {
        source.transaction(row().append("model", new BsonString("m".repeat(300)))
                .append("conversationId", new BsonString("a\u0000b"))
                .append("context", new BsonString("\u0007"))
                .append("messageId", new BsonString("x\ny")));
        ImportReport report = destination.run(source);
        Entry entry = destination.chain(ANNA).get(1);
        assertThat(entry.usage().call().model()).isNull();
        assertThat(entry.usage().call().conversationId()).isNull();
        assertThat(entry.creditsDelta()).isEqualTo(-250_000_000L);
        assertThat(report.findings()).hasSize(1);
        assertThat(report.findings().get(0).count()).isEqualTo(4);
        assertThat(report.toString()).doesNotContain("\u0007").doesNotContain("\u0000");
    }

    @ParameterizedTest
    @DisplayName("that is only unusual is kept as it is: as user, model, conversation and context")
    @org.junit.jupiter.params.provider.ValueSource(
            strings = {"$balance", "a.b", "__proto__", "\uD83D\uDE00\uD83D\uDE00", "é", "e\u0301", " ", "a' OR '1'='1"})
    void unusual(String name) {
        source.transaction(row().append("user", new BsonString(name))
                .append("model", new BsonString(name))
                .append("conversationId", new BsonString(name))
                .append("context", new BsonString(name)));
        destination.run(source);
        Entry entry = destination
                .metering
                .operator()
                .entries(new ai.aim2balance.metering.entry.AccountId(Destination.TENANT, name), 2, 1)
                .get(0);
        assertThat(entry.usage().call().model()).isEqualTo(name);
        assertThat(entry.usage().call().conversationId()).isEqualTo(name);
        assertThat(entry.usage().call().context()).isEqualTo(name);
    }

    @Test
    @DisplayName("in a rate or a date is left out: neither decides what was charged")
    void ratesAndDates() {
        source.transaction(row().append("rate", new BsonDouble(Double.NaN)));
        source.transaction(source.row(ANNA, "completion", TestLibreChat.DAY.plusSeconds(60), -10, 1)
                .append("rate", new BsonDouble(-1e300))
                .append("createdAt", new BsonDateTime(Long.MAX_VALUE)));
        ImportReport report = destination.run(source);
        List<Entry> chain = destination.chain(ANNA);
        assertThat(report.skipped()).isEmpty();
        assertThat(chain.get(1).usage().transactions().get(0).rate()).isNull();
        assertThat(chain.get(2).occurredAt()).isEqualTo(TestLibreChat.DAY.plusSeconds(60));
    }

    @Test
    @DisplayName("of a sum that leaves the range is refused by the ledger, and told")
    void overflow() {
        for (int i = 0; i < 2; i++) {
            source.transaction(source.credits(ANNA, TestLibreChat.DAY, 9e12, "by hand"));
        }
        source.balance(source.record(ANNA, 9e12));
        ImportReport report = destination.run(source);
        assertThat(report.skipped().get(0).what()).isEqualTo("refused by the ledger");
        assertThat(destination.credits(ANNA)).isEqualByComparingTo(new BigDecimal("9E12"));
    }

    @Test
    @DisplayName("of credits: nothing is skipped, a loss is a change")
    void credits() {
        source.transaction(source.credits(ANNA, TestLibreChat.DAY, 0, "by hand"));
        source.transaction(source.credits(ANNA, TestLibreChat.DAY, -30.5, "by hand"));
        ImportReport report = destination.run(source);
        assertThat(report.skipped()).extracting(ImportReport.Finding::what).containsExactly("credits of 0");
        assertThat(destination.chain(ANNA).get(1).creditsDelta()).isEqualTo(-30_500_000L);
    }

    @Test
    @DisplayName("in balance records is skipped with the reason")
    void balances() {
        source.balance(source.record("x", 1).append("user", BsonNull.VALUE));
        source.balance(source.record("x", 1).append("user", BsonBoolean.TRUE));
        source.balance(source.record(ANNA, 1).append("pendingRefill", new BsonDocument("rawAmount", BsonNull.VALUE)));
        ImportReport report = destination.run(source);
        assertThat(report.toString())
                .contains("2: balance record: user cannot be read")
                .contains("pending refills that cannot be read");
        assertThat(destination.credits(ANNA)).isEqualByComparingTo("1");
    }

    private BsonDocument row() {
        return source.row(ANNA, "prompt", TestLibreChat.DAY, -100, 2.5);
    }

    private static BsonDecimal128 decimal(String text) {
        return new BsonDecimal128(Decimal128.parse(text));
    }
}
