package ai.aim2balance.metering.mongo.librechat;

import ai.aim2balance.metering.InvalidInputException;
import ai.aim2balance.metering.entry.AccountId;
import ai.aim2balance.metering.entry.Credits;
import ai.aim2balance.metering.ledger.BalanceUpdate;
import ai.aim2balance.metering.ledger.Metering;
import ai.aim2balance.metering.ledger.RefillPlan;
import ai.aim2balance.metering.ledger.TopUp;
import com.mongodb.client.MongoCursor;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.ZoneId;
import org.bson.BsonDocument;
import org.jspecify.annotations.Nullable;

/**
 * Makes each balance what LibreChat says. Transactions and balance are two unrelated writes in LibreChat, so they seldom
 * agree; the difference is a correction of its own, linked to the newest imported posting. For one thread.
 */
final class BalancesImport {
    private static final int LONGEST_REASON = 256;

    private final Metering metering;
    private final Source source;
    private final Target target;
    private final Tally tally;
    private final Users users;
    private final @Nullable ZoneId zone;

    /** Without a zone, refill settings are not imported. */
    BalancesImport(Metering metering, Source source, Target target, Tally tally, Users users, @Nullable ZoneId zone) {
        this.metering = metering;
        this.source = source;
        this.target = target;
        this.tally = tally;
        this.users = users;
        this.zone = zone;
    }

    void run(MongoCursor<BsonDocument> balances) {
        while (balances.hasNext()) {
            BsonDocument document = balances.next();
            tally.balances.records++;
            try {
                read(new SourceBalance(document));
            } catch (Unreadable e) {
                tally.skipped(
                        "balance record: " + e.field() + " cannot be read", RowReader.nameOf(document), 1, e.what());
            }
        }
        users.all().forEach((name, user) -> {
            tally.balances.transactions(user.source);
            if (!user.hasBalance) {
                tally.balances.withoutRecord++;
                equal(name, user, 0, "no balance record");
            }
        });
    }

    private void read(SourceBalance balance) throws Unreadable {
        String id = balance.id();
        String name = balance.user();
        UserSum user = users.find(name);
        if (user == null) {
            tally.skipped("user cannot be an account", id, 1, users.whyNot(name));
            return;
        }
        if (user.hasBalance) {
            tally.balances.duplicates++;
            tally.findings.add(
                    "balance records beside the oldest of their user were ignored", id, 1, "of user " + name);
            return;
        }
        user.hasBalance = true;
        AccountId account = users.account(name);
        BigDecimal reserved = balance.reserved();
        if (reserved != null) {
            tally.findings.add("credits were reserved for calls in flight", id, 1, Shown.number(reserved));
        }
        pendingRefill(balance, account, user);
        long micro;
        try {
            micro = balance.micro(tally::rounded);
        } catch (Unreadable e) {
            tally.balances.unreadable++;
            tally.findings.add(
                    "balances that cannot be read: the sum of the transactions holds", id, 1, e.getMessage());
            return;
        }
        equal(name, user, micro, "balance record " + id);
        refillPlan(balance, id, account, user);
    }

    private void pendingRefill(SourceBalance balance, AccountId account, UserSum user) throws Unreadable {
        SourceBalance.PendingRefill pending;
        try {
            pending = balance.pendingRefill();
        } catch (Unreadable e) {
            tally.findings.add("pending refills that cannot be read", balance.id(), 1, e.getMessage());
            return;
        }
        if (pending == null || source.hasTransaction(pending.transactionId())) {
            return;
        }
        LibreChatNumber.Micro micro = LibreChatNumber.micro(pending.credits(), "pendingRefill.rawAmount");
        if (micro.value() > 0) {
            user.source = user.source.add(BigInteger.valueOf(micro.value()));
            TopUp topUp = new TopUp(
                    account,
                    PostingNames.row(pending.id()),
                    Credits.of(micro.value()),
                    null,
                    "autoRefill",
                    balance.lastRefill());
            target.change(new Target.Change(
                    Target.Kind.PENDING_REFILL,
                    account,
                    topUp.id(),
                    pending.id(),
                    micro.value(),
                    user,
                    () -> metering.topUp(topUp)));
        }
    }

    /** Makes the imported part of a balance what LibreChat says; what was used after the move stays on top of it. */
    private void equal(String name, UserSum user, long micro, String record) {
        tally.balances.balance(name, micro, user.source);
        AccountId account = users.account(name);
        Imported imported = target.imported(account, user);
        BigInteger difference = BigInteger.valueOf(micro).subtract(imported.micro());
        if (difference.signum() == 0) {
            return;
        }
        if (difference.bitLength() >= Long.SIZE) {
            tally.skipped("balance correction out of range", name, 1, Tally.credits(difference) + " credits");
            return;
        }
        String id = PostingNames.balance(imported.corrections() + 1);
        String reason =
                Shown.sentence("LibreChat's balance of " + Credits.of(micro).toPlainString() + " (" + record
                        + "); imported were " + Tally.credits(imported.micro()).toPlainString());
        BalanceUpdate plain = BalanceUpdate.of(account)
                .increment(Tally.credits(difference))
                .id(id)
                .reason(reason.substring(0, Math.min(reason.length(), LONGEST_REASON)));
        // Of an account that does not exist yet there is nothing to link to: it becomes the entry behind the opening.
        BalanceUpdate update = imported.lastId() == null ? plain : plain.corrects(imported.lastId());
        target.change(new Target.Change(
                Target.Kind.BALANCE,
                account,
                id,
                name,
                difference.longValueExact(),
                user,
                () -> metering.updateBalance(update)));
    }

    private void refillPlan(SourceBalance balance, String id, AccountId account, UserSum user) {
        if (zone == null) {
            return;
        }
        RefillPlan plan;
        try {
            plan = balance.refillPlan(zone);
        } catch (Unreadable e) {
            tally.findings.add("refill settings that the ledger has no plan for were left out", id, 1, e.getMessage());
            return;
        }
        if (plan == null) {
            return;
        }
        String postingId = PostingNames.refillPlan(id);
        try {
            BalanceUpdate update = BalanceUpdate.of(account)
                    .refill(plan)
                    .id(postingId)
                    .reason("refill settings of LibreChat's balance record");
            target.change(new Target.Change(
                    Target.Kind.REFILL_PLAN, account, postingId, id, 0, user, () -> metering.updateBalance(update)));
        } catch (InvalidInputException e) {
            tally.skipped(Target.REFUSED, id, 1, e.getMessage());
        }
    }
}
