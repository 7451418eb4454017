package ai.aim2balance.metering.docs;

import static org.assertj.core.api.Assertions.assertThat;

import ai.aim2balance.metering.entry.AccountId;
import ai.aim2balance.metering.entry.BalanceMode;
import ai.aim2balance.metering.entry.RefillSettings;
import ai.aim2balance.metering.ledger.Balance;
import ai.aim2balance.metering.ledger.BalanceCheck;
import ai.aim2balance.metering.ledger.BalanceUpdate;
import ai.aim2balance.metering.ledger.BookingResult;
import ai.aim2balance.metering.ledger.Metering;
import ai.aim2balance.metering.ledger.PlannedCall;
import ai.aim2balance.metering.ledger.RefillPlan;
import ai.aim2balance.metering.ledger.Refund;
import ai.aim2balance.metering.ledger.Reservation;
import ai.aim2balance.metering.ledger.ReserveResult;
import ai.aim2balance.metering.ledger.Spend;
import ai.aim2balance.metering.ledger.SpendResult;
import ai.aim2balance.metering.ledger.TenantPolicy;
import ai.aim2balance.metering.ledger.TopUp;
import ai.aim2balance.metering.pricing.PricingService;
import ai.aim2balance.metering.pricing.exchange.ExchangeRates;
import ai.aim2balance.metering.store.InMemoryMeteringStore;
import ai.aim2balance.metering.store.MeteringStore;
import ai.aim2balance.metering.usage.UsageReader;
import ai.aim2balance.metering.usage.UsageReading;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The daily calls of docs/ledger.md. */
class LedgerDocTest {
    static final String DOCUMENT = "docs/ledger.md";

    private final PricingService pricing = PricingService.builder()
            .exchangeRates(ExchangeRates.fixed(new BigDecimal("1.0824")))
            .build();
    private final MeteringStore store = new InMemoryMeteringStore();
    private final SettableClock clock = new SettableClock("2026-02-02T08:00:00Z");
    private final Metering metering = Metering.builder(store, pricing)
            .clock(clock)
            .policy(TenantPolicy.DEFAULT.withStartCredits(new BigDecimal("10000")))
            .build();
    private final AccountId anna = new AccountId("acme", "anna");
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);

    @AfterEach
    void close() {
        metering.close();
    }

    private void assertDocumented(String snippet) throws IOException {
        assertThat(DocumentedCode.block(DOCUMENT, "snippet: LedgerDocTest#" + snippet))
                .isEqualTo(DocumentedCode.snippet(LedgerDocTest.class, snippet));
    }

    private void spend(String id, long input, long output) {
        metering.spendTokens(Spend.builder(anna, "openai", "gpt-4o")
                .id(id)
                .tokens(input, output)
                .build());
    }

    private BigDecimal credits() {
        return metering.balance(anna).tokenCredits();
    }

    @Test
    void a_ledger_has_policies_by_tenant() throws IOException {
        // snippet: open
        TenantPolicy prepaid = new TenantPolicy(
                BalanceMode.ENFORCED,
                new BigDecimal("1000000"), // 1 USD at list price
                RefillPlan.every(new BigDecimal("5000000"), 1, RefillSettings.Unit.MONTHS, ZoneId.of("Europe/Berlin")));
        TenantPolicy counted = new TenantPolicy(BalanceMode.TRACKED, BigDecimal.ZERO, null);
        Metering ledger = Metering.builder(store, pricing)
                .policies(tenant -> tenant.equals("acme") ? prepaid : counted)
                .build();
        // end

        assertDocumented("open");
        assertThat(ledger.balance(anna).tokenCredits()).isEqualByComparingTo("1000000");
        assertThat(ledger.balance(new AccountId("globex", "dora")).mode()).isEqualTo(BalanceMode.TRACKED);
        ledger.close();
    }

    @Test
    void a_spend_is_booked_once() throws IOException {
        // snippet: spend
        Spend spend = Spend.builder(anna, "openai", "gpt-4o")
                .id("chat-17/answer-4")
                .tokens(1_200, 300)
                .project("support")
                .conversationId("chat-17")
                .requestType("chat")
                .duration(Duration.ofMillis(2_400), null)
                .tag("team", "blue")
                .build();
        SpendResult result = metering.spendTokens(spend);
        if (result instanceof SpendResult.Applied applied) {
            out.println("booked, " + applied.entry().stateAfter().credits() + " micro-credits left");
        } else if (result instanceof SpendResult.AlreadyApplied already) {
            out.println("was booked at " + already.entry().recordedAt());
        } else if (result instanceof SpendResult.Unrecorded lost) {
            out.println("handed over: " + lost.spend().reason());
        }
        // end
        metering.spendTokens(spend);

        assertDocumented("spend");
        assertThat(printed.toString(StandardCharsets.UTF_8)).startsWith("booked, 4000000000 micro-credits left");
        assertThat(credits()).isEqualByComparingTo("4000");
    }

    @Test
    void cached_tokens_are_counted_apart() throws IOException {
        // snippet: structured
        metering.spendStructuredTokens(Spend.builder(anna, "anthropic", "claude-sonnet-4-5")
                .id("msg-1")
                .structuredTokens(61, 512, 8_192, 733) // fresh, written, read; output
                .build());
        // end

        assertDocumented("structured");
        assertThat(metering.operator().find(anna, "msg-1"))
                .hasValueSatisfying(entry ->
                        assertThat(entry.usage().amounts().inputTokens()).isEqualTo(8_765));
    }

    @Test
    void a_response_is_a_spend() throws IOException {
        String responseJson = """
                {"id": "msg_01XFDUDYJgAACzvnptvVoYEL", "model": "claude-opus-4-6", "usage": {"input_tokens": 220,
                 "output_tokens": 431, "iterations": [
                 {"type": "compaction", "input_tokens": 5196, "output_tokens": 1904},
                 {"type": "message", "input_tokens": 220, "output_tokens": 431}]}}
                """;

        // snippet: response
        UsageReading reading = UsageReader.bundled().read("anthropic", null, responseJson);
        metering.spendTokens(Spend.builder(anna, reading).id("turn-9").build());
        int part = 0;
        for (UsageReading extra : reading.more()) {
            metering.spendTokens(
                    Spend.builder(anna, extra).id("turn-9/" + ++part).build());
        }
        // end

        assertDocumented("response");
        assertThat(metering.operator().entries(anna, 2, 10))
                .extracting(entry -> entry.usage().amounts().requests())
                .containsExactly(1L, 0L);
    }

    @Test
    void a_check_says_whether_and_how_much() throws IOException {
        // snippet: check
        BalanceCheck check = metering.checkBalance(
                PlannedCall.of(anna, "openai", "gpt-4o", 1_200).maxOutputTokens(4_000));
        if (!check.isAllowed()) {
            long limit = check.affordableOutputTokens();
            out.println(check.reason() + ": " + check.tokenCost() + " of " + check.availableCredits()
                    + " credits; with at most " + limit + " output tokens it can be made");
        }
        // end

        assertDocumented("check");
        assertThat(printed.toString(StandardCharsets.UTF_8))
                .isEqualTo(DocumentedCode.block(DOCUMENT, "The check prints:"));
    }

    @Test
    void a_hold_is_settled_or_released() throws IOException {
        // snippet: reserve
        String callId = UUID.randomUUID().toString();
        ReserveResult reserved = metering.reserve(PlannedCall.of(anna, "openai", "gpt-4o", 1_200)
                .maxOutputTokens(500)
                .holdId(callId)
                .life(Duration.ofMinutes(10)));
        if (reserved instanceof ReserveResult.Refused refused) {
            throw new IllegalStateException("not enough credits: " + refused.check());
        }
        try {
            UsageReading response = callTheModel();
            metering.settle(callId, Spend.builder(anna, response).build());
        } catch (IOException failed) {
            metering.release(anna, callId); // nothing was used
        }
        // end

        assertDocumented("reserve");
        assertThat(metering.balance(anna).openHolds()).isZero();
        assertThat(credits()).isEqualByComparingTo("7000");
        assertThat(metering.release(anna, callId)).isEqualTo(Reservation.Status.SETTLED);
    }

    private UsageReading callTheModel() throws IOException {
        return UsageReader.bundled().read("openai", "chat", """
                {"id": "chatcmpl-B9MBs8CjcvOU2jLn4n570S5qMJKcT", "model": "gpt-4o-2024-08-06",
                 "usage": {"prompt_tokens": 800, "completion_tokens": 100, "total_tokens": 900}}
                """);
    }

    @Test
    void a_top_up_is_credited_once() throws IOException {
        // snippet: topup
        metering.topUp(TopUp.ofEur(anna, "stripe/evt_1PqQ", new BigDecimal("20.00"), "pi_3PqQ"));
        metering.topUp(TopUp.ofCredits(anna, "welcome", new BigDecimal("5000")));
        BigDecimal eur = metering.eurValue(anna, metering.balance(anna).tokenCredits());
        // end
        metering.topUp(TopUp.ofEur(anna, "stripe/evt_1PqQ", new BigDecimal("20.00"), "pi_3PqQ"));

        assertDocumented("topup");
        // 20 EUR, and 15,000 credits of 0.000001 USD ÷ 1.0824 × 1.15 × 1.025
        assertThat(eur).isBetween(new BigDecimal("20.016335"), new BigDecimal("20.016336"));
    }

    @Test
    void an_update_with_an_expected_version_does_not_overwrite() throws IOException {
        // snippet: update
        Balance seen = metering.balance(anna);
        BookingResult result = metering.updateBalance(BalanceUpdate.of(anna)
                .set(new BigDecimal("25000"))
                .expectedVersion(seen.version())
                .id("form-88")
                .reason("agreed by phone"));
        if (result instanceof BookingResult.Stale stale) {
            out.println("somebody was faster, the account is at version " + stale.version());
        }
        metering.updateBalance(
                BalanceUpdate.of(anna).increment(new BigDecimal("-500")).id("form-89"));
        // end

        assertDocumented("update");
        assertThat(credits()).isEqualByComparingTo("24500");
    }

    @Test
    void refills_are_given_by_the_calendar() throws IOException {
        // snippet: refill
        ZoneId berlin = ZoneId.of("Europe/Berlin");
        RefillPlan librechat = RefillPlan.whenExhausted(new BigDecimal("10000"), 30, RefillSettings.Unit.DAYS, berlin);
        RefillPlan monthly = RefillPlan.every(new BigDecimal("10000"), 1, RefillSettings.Unit.MONTHS, berlin)
                .anchoredAt(Instant.parse("2026-01-31T23:00:00Z")); // 1 February, 00:00 in Berlin
        RefillPlan daily = RefillPlan.upTo(new BigDecimal("3000"), 1, RefillSettings.Unit.DAYS, berlin);
        metering.updateBalance(BalanceUpdate.of(anna).refill(monthly).id("plan-2026"));
        // end
        clock.set("2026-03-01T08:00:00Z");
        metering.maintenance();

        assertDocumented("refill");
        assertThat(credits()).isEqualByComparingTo("20000");
        metering.updateBalance(BalanceUpdate.of(anna).refill(daily));
        metering.updateBalance(BalanceUpdate.of(anna).refill(librechat));
        assertThat(metering.balance(anna).refill().policy()).isEqualTo(RefillSettings.Policy.WHEN_EXHAUSTED);
    }

    @Test
    void refunds_never_exceed_the_original() throws IOException {
        spend("chat-17/answer-4", 1_200, 300);

        // snippet: refund
        metering.refund(Refund.part(anna, "chat-17/answer-4", new BigDecimal("1000"), "ticket-5"));
        metering.refund(Refund.full(anna, "chat-17/answer-4")); // what is left of it
        metering.operator().correct(anna, "chat-17/answer-4", new BigDecimal("50"), "ticket-6", "goodwill");
        // end

        assertDocumented("refund");
        assertThat(credits()).isEqualByComparingTo("10050");
    }
}
