package ai.aim2balance.metering.mongo.librechat;

import ai.aim2balance.metering.InvalidInputException;
import ai.aim2balance.metering.entry.RefillSettings;
import ai.aim2balance.metering.ledger.RefillPlan;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.function.Consumer;
import org.bson.BsonDocument;
import org.bson.BsonValue;
import org.jspecify.annotations.Nullable;

/** Reads one document of {@code balances}, of any generation. */
final class SourceBalance {
    private static final int USUAL_INTERVAL = 30;

    private final BsonDocument document;

    SourceBalance(BsonDocument document) {
        this.document = document;
    }

    String id() throws Unreadable {
        return RowReader.idOf(document.get("_id"), "_id");
    }

    String user() throws Unreadable {
        return RowReader.userOf(document.get("user"));
    }

    /** The balance in millionths of a credit; a missing one is LibreChat's default of 0. */
    long micro(Consumer<BigDecimal> roundings) throws Unreadable {
        BigDecimal credits = LibreChatNumber.exact(document.get("tokenCredits"), "tokenCredits");
        if (credits == null) {
            return 0;
        }
        LibreChatNumber.Micro micro = LibreChatNumber.micro(credits, "tokenCredits");
        if (micro.rounded().signum() != 0) {
            roundings.accept(micro.rounded());
        }
        return micro.value();
    }

    /** A refill that is in the balance already, while its transaction is perhaps not written yet. */
    record PendingRefill(BsonValue transactionId, String id, BigDecimal credits) {}

    @Nullable
    PendingRefill pendingRefill() throws Unreadable {
        BsonValue pending = document.get("pendingRefill");
        if (pending == null || !pending.isDocument()) {
            return null;
        }
        BsonValue transactionId = pending.asDocument().get("transactionId");
        BigDecimal credits = LibreChatNumber.exact(pending.asDocument().get("rawAmount"), "pendingRefill.rawAmount");
        if (credits == null || credits.signum() <= 0) {
            throw new Unreadable("pendingRefill.rawAmount", "is missing or not above 0");
        }
        return new PendingRefill(
                java.util.Objects.requireNonNull(transactionId),
                RowReader.idOf(transactionId, "pendingRefill.transactionId"),
                credits);
    }

    @Nullable
    Instant lastRefill() {
        return RowReader.dateOf(document.get("lastRefill"));
    }

    /** Credits that calls in flight had set aside, or null. */
    @Nullable
    BigDecimal reserved() {
        try {
            BigDecimal reserved = LibreChatNumber.exact(document.get("reservedCredits"), "reservedCredits");
            return reserved == null || reserved.signum() == 0 ? null : reserved;
        } catch (Unreadable e) {
            return null;
        }
    }

    /**
     * The user's refill settings, counted from the last refill; a record without one is due at once, as in LibreChat.
     *
     * @return null where LibreChat would never refill
     * @throws Unreadable if they mean something that the ledger has no plan for
     */
    @Nullable
    RefillPlan refillPlan(ZoneId zone) throws Unreadable {
        BsonValue enabled = document.get("autoRefillEnabled");
        if (enabled == null || !enabled.isBoolean() || !enabled.asBoolean().getValue()) {
            return null;
        }
        BigDecimal amount = LibreChatNumber.exact(document.get("refillAmount"), "refillAmount");
        if (amount == null || amount.signum() <= 0) {
            return null;
        }
        BigDecimal value = LibreChatNumber.exact(document.get("refillIntervalValue"), "refillIntervalValue");
        String unit = RowReader.text(document, "refillIntervalUnit");
        Instant last = lastRefill();
        try {
            return RefillPlan.whenExhausted(
                            new BigDecimal(
                                    java.math.BigInteger.valueOf(LibreChatNumber.micro(amount, "refillAmount")
                                            .value()),
                                    6),
                            value == null ? USUAL_INTERVAL : interval(value),
                            unit(unit),
                            zone)
                    .anchoredAt(last == null ? Instant.EPOCH : last);
        } catch (InvalidInputException e) {
            throw new Unreadable(e.field(), "is not in a plan's range: " + e.getMessage());
        }
    }

    /** LibreChat cuts fractions off. */
    private static int interval(BigDecimal value) throws Unreadable {
        long whole = LibreChatNumber.whole(value.setScale(0, RoundingMode.DOWN), "refillIntervalValue");
        if (whole < 1 || whole > RefillSettings.LONGEST_INTERVAL) {
            throw new Unreadable(
                    "refillIntervalValue", Shown.number(value) + " is not in 1 to " + RefillSettings.LONGEST_INTERVAL);
        }
        return (int) whole;
    }

    private static RefillSettings.Unit unit(@Nullable String name) throws Unreadable {
        if (name == null) {
            return RefillSettings.Unit.DAYS;
        }
        return Arrays.stream(RefillSettings.Unit.values())
                .filter(unit -> unit.key().equals(name))
                .findFirst()
                .orElseThrow(() -> new Unreadable(
                        "refillIntervalUnit",
                        "\"" + Shown.text(name) + "\" is not seconds, minutes, hours, days, weeks or months"));
    }
}
