package ai.aim2balance.metering.pricing.catalog;

import ai.aim2balance.metering.InvalidInputException;
import ai.aim2balance.metering.internal.Given;
import ai.aim2balance.metering.internal.Pico;
import java.math.BigDecimal;
import java.util.List;

/**
 * What a provider charges for one unit of usage, in USD per {@link
 * ai.aim2balance.metering.usage.UsageUnit#per() published size}, such as per 1,000,000 tokens.
 *
 * @param base the rate without a tier: 0 or more, at most 12 decimals
 * @param tiers context tiers by rising start; may be empty
 */
public record Rate(BigDecimal base, List<Tier> tiers) {
    /** A rate above this is an error of units, not a price: 1,000,000 USD per published size, 1 USD for one token. */
    public static final BigDecimal HIGHEST = new BigDecimal("1000000");

    /**
     * A cliff: above the start, the tier's rate holds for the whole request, output included.
     *
     * @param start the tier begins strictly above this many input tokens; positive
     * @param price USD per published size
     */
    public record Tier(long start, BigDecimal price) {
        /** Checks the values. */
        public Tier {
            if (start <= 0) {
                throw new InvalidInputException("tier start", Long.toString(start), "a positive number of tokens");
            }
            price = checked(price);
        }
    }

    /** Checks the values. */
    public Rate {
        base = checked(base);
        tiers = List.copyOf(tiers);
        long last = 0;
        for (Tier tier : tiers) {
            if (tier.start() <= last) {
                throw new InvalidInputException("tier start", Long.toString(tier.start()), "more than " + last);
            }
            last = tier.start();
        }
    }

    /**
     * A rate without tiers.
     *
     * @param usd USD per published size
     * @return the rate
     */
    public static Rate of(BigDecimal usd) {
        return new Rate(usd, List.of());
    }

    /**
     * A rate without tiers.
     *
     * @param usd USD per published size, as a decimal number such as {@code 2.50}
     * @return the rate
     */
    public static Rate of(String usd) {
        return of(new BigDecimal(usd));
    }

    /**
     * The rate for a request.
     *
     * @param inputTokens all input tokens of the request, cached ones included
     * @return the price of the highest tier that begins below that number, else the base
     */
    public BigDecimal at(long inputTokens) {
        return at(place(inputTokens));
    }

    /** The price at a place: 0 is the base, n the n-th tier. */
    BigDecimal at(int place) {
        return place == 0 ? base : tiers.get(place - 1).price();
    }

    /** The place of the rate that holds for a request. */
    int place(long inputTokens) {
        int place = tiers.size();
        while (place > 0 && inputTokens <= tiers.get(place - 1).start()) {
            place--;
        }
        return place;
    }

    private static BigDecimal checked(BigDecimal usd) {
        if (Given.notNull(usd, "rate", "0 to 1000000 USD").signum() < 0 || usd.compareTo(HIGHEST) > 0) {
            throw new InvalidInputException("rate", plain(usd), "0 to 1000000 USD");
        }
        if (usd.stripTrailingZeros().scale() > Pico.SCALE) {
            throw new InvalidInputException("rate", plain(usd), "at most " + Pico.SCALE + " decimals");
        }
        return usd;
    }

    /** Not {@code toPlainString} for all: 1E+1000000000 would fill the memory. */
    private static String plain(BigDecimal usd) {
        return Math.abs((long) usd.scale()) > 1000 ? usd.toString() : usd.toPlainString();
    }
}
