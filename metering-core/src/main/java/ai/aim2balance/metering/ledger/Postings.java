package ai.aim2balance.metering.ledger;

import ai.aim2balance.metering.entry.Credits;
import ai.aim2balance.metering.entry.Payment;
import ai.aim2balance.metering.entry.UsageRecord;
import ai.aim2balance.metering.ledger.rule.Facts;
import ai.aim2balance.metering.ledger.rule.Fingerprint;
import ai.aim2balance.metering.ledger.rule.HoldPosting;
import ai.aim2balance.metering.ledger.rule.PostingIds;
import ai.aim2balance.metering.ledger.rule.RefundPosting;
import ai.aim2balance.metering.ledger.rule.SettlePosting;
import ai.aim2balance.metering.ledger.rule.SpendPosting;
import ai.aim2balance.metering.ledger.rule.TopUpPosting;
import ai.aim2balance.metering.ledger.rule.UpdatePosting;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What callers ask for as postings, with the fingerprint of their facts: what they said, never what was derived from it,
 * so that a retry after a change of prices is the same posting.
 */
final class Postings {
    private static final String REASON = "reason";

    private Postings() {}

    static SpendPosting spend(Spend spend, UsageRecord usage, Instant at) {
        String id = spend.id != null ? spend.id : spend.derivedId;
        Facts.IdSource source = spend.id != null
                ? Facts.IdSource.CALLER
                : spend.derivedId != null ? Facts.IdSource.DERIVED : Facts.IdSource.GENERATED;
        return new SpendPosting(
                new Facts(
                        spend.account,
                        id == null ? TimeOrderedIds.next() : id,
                        source,
                        at,
                        fingerprint(spend),
                        Map.of()),
                usage);
    }

    static SettlePosting settle(String holdId, Spend spend, UsageRecord usage, Instant at) {
        Map<String, String> details = spend.id == null ? Map.of() : Map.of("spendId", spend.id);
        return new SettlePosting(
                new Facts(
                        spend.account,
                        PostingIds.closing(holdId),
                        Facts.IdSource.LEDGER,
                        at,
                        fingerprint(spend),
                        details),
                holdId,
                usage);
    }

    /** Of the billing facts of a call. A settled hold has the same: it is the same call. */
    static String fingerprint(Spend spend) {
        Fingerprint print = Fingerprint.of("spend")
                .with("provider", spend.provider)
                .with("model", spend.model)
                .with("serviceTier", spend.serviceTier)
                .with("region", spend.region)
                .with("batch", spend.batch);
        spend.usage.forEach((unit, count) -> print.with(unit.key(), count));
        if (spend.charged != null) {
            print.with("charged", Charge.facts(spend.charged));
        }
        return print.digest();
    }

    static HoldPosting hold(PlannedCall call, long microCredits, Duration life, Instant at) {
        boolean named = call.holdId != null;
        String print = Fingerprint.of("hold")
                .with("provider", call.provider)
                .with("model", call.model)
                .with("promptTokens", call.promptTokens)
                .with("maxOutputTokens", call.maxOutputTokens)
                .with("credits", call.microCredits)
                .digest();
        Map<String, String> details = new TreeMap<>();
        if (call.provider != null) {
            details.put("provider", call.provider);
        }
        if (call.model != null) {
            details.put("model", call.model);
        }
        return new HoldPosting(
                new Facts(
                        call.account,
                        named ? String.valueOf(call.holdId) : TimeOrderedIds.next(),
                        named ? Facts.IdSource.CALLER : Facts.IdSource.GENERATED,
                        at,
                        print,
                        details),
                microCredits,
                life);
    }

    static TopUpPosting topUp(TopUp topUp, long microCredits, Instant at) {
        Payment payment = topUp.payment();
        String print = Fingerprint.of("top-up")
                .with("credits", topUp.credits() == null ? null : Credits.toMicro(topUp.credits(), "credits"))
                .with(
                        "amount",
                        payment == null
                                ? null
                                : payment.amount().stripTrailingZeros().toPlainString())
                .with("currency", payment == null ? null : payment.currency())
                .with("reference", payment == null ? null : payment.reference())
                .digest();
        return new TopUpPosting(
                new Facts(topUp.account(), topUp.id(), Facts.IdSource.CALLER, at, print, reason(topUp.reason())),
                microCredits,
                payment);
    }

    static RefundPosting refund(Refund refund, Instant at) {
        Long micro = refund.credits() == null ? null : Credits.toMicro(refund.credits(), "refunded credits");
        String print = Fingerprint.of("refund")
                .with("original", refund.originalId())
                .with("credits", micro)
                .digest();
        String id = refund.id() == null ? PostingIds.fullRefund(refund.originalId()) : refund.id();
        Facts.IdSource source = refund.id() == null ? Facts.IdSource.LEDGER : Facts.IdSource.CALLER;
        return new RefundPosting(
                new Facts(refund.account(), id, source, at, print, reason(refund.reason())),
                refund.originalId(),
                micro);
    }

    static UpdatePosting update(BalanceUpdate update, Instant now) {
        String print = Fingerprint.of("update")
                .with("increment", update.increment)
                .with("set", update.set)
                .with("refill", update.refill == null ? null : update.refill.facts())
                .with("removeRefill", update.removeRefill)
                .with("frozen", update.frozen)
                .with("corrects", update.corrects)
                .digest();
        Facts facts = new Facts(
                update.account,
                update.id == null ? TimeOrderedIds.next() : update.id,
                update.id == null ? Facts.IdSource.GENERATED : Facts.IdSource.CALLER,
                update.occurredAt == null ? now : update.occurredAt,
                print,
                reason(update.reason));
        return new UpdatePosting(
                facts,
                new UpdatePosting.Change(
                        update.increment,
                        update.set,
                        update.refill == null ? null : update.refill.beginning(now),
                        update.removeRefill,
                        update.frozen),
                update.expectedVersion,
                update.corrects);
    }

    private static Map<String, String> reason(@Nullable String reason) {
        return reason == null ? Map.of() : Map.of(REASON, reason);
    }
}
