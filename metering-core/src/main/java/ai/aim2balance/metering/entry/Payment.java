package ai.aim2balance.metering.entry;

import ai.aim2balance.metering.InvalidInputException;
import ai.aim2balance.metering.internal.Given;
import ai.aim2balance.metering.internal.Texts;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * The money behind a top-up. Immutable and thread-safe.
 *
 * @param amount how much was paid, 0 or more
 * @param currency its ISO 4217 code, such as {@code EUR}
 * @param reference the payment's own id, or null
 */
public record Payment(
        BigDecimal amount, String currency, @Nullable String reference) {
    private static final int LONGEST_REFERENCE = 256;
    private static final int MOST_DIGITS = 15;
    private static final int MOST_DECIMALS = 12;

    /**
     * Checks the values.
     *
     * @throws InvalidInputException if the amount is negative, 10<sup>15</sup> or more, or has more than 12 decimals, the
     *     currency is not three capital letters, or the
     *     reference is not a plain text of at most 256 characters
     */
    public Payment {
        Given.notNull(amount, "payment amount", "0 or more");
        if (amount.signum() < 0
                || amount.precision() - amount.scale() > MOST_DIGITS
                || amount.stripTrailingZeros().scale() > MOST_DECIMALS) {
            throw new InvalidInputException(
                    "payment amount", amount.toString(), "0 or more, below 10^15, with at most 12 decimals");
        }
        amount = Plain.decimal(amount, "payment amount");
        if (!Given.notNull(currency, "currency", "three capital letters").matches("[A-Z]{3}")) {
            throw new InvalidInputException("currency", currency, "three capital letters such as EUR");
        }
        Texts.optional(reference, "payment reference", LONGEST_REFERENCE);
    }
}
