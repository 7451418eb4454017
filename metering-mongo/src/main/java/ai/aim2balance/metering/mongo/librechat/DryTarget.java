package ai.aim2balance.metering.mongo.librechat;

import ai.aim2balance.metering.InvalidInputException;
import ai.aim2balance.metering.entry.AccountId;
import ai.aim2balance.metering.entry.BalanceMode;
import ai.aim2balance.metering.entry.Credits;
import ai.aim2balance.metering.entry.Entry;
import ai.aim2balance.metering.entry.UsageRecord;
import ai.aim2balance.metering.ledger.Balance;
import ai.aim2balance.metering.ledger.Metering;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Books nothing: looks up what the ledger has, and assesses what it has not. For one thread. */
final class DryTarget implements Target {
    private final Metering metering;
    private final Tally tally;
    private final int batchSize;
    private final List<Call> batch = new ArrayList<>();

    DryTarget(Metering metering, Tally tally, int batchSize) {
        this.metering = metering;
        this.tally = tally;
        this.batchSize = batchSize;
    }

    /**
     * How an account stands before a dry run.
     *
     * @param exists whether it has entries
     * @param counted whether calls take credits
     * @param opening with how many millionths of a credit it would be opened
     */
    record Before(boolean exists, boolean counted, long opening) {}

    @Override
    public void call(Call call) {
        batch.add(call);
        if (batch.size() >= batchSize) {
            flush();
        }
    }

    @Override
    public void flush() {
        Map<AccountId, List<Call>> byAccount = new LinkedHashMap<>();
        batch.forEach(call -> byAccount
                .computeIfAbsent(call.account(), account -> new ArrayList<>())
                .add(call));
        batch.clear();
        byAccount.forEach(this::assess);
    }

    private void assess(AccountId account, List<Call> calls) {
        Before before = before(account, calls.get(0).user());
        Map<String, Entry> known = before.exists()
                ? metering.operator()
                        .find(
                                account,
                                calls.stream()
                                        .map(call -> PostingNames.row(
                                                call.source().first().id()))
                                        .toList())
                : Map.of();
        for (Call call : calls) {
            Entry entry = known.get(PostingNames.row(call.source().first().id()));
            if (entry != null && entry.usage() != null) {
                tally.call(call.source(), entry.usage(), false);
                continue;
            }
            UsageRecord usage;
            try {
                usage = metering.assess(call.spend());
            } catch (InvalidInputException e) {
                tally.skipped(
                        "refused by the ledger",
                        call.source().first().id(),
                        call.source().rows(),
                        e.getMessage());
                continue;
            }
            if (before.counted()) {
                add(call.user(), -usage.amounts().microCredits());
            }
            tally.call(call.source(), usage, true);
        }
    }

    @Override
    public void change(Change change) {
        boolean booked = before(change.account(), change.user()).exists()
                && metering.operator()
                        .find(change.account(), change.postingId())
                        .isPresent();
        if (!booked) {
            add(change.user(), change.micro());
        }
        tally.change(change, !booked);
    }

    @Override
    public Imported imported(AccountId account, UserSum user) {
        Before before = before(account, user);
        Imported now = before.exists()
                ? Imported.read(metering, account)
                : new Imported(BigInteger.valueOf(before.opening()), 0, null);
        return now.plus(user.planned);
    }

    private Before before(AccountId account, UserSum user) {
        if (user.before == null) {
            Balance balance = metering.balance(account);
            user.before = new Before(
                    balance.version() > 0,
                    balance.mode() != BalanceMode.OFF,
                    Credits.toMicro(balance.tokenCredits(), "tokenCredits"));
        }
        return Objects.requireNonNull(user.before);
    }

    private static void add(UserSum user, long micro) {
        user.planned = user.planned.add(BigInteger.valueOf(micro));
    }
}
