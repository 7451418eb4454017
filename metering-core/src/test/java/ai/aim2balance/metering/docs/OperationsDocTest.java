package ai.aim2balance.metering.docs;

import static org.assertj.core.api.Assertions.assertThat;

import ai.aim2balance.metering.entry.AccountId;
import ai.aim2balance.metering.entry.Entry;
import ai.aim2balance.metering.ledger.Alert;
import ai.aim2balance.metering.ledger.AlertPage;
import ai.aim2balance.metering.ledger.AuditReport;
import ai.aim2balance.metering.ledger.BatchItem;
import ai.aim2balance.metering.ledger.Metering;
import ai.aim2balance.metering.ledger.MeteringListener;
import ai.aim2balance.metering.ledger.Operator;
import ai.aim2balance.metering.ledger.PlannedCall;
import ai.aim2balance.metering.ledger.Spend;
import ai.aim2balance.metering.ledger.SpendResult;
import ai.aim2balance.metering.ledger.TenantPolicy;
import ai.aim2balance.metering.ledger.UnrecordedSpend;
import ai.aim2balance.metering.ledger.UnrecordedSpendHandler;
import ai.aim2balance.metering.pricing.PricingService;
import ai.aim2balance.metering.pricing.exchange.ExchangeRates;
import ai.aim2balance.metering.store.InMemoryMeteringStore;
import ai.aim2balance.metering.store.MeteringStore;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/ledger.md says about batches, failures, listeners and operators. */
class OperationsDocTest {
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

    @AfterEach
    void close() {
        metering.close();
    }

    private void assertDocumented(String snippet) throws IOException {
        assertThat(DocumentedCode.block(LedgerDocTest.DOCUMENT, "snippet: OperationsDocTest#" + snippet))
                .isEqualTo(DocumentedCode.snippet(OperationsDocTest.class, snippet));
    }

    private Spend call(String id, long output) {
        return Spend.builder(anna, "openai", "gpt-4o").id(id).tokens(0, output).build();
    }

    @Test
    void a_batch_names_what_is_wrong() throws IOException {
        List<Spend> spends = List.of(call("a", 100), call("b", 200), call("a", 300));

        // snippet: batch
        for (BatchItem item : metering.spendAll(spends)) {
            if (item.error() != null) {
                System.err.println("line " + item.index() + ": " + item.error().getMessage());
            }
        }
        // end

        assertDocumented("batch");
        assertThat(metering.spendAll(spends))
                .extracting(item -> item.error() == null)
                .containsExactly(true, true, false);
        assertThat(metering.balance(anna).tokenCredits()).isEqualByComparingTo("7000");
    }

    @Test
    void a_spend_can_be_booked_without_waiting() throws IOException {
        Spend spend = call("a", 100);

        // snippet: async
        CompletableFuture<SpendResult> booked = metering.spendTokensAsync(spend).whenComplete((result, error) -> {
            if (error != null) {
                System.err.println("not booked: " + error.getMessage());
            }
        });
        // end

        assertDocumented("async");
        assertThat(booked.join()).isInstanceOf(SpendResult.Applied.class);
    }

    @Test
    void what_could_not_be_booked_is_replayed(@TempDir Path dir) throws IOException {
        Path file = dir.resolve("unrecorded.jsonl");
        MeteringStore broken = new InMemoryMeteringStore();

        // snippet: spool
        Metering ledger = Metering.builder(broken, pricing)
                .unrecorded(UnrecordedSpendHandler.spool(file))
                .patience(Duration.ofMillis(200))
                .build();
        // end
        broken.close();
        SpendResult result = ledger.spendTokens(call("a", 100));
        ledger.close();

        // snippet: replay
        List<BatchItem> replayed = metering.operator().replay(Files.readAllLines(file));
        // end

        assertDocumented("spool");
        assertDocumented("replay");
        assertThat(result).isInstanceOf(SpendResult.Unrecorded.class);
        assertThat(replayed)
                .singleElement()
                .satisfies(item -> assertThat(item.result()).isInstanceOf(SpendResult.Applied.class));
        assertThat(metering.balance(anna).tokenCredits()).isEqualByComparingTo("9000");
    }

    @Test
    void listeners_hear_and_alerts_are_read_on() throws IOException {
        Queue<String> mails = new ConcurrentLinkedQueue<>();

        // snippet: listener
        Metering ledger = Metering.builder(store, pricing)
                .policy(TenantPolicy.DEFAULT.withStartCredits(new BigDecimal("10000")))
                .listener(new MeteringListener() {
                    @Override
                    public void onAlert(Alert alert) {
                        mails.add(alert.level() + " " + alert.account().user());
                    }

                    @Override
                    public void onUnrecorded(UnrecordedSpend spend) {
                        mails.add("replay " + spend.postingId());
                    }
                })
                .build();
        // end
        ledger.spendTokens(call("a", 850));
        ledger.close();

        // snippet: alerts
        AlertPage page = metering.alertsAfter(null, 1_000); // null: from the beginning
        page.alerts().forEach(alert -> mails.add(alert.level() + " at " + alert.credits()));
        String kept = page.cursor(); // to be kept with what was sent, for the next page
        // end

        assertDocumented("listener");
        assertDocumented("alerts");
        assertThat(mails).containsExactly("USED_80 anna", "USED_80 at 1500.000000");
        assertThat(metering.alertsAfter(kept, 1_000).alerts()).isEmpty();
    }

    @Test
    void operators_look_up_prove_freeze_and_correct() throws IOException {
        metering.spendTokens(call("a", 100));
        metering.reserve(PlannedCall.ofCredits(anna, new BigDecimal("10")).holdId("h"));

        // snippet: operator
        Operator operator = metering.operator();
        Optional<Entry> booked = operator.find(anna, "a"); // the answer to every unknown outcome
        List<Entry> chain = operator.entries(anna, 1, 1_000);
        List<Entry> holds = operator.openHolds(anna);
        AuditReport audit = metering.audit(anna);
        if (!audit.isProven()) {
            audit.problems().forEach(System.err::println);
        }
        operator.freeze(anna, "card stolen");
        operator.thaw(anna, "new card");
        // end

        assertDocumented("operator");
        assertThat(booked).isPresent();
        assertThat(chain).hasSize(3);
        assertThat(holds).hasSize(1);
        assertThat(audit.isProven()).isTrue();
        assertThat(audit.sum()).isEqualTo(audit.credits()).isEqualByComparingTo("9000");
    }

    @Test
    void maintenance_ends_holds_and_gives_refills() throws IOException {
        ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();

        // snippet: maintenance
        Metering ledger = Metering.builder(store, pricing)
                .maintenance(scheduler, Duration.ofMinutes(1))
                .build();
        // end
        ledger.close();
        scheduler.shutdown();
        metering.reserve(PlannedCall.ofCredits(anna, new BigDecimal("10")).holdId("h"));
        clock.set("2026-02-02T08:31:00Z");

        assertDocumented("maintenance");
        assertThat(metering.maintenance().expiredHolds()).isEqualTo(1);
    }

    @Test
    void a_ledger_can_be_tuned() throws IOException {
        // snippet: tuning
        Metering ledger = Metering.builder(store, pricing)
                .patience(Duration.ofSeconds(3)) // then the caller hears NotBooked or OutcomeUnknown
                .mostQueued(2_000) // postings that wait in one lane; then callers wait for room
                .holds(Duration.ofMinutes(5), Duration.ofHours(1)) // usual and longest life
                .skewMargin(Duration.ofSeconds(10)) // how far clocks of nodes may differ
                .admitWithoutStore(true) // checks and holds while the store is down
                .build();
        // end

        assertDocumented("tuning");
        ledger.close();
    }
}
