package ai.aim2balance.metering.tck;

import ai.aim2balance.metering.entry.BalanceMode;
import ai.aim2balance.metering.entry.EntryKind;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a ledger must do with one account, in plain steps and numbers of any size. Knows nothing of how the ledger works,
 * only what it promises.
 */
final class AccountModel {
    static final BigInteger INPUT_PRICE = BigInteger.valueOf(2_500_000);
    static final BigInteger OUTPUT_PRICE = BigInteger.valueOf(10_000_000);

    final BalanceMode mode;
    private final BigInteger start;
    final Call.@Nullable Kind startRefill;
    private final long startRefillAmount;

    final Map<String, Booked> byId = new HashMap<>();
    final List<Booked> bySeq = new ArrayList<>();
    /** Open holds by id. */
    final Map<String, Booked> open = new HashMap<>();

    BigInteger credits;
    BigInteger reserved = BigInteger.ZERO;
    long seq;
    boolean frozen;

    @Nullable
    RefillModel refill;

    final UsageTally usage = new UsageTally();
    /** What the last decision books, or null where it books nothing. */
    @Nullable
    Booked next;

    AccountModel(BalanceMode mode, long start, Call.@Nullable Kind refill, long refillAmount) {
        this.mode = mode;
        this.start = BigInteger.valueOf(start);
        this.startRefill = refill;
        this.startRefillAmount = refillAmount;
        this.credits = this.start;
    }

    /** One entry as it must be. */
    static final class Booked {
        final EntryKind kind;
        final String id;
        final String content;
        BigInteger delta = BigInteger.ZERO;
        BigInteger reservedDelta = BigInteger.ZERO;
        /** The price of a call, what a top-up gave. */
        BigInteger whole = BigInteger.ZERO;

        long input;
        long output;
        BigInteger refunded = BigInteger.ZERO;
        boolean refundedFree;
        long seq;
        BigInteger creditsAfter = BigInteger.ZERO;
        BigInteger reservedAfter = BigInteger.ZERO;
        int openAfter;
        /** As the ledger says it, which makes some ids itself. */
        String postingId;

        Instant expiry = Instant.MAX;

        @Nullable
        Booked refersTo;

        Booked(EntryKind kind, String id, String content) {
            this.kind = kind;
            this.id = id;
            this.postingId = id;
            this.content = content;
        }
    }

    /** What the ledger must answer; then {@link #next} is the entry that it must book. */
    String answer(Call call, Instant now) {
        next = null;
        return switch (call.kind()) {
            case SPEND -> spend(String.valueOf(call.id()), call);
            case DERIVED -> derived("openai/chat/" + call.id() + "#0", call);
            case TOP_UP -> topUp(call);
            case CHECK -> check(call.amount());
            case RESERVE -> reserve(call, now);
            case SETTLE -> settle(call);
            case RELEASE -> release(String.valueOf(call.refersTo()));
            case REFUND -> refund(call);
            default -> update(call, now);
        };
    }

    private @Nullable String known(String id, String content) {
        Booked booked = byId.get(id);
        if (booked == null) {
            return null;
        }
        return (booked.content.equals(content) ? "already " : "conflict ") + booked.seq;
    }

    private String spend(String id, Call call) {
        String known = known(id, call.content());
        return known != null ? known : billed(called(EntryKind.SPEND, id, call));
    }

    private String derived(String id, Call call) {
        String known = known(id, call.content());
        if (known != null && known.startsWith("conflict")) {
            return spend("beside " + call.content() + " " + id, call);
        }
        return known != null ? known : spend(id, call);
    }

    private Booked called(EntryKind kind, String id, Call call) {
        Booked booked = new Booked(kind, id, call.content());
        booked.input = call.amount();
        booked.output = call.other();
        booked.whole = INPUT_PRICE
                .multiply(BigInteger.valueOf(call.amount()))
                .add(OUTPUT_PRICE.multiply(BigInteger.valueOf(call.other())));
        booked.delta = mode == BalanceMode.OFF ? BigInteger.ZERO : booked.whole.negate();
        return booked;
    }

    private String topUp(Call call) {
        String known = known(String.valueOf(call.id()), call.content());
        if (known != null) {
            return known;
        }
        Booked booked = new Booked(EntryKind.TOP_UP, String.valueOf(call.id()), call.content());
        booked.whole = booked.delta = BigInteger.valueOf(call.amount());
        return book(booked);
    }

    private String check(long cost) {
        if (frozen) {
            return "refused FROZEN";
        }
        return mode == BalanceMode.ENFORCED && isAbove(cost) ? "refused INSUFFICIENT" : "allowed";
    }

    /** Whether a cost is above what is available. */
    boolean isAbove(long cost) {
        return BigInteger.valueOf(cost).compareTo(credits.subtract(reserved)) > 0;
    }

    boolean isExactly(long cost) {
        return BigInteger.valueOf(cost).equals(credits.subtract(reserved));
    }

    /** A call that was settled before its hold arrived has taken the hold's id. */
    private boolean isSettledWithoutHold(String hold) {
        Booked named = byId.get(hold);
        return named != null && named.kind == EntryKind.SETTLE;
    }

    private String reserve(Call call, Instant now) {
        if (isSettledWithoutHold(String.valueOf(call.id()))) {
            return "reserved SETTLED";
        }
        String known = known(String.valueOf(call.id()), call.content());
        if (known != null) {
            return known.startsWith("already") ? "reserved " + status(String.valueOf(call.id())) : known;
        }
        String refused = check(call.amount());
        if (refused.startsWith("refused")) {
            return refused;
        }
        Booked booked = new Booked(EntryKind.HOLD, String.valueOf(call.id()), call.content());
        booked.reservedDelta = mode == BalanceMode.OFF ? BigInteger.ZERO : BigInteger.valueOf(call.amount());
        booked.expiry = now.plusSeconds(call.other());
        String result = book(booked);
        return result.startsWith("applied") ? "reserved OPEN" : result;
    }

    private String status(String hold) {
        Booked closing = byId.get("~close:" + hold);
        if (closing == null) {
            return "OPEN";
        }
        return closing.kind == EntryKind.SETTLE ? "SETTLED" : closing.kind == EntryKind.EXPIRE ? "EXPIRED" : "RELEASED";
    }

    private String settle(Call call) {
        String hold = String.valueOf(call.refersTo());
        Booked closing = byId.get("~close:" + hold);
        if (closing != null && closing.kind == EntryKind.SETTLE) {
            return String.valueOf(known("~close:" + hold, call.content()));
        }
        String late = known("~late:" + hold, call.content());
        if (late != null) {
            return late;
        }
        if (isSettledWithoutHold(hold)) {
            return String.valueOf(known(hold, call.content()));
        }
        Booked held = open.get(hold);
        Booked named = byId.get(hold);
        String id = held != null ? "~close:" + hold : named == null ? hold : "~late:" + hold;
        Booked booked = called(EntryKind.SETTLE, id, call);
        if (held != null) {
            booked.reservedDelta = held.reservedDelta.negate();
        }
        booked.refersTo = named != null && named.kind == EntryKind.HOLD ? named : null;
        return billed(booked);
    }

    /** Used tokens are handed to somebody else where the balance cannot take them. */
    private String billed(Booked booked) {
        String result = book(booked);
        return result.equals("invalid amount") ? "unrecorded NOT_PRICED" : result;
    }

    private String release(String hold) {
        if (isSettledWithoutHold(hold)) {
            return "SETTLED";
        }
        if (byId.containsKey("~close:" + hold)) {
            return status(hold);
        }
        Booked held = open.get(hold);
        if (held == null) {
            return "NOT_BOOKED";
        }
        String result = book(closing(EntryKind.RELEASE, held));
        return result.startsWith("applied") ? "RELEASED" : result;
    }

    static Booked closing(EntryKind kind, Booked held) {
        Booked booked = new Booked(kind, "~close:" + held.id, "");
        booked.reservedDelta = held.reservedDelta.negate();
        booked.refersTo = held;
        return booked;
    }

    private String refund(Call call) {
        String id = call.id() == null ? "~refund:" + call.refersTo() : call.id();
        String known = known(id, call.content());
        if (known != null) {
            return known;
        }
        Booked original = byId.get(String.valueOf(call.refersTo()));
        if (original == null
                || (original.kind != EntryKind.SPEND
                        && original.kind != EntryKind.SETTLE
                        && original.kind != EntryKind.TOP_UP)) {
            return "invalid referred posting";
        }
        BigInteger before = original.refunded;
        BigInteger after = call.amount() == Call.ALL ? original.whole : before.add(BigInteger.valueOf(call.amount()));
        boolean free = original.whole.signum() == 0;
        if (after.compareTo(original.whole) > 0 || (free ? original.refundedFree : after.equals(before))) {
            return "invalid refunded credits";
        }
        Booked booked = new Booked(EntryKind.REFUND, id, call.content());
        booked.refersTo = original;
        booked.refunded = after;
        booked.whole = free ? BigInteger.ZERO : before.subtract(after);
        booked.delta = part(original.delta, original, before, after);
        booked.input = part(BigInteger.valueOf(original.input), original, before, after)
                .longValueExact();
        booked.output = part(BigInteger.valueOf(original.output), original, before, after)
                .longValueExact();
        return book(booked);
    }

    static BigInteger part(BigInteger amount, Booked original, BigInteger before, BigInteger after) {
        if (original.whole.signum() == 0) {
            return amount.negate();
        }
        return UsageTally.halfEven(amount.multiply(before), original.whole)
                .subtract(UsageTally.halfEven(amount.multiply(after), original.whole));
    }

    private String update(Call call, Instant now) {
        String known = call.id() == null ? null : known(call.id(), call.content());
        if (known != null) {
            return known;
        }
        boolean unused = call.other() == 0 && seq == 1;
        if (call.other() != Call.ALL && call.other() != seq && !unused) {
            return "stale " + seq;
        }
        boolean adjusts = call.kind() == Call.Kind.INCREMENT || call.kind() == Call.Kind.SET;
        Booked booked = new Booked(
                adjusts ? EntryKind.ADJUSTMENT : EntryKind.SETTINGS, String.valueOf(call.id()), call.content());
        if (adjusts) {
            BigInteger amount = BigInteger.valueOf(call.amount());
            booked.delta = call.kind() == Call.Kind.INCREMENT ? amount : amount.subtract(credits);
        }
        String result = book(booked);
        if (next != null) {
            switch (call.kind()) {
                case FREEZE -> frozen = true;
                case THAW -> frozen = false;
                case NO_REFILL -> refill = null;
                case INCREMENT, SET -> {}
                default -> refill = RefillModel.begun(call.kind(), call.amount(), now, seq);
            }
        }
        return result;
    }

    /** The first entry: what the tenant's policy gives. */
    Booked opened(Instant now) {
        Booked booked = new Booked(EntryKind.OPENING, "~open", "");
        booked.delta = start;
        credits = BigInteger.ZERO;
        book(booked);
        refill = startRefill == null ? null : RefillModel.begun(startRefill, startRefillAmount, now, 1);
        return booked;
    }

    /** Books, where every amount stays within the range of a long. */
    String book(Booked booked) {
        BigInteger creditsAfter = credits.add(booked.delta);
        BigInteger reservedAfter = reserved.add(booked.reservedDelta);
        if (creditsAfter.bitLength() > 63 || reservedAfter.bitLength() > 63 || booked.delta.bitLength() > 63) {
            return "invalid amount";
        }
        credits = creditsAfter;
        reserved = reservedAfter;
        booked.seq = ++seq;
        byId.put(booked.id, booked);
        bySeq.add(booked);
        if (booked.kind == EntryKind.HOLD) {
            open.put(booked.id, booked);
        } else if (booked.id.startsWith("~close:")) {
            open.remove(booked.id.substring("~close:".length()));
        } else if (booked.kind == EntryKind.REFUND && booked.refersTo != null) {
            booked.refersTo.refunded = booked.refunded;
            booked.refersTo.refundedFree = true;
        }
        booked.creditsAfter = credits;
        booked.reservedAfter = reserved;
        booked.openAfter = open.size();
        usage.add(booked);
        next = booked;
        return "applied " + booked.seq;
    }
}
