package ai.aim2balance.metering.mongo.librechat;

import ai.aim2balance.metering.InvalidInputException;
import ai.aim2balance.metering.entry.AccountId;
import ai.aim2balance.metering.entry.Credits;
import ai.aim2balance.metering.entry.TokenType;
import ai.aim2balance.metering.ledger.BalanceUpdate;
import ai.aim2balance.metering.ledger.Metering;
import ai.aim2balance.metering.ledger.TopUp;
import com.mongodb.client.MongoCursor;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Objects;
import org.bson.BsonDocument;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Books the documents of {@code transactions}, from the oldest to the newest. For one thread. */
final class TransactionsImport {
    private static final Logger LOG = LoggerFactory.getLogger(LibreChatImport.class);
    private static final long PROGRESS_EVERY = 10_000;

    private final Metering metering;
    private final Target target;
    private final Tally tally;
    private final Users users;
    private final CallMapper mapper;
    private final RowReader reader;
    private final CallAssembler assembler = new CallAssembler(this::book);
    private final Instant cut;

    TransactionsImport(Metering metering, Target target, Tally tally, Users users, Providers providers, Instant cut) {
        this.metering = metering;
        this.target = target;
        this.tally = tally;
        this.users = users;
        this.cut = cut;
        this.reader = new RowReader(tally::rounded);
        this.mapper = new CallMapper(
                providers,
                (row, why) -> tally.findings.add("names that the ledger cannot keep were left out", row, 1, why));
    }

    void run(MongoCursor<BsonDocument> rows) {
        while (rows.hasNext()) {
            BsonDocument document = rows.next();
            tally.transactions++;
            read(document);
            if (tally.transactions % PROGRESS_EVERY == 0) {
                LOG.info(
                        "{} transactions of LibreChat are read, up to {}",
                        tally.transactions,
                        RowReader.nameOf(document));
            }
        }
        tally.left += assembler.finish(cut);
        target.flush();
    }

    private void read(BsonDocument document) {
        SourceRow row;
        try {
            row = reader.read(document);
        } catch (Unreadable e) {
            tally.skipped(e.field() + " cannot be read", RowReader.nameOf(document), 1, e.what());
            return;
        }
        if (row.written() != null && !row.written().isBefore(cut)) {
            tally.left++;
            return;
        }
        UserSum user = users.find(row.user());
        if (user == null) {
            tally.skipped("user cannot be an account", row.id(), 1, users.whyNot(row.user()));
            return;
        }
        users.met(row.names().tenantId());
        user.source = user.source.add(BigInteger.valueOf(row.micro()));
        assembler.add(row);
    }

    private void book(SourceCall call) {
        SourceRow row = call.first();
        AccountId account = users.account(row.user());
        UserSum user = Objects.requireNonNull(users.find(row.user()));
        try {
            if (row.type() == TokenType.CREDITS) {
                credits(row, account, user);
            } else {
                if (row.isSpent() || row.tokens() < 0) {
                    target.call(new Target.Call(call, mapper.spend(account, call), account, user));
                }
                if (!row.isSpent()) {
                    gift(row, account, user);
                }
            }
        } catch (InvalidInputException e) {
            tally.skipped(Target.REFUSED, row.id(), call.rows(), e.getMessage());
        }
    }

    private void credits(SourceRow row, AccountId account, UserSum user) {
        if (row.micro() == 0) {
            tally.skipped("credits of 0", row.id(), 1, null);
        } else if (row.micro() > 0) {
            TopUp topUp = new TopUp(
                    account,
                    PostingNames.row(row.id()),
                    Credits.of(row.micro()),
                    null,
                    context(row.names().context()),
                    row.at());
            change(Target.Kind.TOP_UP, account, topUp.id(), row, user, () -> metering.topUp(topUp));
        } else {
            update(row, account, user, PostingNames.row(row.id()), null, "LibreChat took credits without a call");
        }
    }

    /** Credits that a call gave, by a price below zero or by hand: linked to the call where there was one. */
    private void gift(SourceRow row, AccountId account, UserSum user) {
        boolean called = row.tokens() < 0;
        update(
                row,
                account,
                user,
                called ? PostingNames.gift(row.id()) : PostingNames.row(row.id()),
                called ? PostingNames.row(row.id()) : null,
                called
                        ? "LibreChat gave credits for a call"
                        : "LibreChat gave credits as a " + row.type().key());
    }

    private void update(
            SourceRow row,
            AccountId account,
            UserSum user,
            String postingId,
            @Nullable String corrects,
            String reason) {
        BigDecimal credits = Credits.of(row.micro());
        BalanceUpdate plain = BalanceUpdate.of(account)
                .increment(credits)
                .id(postingId)
                .reason(reason)
                .occurredAt(row.at());
        BalanceUpdate update = corrects == null ? plain : plain.corrects(corrects);
        change(Target.Kind.CHANGE, account, postingId, row, user, () -> metering.updateBalance(update));
    }

    private void change(
            Target.Kind kind,
            AccountId account,
            String postingId,
            SourceRow row,
            UserSum user,
            java.util.function.Supplier<ai.aim2balance.metering.ledger.BookingResult> booking) {
        target.change(new Target.Change(kind, account, postingId, row.id(), row.micro(), user, booking));
    }

    /** Why LibreChat gave credits, such as {@code autoRefill}; what the ledger cannot keep is left out. */
    private static @Nullable String context(@Nullable String context) {
        return context == null || context.isEmpty() ? null : Shown.text(context);
    }
}
