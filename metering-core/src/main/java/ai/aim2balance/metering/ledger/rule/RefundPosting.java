package ai.aim2balance.metering.ledger.rule;

import ai.aim2balance.metering.entry.Credits;
import ai.aim2balance.metering.entry.Entry;
import ai.aim2balance.metering.entry.EntryKind;
import ai.aim2balance.metering.entry.TokenType;
import ai.aim2balance.metering.entry.Transaction;
import ai.aim2balance.metering.entry.UsageAmounts;
import ai.aim2balance.metering.entry.UsageRecord;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A spend, a settled hold or a top-up that is taken back, in whole or in part: money, credits, tokens and impact, at the
 * original's rates. Decided on the account's head and on everything that refers to the original, read after the head; so
 * refunds never exceed the original, however many nodes refund it. Parts round cumulatively.
 *
 * @param facts what every posting has
 * @param originalId the id of what is refunded
 * @param microCredits how much of its price in millionths of a credit, above 0; null for all that is left
 */
public record RefundPosting(
        Facts facts, String originalId, @Nullable Long microCredits) implements Posting {
    private static final BigDecimal ONE_USD_A_MILLION = BigDecimal.ONE;
    private static final long MICRO = 1_000_000;

    @Override
    public Decision decide(Situation situation) {
        Entry existing = situation.known().byId(id());
        if (existing != null) {
            return Posting.compared(existing, facts);
        }
        Entry original = situation.known().byId(originalId);
        if (original == null || !refundable(original)) {
            return new Decision.Refuse(
                    Decision.Reason.REFERENCE,
                    original == null
                            ? originalId + ", which does not exist"
                            : originalId + ", which is a " + original.kind().key() + " and cannot be refunded");
        }
        long whole = whole(original);
        long before = situation.known().referringTo(original.seq()).stream()
                .filter(entry -> entry.kind() == EntryKind.REFUND)
                .mapToLong(refund -> -taken(refund))
                .sum();
        long after = microCredits == null ? whole : before + microCredits;
        // Without a price there are no parts: it is taken back whole, once.
        boolean free = whole == 0;
        boolean freeTwice = free
                && situation.known().referringTo(original.seq()).stream()
                        .anyMatch(entry -> entry.kind() == EntryKind.REFUND);
        if (after > whole || after < 0 || freeTwice || (!free && after == before)) {
            return new Decision.Refuse(
                    Decision.Reason.REFUND_TOO_HIGH,
                    (microCredits == null ? "all" : Credits.of(microCredits).toPlainString()) + " of "
                            + Credits.of(whole - before).toPlainString() + " credits that are left of "
                            + Credits.of(whole).toPlainString());
        }
        return free ? draft(situation, original, 0, 1, 1) : draft(situation, original, before, after, whole);
    }

    @Override
    public String reference() {
        return originalId;
    }

    @Override
    public boolean needsAllReferences() {
        return true;
    }

    private Decision draft(Situation situation, Entry original, long before, long after, long whole) {
        long credits = -UsageAmounts.cumulative(original.creditsDelta(), before, after, whole);
        Draft draft = new Draft(facts, EntryKind.REFUND, situation.state())
                .refersTo(original)
                .credits(credits);
        UsageRecord usage = original.usage();
        if (usage != null) {
            UsageAmounts amounts = usage.amounts().refunded(before, after, whole);
            Transaction back = new Transaction(
                    TokenType.CREDITS,
                    -amounts.microCredits() / MICRO,
                    ONE_USD_A_MILLION,
                    -amounts.microCredits(),
                    0,
                    0,
                    0);
            draft.usage(new UsageRecord(
                    usage.call(), null, amounts, List.of(back), usage.price(), usage.impact(), usage.flags()));
        }
        return draft.apply();
    }

    private static boolean refundable(Entry original) {
        return switch (original.kind()) {
            case SPEND, SETTLE, TOP_UP -> true;
            default -> false;
        };
    }

    /** What a full refund takes back, in millionths of a credit. */
    private static long whole(Entry original) {
        return original.usage() == null
                ? original.creditsDelta()
                : original.usage().amounts().microCredits();
    }

    private static long taken(Entry refund) {
        return refund.usage() == null
                ? refund.creditsDelta()
                : refund.usage().amounts().microCredits();
    }
}
