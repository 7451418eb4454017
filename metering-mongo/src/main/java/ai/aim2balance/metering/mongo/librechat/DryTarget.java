package ai.aim2balance.metering.mongo.librechat;

import ai.aim2balance.metering.InvalidInputException;
import ai.aim2balance.metering.entry.AccountId;
import ai.aim2balance.metering.entry.UsageRecord;
import ai.aim2balance.metering.ledger.Metering;
import java.math.BigInteger;

/** Books nothing: looks up what the ledger has, and assesses what it has not. For one thread. */
final class DryTarget implements Target {
    private final Metering metering;
    private final Tally tally;
    private final Known known;
    private final WaitingCalls calls;

    DryTarget(Metering metering, Tally tally, int batchSize) {
        this.metering = metering;
        this.tally = tally;
        this.known = new Known(metering);
        this.calls = new WaitingCalls(known, tally, batchSize, missing -> missing.forEach(this::assess));
    }

    @Override
    public void call(Call call) {
        calls.add(call);
    }

    @Override
    public void flush() {
        calls.flush();
    }

    private void assess(Call call) {
        String source = call.source().first().id();
        if (known.before(call.account(), call.user()).exists()
                && metering.operator().find(call.account(), call.postingId()).isPresent()) {
            tally.skipped(CHANGED, source, call.source().rows(), null);
            return;
        }
        try {
            UsageRecord usage = metering.assess(call.spend());
            if (known.before(call.account(), call.user()).counted()) {
                add(call.user(), -usage.amounts().microCredits());
            }
            tally.call(call.source(), usage, true);
        } catch (InvalidInputException e) {
            tally.skipped(REFUSED, source, call.source().rows(), e.getMessage());
        }
    }

    @Override
    public void change(Change change) {
        boolean booked = known.before(change.account(), change.user()).exists()
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
        Known.Before before = known.before(account, user);
        Imported now = before.exists()
                ? Imported.read(metering, account)
                : new Imported(BigInteger.valueOf(before.opening()), 0, null);
        return now.plus(user.planned);
    }

    private static void add(UserSum user, long micro) {
        user.planned = user.planned.add(BigInteger.valueOf(micro));
    }
}
