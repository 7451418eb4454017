package ai.aim2balance.metering.mongo.librechat;

import static org.assertj.core.api.Assertions.assertThat;

import ai.aim2balance.metering.entry.Entry;
import ai.aim2balance.metering.entry.EntryKind;
import ai.aim2balance.metering.entry.TokenType;
import ai.aim2balance.metering.entry.Transaction;
import ai.aim2balance.metering.entry.UsageRecord;
import ai.aim2balance.metering.ledger.Refund;
import ai.aim2balance.metering.pricing.PriceRequest;
import ai.aim2balance.metering.usage.TokenUsage;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
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

@DisplayName("A call of LibreChat")
class OneCallTest {
    private static final ObjectId ANNA = TestLibreChat.user(1);
    private static final Instant AT = TestLibreChat.DAY;

    private final TestLibreChat source = new TestLibreChat();
    private final Destination destination = new Destination();

    @AfterEach
    void close() {
        destination.close();
        source.close();
    }

    @Test
    @DisplayName("is one entry at its own time, with its legs, rates and credits as LibreChat charged them")
    void asCharged() {
        source.transaction(row("prompt", 0, -1_200, 3.5));
        source.transaction(row("completion", 400, -300, 12).append("messageId", new BsonString("m")));
        source.transaction(row("prompt", 60_000, -10, 3.5));
        source.balance(source.record(ANNA, 100));

        ImportReport report = destination.run(source);
        List<Entry> chain = destination.chain(ANNA);

        // A messageId on one side alone: these are two calls.
        assertThat(report.booked().calls()).isEqualTo(3);
        assertThat(report.booked().callsOfTwo()).isZero();
        assertThat(chain)
                .extracting(Entry::kind)
                .containsExactly(
                        EntryKind.OPENING, EntryKind.SPEND, EntryKind.SPEND, EntryKind.SPEND, EntryKind.ADJUSTMENT);
        assertThat(chain.get(1).occurredAt()).isEqualTo(AT);
        assertThat(chain.get(1).usage().transactions())
                .containsExactly(
                        new Transaction(TokenType.PROMPT, -1_200, new BigDecimal("3.5"), -4_200_000_000L, 0, 0, 0));
        assertThat(chain.get(1).creditsDelta()).isEqualTo(-4_200_000_000L);
        assertThat(chain.get(1).usage().flags()).contains("charged-as-given");
    }

    @Test
    @DisplayName("with both rows is one call, with cost and impact of its day at the ledger's prices")
    void ofItsDay() {
        source.transaction(row("prompt", 0, -1_000_000, 1));
        source.transaction(row("completion", 400, -100_000, 2));
        Instant nextDay = AT.plus(Duration.ofDays(1));
        for (BsonDocument row :
                List.of(row("prompt", 86_400_000, -1_000_000, 1), row("completion", 86_400_300, -100_000, 2))) {
            source.transaction(row);
        }

        destination.run(source);
        List<Entry> chain = destination.chain(ANNA);

        assertThat(chain.get(1).postingId()).startsWith("librechat/");
        assertThat(chain.get(1).usage().call().tags()).containsKey("completionTransaction");
        assertThat(chain.get(1).creditsDelta()).isEqualTo(-1_200_000_000_000L);
        for (int i = 1; i <= 2; i++) {
            UsageRecord usage = chain.get(i).usage();
            Instant day = i == 1 ? AT : nextDay;
            assertThat(chain.get(i).occurredAt()).isEqualTo(day);
            assertThat(usage.amounts().costEur())
                    .isEqualTo(Destination.PRICING
                            .quote(PriceRequest.builder("openai", "gpt-4o", TokenUsage.of(1_000_000, 100_000))
                                    .tenant(Destination.TENANT)
                                    .at(day)
                                    .build())
                            .costEurPico());
            assertThat(usage.price().exchange().rate()).isEqualByComparingTo(i == 1 ? "1.0824" : "1.25");
            assertThat(usage.amounts().kWh().likely()).isPositive();
        }
    }

    @Test
    @DisplayName("with a prompt cache keeps its three parts, the mean rate and a fractional value")
    void structured() {
        BsonDocument prompt = row("prompt", 0, -9_000, 0.5);
        prompt.append("inputTokens", new BsonDouble(-0.0))
                .append("writeTokens", new BsonInt32(-1_000))
                .append("readTokens", new BsonInt32(-8_000))
                .append("rate", new BsonDouble(0.6833333333333333))
                .append("tokenValue", new BsonDouble(-6150.000000000001));
        source.transaction(prompt);
        source.transaction(row("completion", 10, -733, 15));

        ImportReport report = destination.run(source);
        UsageRecord usage = destination.chain(ANNA).get(1).usage();

        assertThat(usage.usage().inputTokens()).isEqualTo(9_000);
        assertThat(usage.usage().cacheReadTokens()).isEqualTo(8_000);
        assertThat(usage.usage().cacheWriteTokens()).isEqualTo(1_000);
        assertThat(usage.usage().outputTokens()).isEqualTo(733);
        assertThat(usage.transactions().get(0))
                .isEqualTo(new Transaction(
                        TokenType.PROMPT,
                        -9_000,
                        new BigDecimal("0.683333333333"),
                        -6_150_000_000L,
                        0,
                        -1_000,
                        -8_000));
        assertThat(report.source().roundedAmounts()).isEqualTo(1);
        assertThat(report.source().rounding()).isPositive().isLessThan(new BigDecimal("0.000001"));
    }

    @Test
    @DisplayName("of a model that nobody knows is booked at the price for unknown models, and told")
    void unknownModel() {
        source.transaction(row("prompt", 0, -100, 6).append("model", new BsonString("house-model:7b")));
        BsonDocument nameless = row("completion", 0, -100, 1);
        nameless.remove("model");
        source.transaction(nameless);

        ImportReport report = destination.run(source);

        assertThat(report.unknownModels()).containsOnlyKeys("house-model:7b", "(no model)");
        assertThat(report.flags()).containsEntry("fallback-price", 2L);
        assertThat(report.toString()).contains("house-model:7b: 1 calls");
        assertThat(destination.chain(ANNA).get(1).creditsDelta()).isEqualTo(-600_000_000L);
    }

    @Test
    @DisplayName("has the provider that the caller names")
    void provider() {
        source.transaction(row("prompt", 0, -100, 2.5));
        destination
                .from(source)
                .providers(model -> model.equals("gpt-4o") ? "azure" : null)
                .build()
                .run();
        assertThat(destination.chain(ANNA).get(1).usage().call().provider()).isEqualTo("azure");
    }

    @Test
    @DisplayName("that gave credits is booked for its tokens, and what it gave is a change that is linked to it")
    void minted() {
        source.transaction(row("prompt", 0, -100, 2.5).append("tokenValue", new BsonInt32(83_000_000)));
        source.transaction(row("completion", 5, 500, 1)); // by hand: neither tokens nor a call

        ImportReport report = destination.run(source);
        List<Entry> chain = destination.chain(ANNA);

        assertThat(chain.get(1).creditsDelta()).isZero();
        assertThat(chain.get(1).usage().usage().inputTokens()).isEqualTo(100);
        assertThat(chain.get(2).creditsDelta()).isEqualTo(83_000_000_000_000L);
        assertThat(chain.get(2).refersTo()).isEqualTo(2);
        assertThat(chain.get(2).occurredAt()).isEqualTo(AT);
        assertThat(chain.get(3).kind()).isEqualTo(EntryKind.ADJUSTMENT);
        assertThat(chain.get(3).creditsDelta()).isEqualTo(500_000_000L);
        assertThat(report.booked().changes()).isEqualTo(2);
        assertThat(report.booked().calls()).isEqualTo(1);
    }

    @Test
    @DisplayName("can be refunded, by what LibreChat took")
    void refunded() {
        source.transaction(row("prompt", 0, -1_200, 3.5));
        source.balance(source.record(ANNA, 0));
        destination.run(source);
        Entry call = destination.chain(ANNA).get(1);
        destination.metering.refund(Refund.full(Destination.account(ANNA), call.postingId()));
        assertThat(destination.credits(ANNA)).isEqualByComparingTo("4200");
        assertThat(destination.metering.audit(Destination.account(ANNA)).isProven())
                .isTrue();
    }

    @Test
    @DisplayName("without a date happened when its _id was made, and without a value cost its tokens times its rate")
    void missingFields() {
        BsonDocument row = row("prompt", 0, -100, 2.5);
        row.remove("createdAt");
        row.remove("tokenValue");
        row.remove("context");
        row.remove("conversationId");
        source.transaction(row);
        destination.run(source);
        Entry entry = destination.chain(ANNA).get(1);
        assertThat(entry.occurredAt()).isEqualTo(AT);
        assertThat(entry.creditsDelta()).isEqualTo(-250_000_000L);
    }

    @Test
    @DisplayName("of a user that is a text of an ObjectId's digits belongs to the same account")
    void userAsText() {
        source.transaction(row("prompt", 0, -100, 2.5));
        source.transaction(row("completion", 0, -100, 10).append("user", new BsonString(ANNA.toHexString())));
        BsonDocument own = row("prompt", 0, -100, 10).append("user", new BsonString("anna@example.org"));
        source.transaction(own.append("_id", new BsonString("mine")));
        ImportReport report = destination.run(source);
        assertThat(report.source().users()).isEqualTo(2);
        assertThat(report.booked().callsOfTwo()).isEqualTo(1);
        assertThat(destination
                        .metering
                        .operator()
                        .find(
                                new ai.aim2balance.metering.entry.AccountId(Destination.TENANT, "anna@example.org"),
                                "librechat/text:mine"))
                .isPresent();
    }

    @Test
    @DisplayName("of the last minute is left for the next run")
    void young() {
        Instant now = Instant.now();
        BsonDocument old = row("prompt", 0, -100, 2.5);
        BsonDocument young = row("prompt", 0, -100, 2.5)
                .append("_id", new BsonObjectId(source.id(now)))
                .append("createdAt", new BsonDateTime(now.toEpochMilli()));
        source.transactions(List.of(old, young));
        source.balance(source.record(ANNA, 500));

        ImportReport first = destination.run(source);
        assertThat(first.source().left()).isEqualTo(1);
        assertThat(destination.credits(ANNA)).isEqualByComparingTo("500");

        ImportReport later = destination
                .from(source)
                .clock(java.time.Clock.offset(java.time.Clock.systemUTC(), Duration.ofMinutes(3)))
                .build()
                .run();
        assertThat(later.source().left()).isZero();
        assertThat(later.booked().now()).isEqualTo(2); // the call, and the correction that it makes necessary
        assertThat(destination.credits(ANNA)).isEqualByComparingTo("500");
    }

    private BsonDocument row(String type, long afterMillis, double rawAmount, double rate) {
        return source.row(ANNA, type, AT.plusMillis(afterMillis), rawAmount, rate);
    }
}
