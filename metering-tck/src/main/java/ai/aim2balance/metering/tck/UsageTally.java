package ai.aim2balance.metering.tck;

import ai.aim2balance.metering.entry.EntryKind;
import java.math.BigInteger;

/** What usage must add up to. */
final class UsageTally {
    private static final BigInteger TWO = BigInteger.TWO;

    long entries;
    BigInteger requests = BigInteger.ZERO;
    BigInteger input = BigInteger.ZERO;
    BigInteger output = BigInteger.ZERO;
    BigInteger micro = BigInteger.ZERO;

    void add(AccountModel.Booked booked) {
        BigInteger one = BigInteger.ONE;
        if (booked.kind == EntryKind.REFUND) {
            AccountModel.Booked original = booked.refersTo;
            if (original == null || original.kind == EntryKind.TOP_UP) {
                return;
            }
            one = AccountModel.part(one, original, original.refunded.add(booked.whole), original.refunded);
        } else if (booked.kind != EntryKind.SPEND && booked.kind != EntryKind.SETTLE) {
            return;
        }
        entries++;
        requests = requests.add(one);
        input = input.add(BigInteger.valueOf(booked.input));
        output = output.add(BigInteger.valueOf(booked.output));
        micro = micro.add(booked.whole);
    }

    void add(UsageTally other) {
        entries += other.entries;
        requests = requests.add(other.requests);
        input = input.add(other.input);
        output = output.add(other.output);
        micro = micro.add(other.micro);
    }

    @Override
    public String toString() {
        return entries + " entries, " + requests + " requests, " + input + " + " + output + " tokens, " + micro
                + " micro-credits";
    }

    /** numerator / denominator, to the nearest whole number, of two to the even one; the denominator is above 0. */
    static BigInteger halfEven(BigInteger numerator, BigInteger denominator) {
        BigInteger[] floor = numerator.divideAndRemainder(denominator);
        BigInteger whole = floor[1].signum() < 0 ? floor[0].subtract(BigInteger.ONE) : floor[0];
        BigInteger rest = numerator.subtract(whole.multiply(denominator));
        int half = rest.multiply(TWO).compareTo(denominator);
        return half > 0 || (half == 0 && whole.testBit(0)) ? whole.add(BigInteger.ONE) : whole;
    }
}
