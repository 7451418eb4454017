package ai.aim2balance.metering.entry;

import java.math.BigDecimal;
import java.util.Set;

/**
 * What a call's impact stands on. Immutable and thread-safe.
 *
 * @param method how the energy came about, such as {@code TOKENS}
 * @param matched the row of the factor tables
 * @param host the row of the host
 * @param zone the electricity zone
 * @param factorVersion versions of the factor files
 * @param confidence of the weaker one of model and host
 * @param m2PerEur the rate of the restored area, m² per EUR
 * @param fallbacks what was less exact than asked for; empty where nothing was
 */
public record ImpactFacts(
        String method,
        String matched,
        String host,
        String zone,
        String factorVersion,
        String confidence,
        BigDecimal m2PerEur,
        Set<String> fallbacks) {
    /** Copies the set, and keeps the rate without exponent. */
    public ImpactFacts {
        m2PerEur = Plain.decimal(m2PerEur, "m2PerEur");
        fallbacks = fallbacks.isEmpty() ? Set.of() : Set.copyOf(fallbacks);
    }
}
