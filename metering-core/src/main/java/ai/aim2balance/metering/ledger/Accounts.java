package ai.aim2balance.metering.ledger;

import ai.aim2balance.metering.InvalidInputException;
import ai.aim2balance.metering.entry.AccountId;
import ai.aim2balance.metering.entry.AccountState;
import ai.aim2balance.metering.entry.Credits;
import ai.aim2balance.metering.entry.Entry;
import ai.aim2balance.metering.entry.Payment;
import ai.aim2balance.metering.internal.Given;
import ai.aim2balance.metering.internal.Microseconds;
import ai.aim2balance.metering.ledger.rule.Posting;
import ai.aim2balance.metering.ledger.writer.Writer;
import ai.aim2balance.metering.pricing.PricingService;
import ai.aim2balance.metering.store.EntryQuery;
import ai.aim2balance.metering.store.MeteringStore;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Balances and what changes them beside calls. */
final class Accounts {
    private static final int PORTION = 1_000;

    private final MeteringStore store;
    private final Writer writer;
    private final Policies policies;
    private final PricingService pricing;
    private final Clock clock;

    Accounts(MeteringStore store, Writer writer, Policies policies, PricingService pricing, Clock clock) {
        this.store = store;
        this.writer = writer;
        this.policies = policies;
        this.pricing = pricing;
        this.clock = clock;
    }

    Balance balance(AccountId account) {
        Entry head = store.heads(Set.of(account)).get(account);
        Instant now = now();
        AccountState state = head == null ? policies.opened(account, now) : head.stateAfter();
        AccountState.Refill refill = state.refill();
        return new Balance(
                account,
                Credits.of(state.credits()),
                Credits.of(state.reserved()),
                state.openHolds(),
                policies.of(account.tenant()).mode(),
                state.frozen(),
                Alerts.usedPercent(state.credits(), state.granted()),
                refill == null ? null : refill.settings(),
                refill == null ? null : refill.lastRefill(),
                Refills.next(state),
                head == null ? 0 : head.seq(),
                head == null ? now : head.recordedAt());
    }

    BigDecimal eurValue(AccountId account, BigDecimal credits) {
        return pricing.eurValue(account.tenant(), credits, clock.instant());
    }

    BookingResult update(BalanceUpdate update) {
        if (update.isEmpty()) {
            throw new InvalidInputException("update", "nothing", "an increment, a balance, or refill settings");
        }
        Posting posting = Postings.update(update, now());
        return submit(posting, update.account.tenant(), "an update");
    }

    BookingResult topUp(TopUp topUp) {
        Instant now = now();
        BigDecimal credits = topUp.credits();
        if (credits == null) {
            Payment payment = Given.notNull(topUp.payment(), "payment", "a payment in EUR");
            credits = pricing.creditsFor(topUp.account().tenant(), payment.amount(), now);
        }
        long micro = Credits.toMicro(credits, "credits");
        if (micro <= 0) {
            throw new InvalidInputException("credits", credits.toPlainString(), "a payment that buys credits");
        }
        return submit(
                Postings.topUp(topUp, micro, topUp.occurredAt() == null ? now : topUp.occurredAt()),
                topUp.account().tenant(),
                "a top-up of " + credits.toPlainString() + " credits");
    }

    BookingResult refund(Refund refund) {
        String what = refund.credits() == null
                ? "a full refund of " + refund.originalId()
                : "a refund of " + refund.credits().toPlainString() + " credits of " + refund.originalId();
        return submit(Postings.refund(refund, now()), refund.account().tenant(), what);
    }

    private BookingResult submit(Posting posting, String tenant, String what) {
        policies.of(tenant);
        return Results.booking(posting.id(), what, writer.submit(posting));
    }

    AuditReport audit(AccountId account, long fromSeq) {
        ChainAudit audit = new ChainAudit(account);
        long next = fromSeq;
        while (true) {
            List<Entry> entries =
                    store.entries(new EntryQuery.Chain(account, next, PORTION)).entries();
            entries.forEach(audit::add);
            if (entries.size() < PORTION) {
                return audit.report();
            }
            next = entries.get(entries.size() - 1).seq() + 1;
        }
    }

    AlertPage alerts(@Nullable String cursor, int limit) {
        var page = store.entries(new EntryQuery.Arrival(cursor, limit));
        List<Alert> alerts = new ArrayList<>();
        page.entries().forEach(entry -> alerts.addAll(Alerts.of(entry)));
        return new AlertPage(alerts, Given.notNull(page.cursor(), "cursor", "the place behind the last entry"));
    }

    private Instant now() {
        return Microseconds.of(clock.instant());
    }
}
