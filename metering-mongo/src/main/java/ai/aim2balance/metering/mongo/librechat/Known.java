package ai.aim2balance.metering.mongo.librechat;

import ai.aim2balance.metering.entry.AccountId;
import ai.aim2balance.metering.entry.BalanceMode;
import ai.aim2balance.metering.entry.Credits;
import ai.aim2balance.metering.entry.Entry;
import ai.aim2balance.metering.ledger.Balance;
import ai.aim2balance.metering.ledger.Metering;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What the ledger had before this run. A ledger finds repeats by itself, but one refused batch after the other; looking
 * them up first, an account at a time, makes a run that goes on as fast as reading.
 */
final class Known {
    private final Metering metering;

    Known(Metering metering) {
        this.metering = metering;
    }

    /**
     * How an account stood before this run.
     *
     * @param exists whether it had entries
     * @param counted whether calls take credits
     * @param opening with how many millionths of a credit it would have been opened
     */
    record Before(boolean exists, boolean counted, long opening) {}

    Before before(AccountId account, UserSum user) {
        if (user.before == null) {
            Balance balance = metering.balance(account);
            user.before = new Before(
                    balance.version() > 0,
                    balance.mode() != BalanceMode.OFF,
                    Credits.toMicro(balance.tokenCredits(), "tokenCredits"));
        }
        return Objects.requireNonNull(user.before);
    }

    /** The entries of calls that were booked before with the same legs; a call with others is not among them. */
    IdentityHashMap<Target.Call, Entry> booked(List<Target.Call> calls) {
        Map<AccountId, List<Target.Call>> byAccount = new LinkedHashMap<>();
        for (Target.Call call : calls) {
            if (before(call.account(), call.user()).exists()) {
                byAccount
                        .computeIfAbsent(call.account(), account -> new ArrayList<>())
                        .add(call);
            }
        }
        IdentityHashMap<Target.Call, Entry> booked = new IdentityHashMap<>();
        byAccount.forEach((account, asked) -> {
            Map<String, Entry> found = metering.operator()
                    .find(account, asked.stream().map(Target.Call::postingId).toList());
            for (Target.Call call : asked) {
                Entry entry = found.get(call.postingId());
                if (entry != null
                        && entry.usage() != null
                        && entry.usage().transactions().equals(CallMapper.legs(call.source()))) {
                    booked.put(call, entry);
                }
            }
        });
        return booked;
    }
}
