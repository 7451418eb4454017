package ai.aim2balance.metering.analytics;

import ai.aim2balance.metering.analytics.UsageSums.Estimate;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;

/**
 * What usage does to the environment in a range, and what was restored with it. Energy, water and CO2e are estimates with
 * bounds; area and money are exact. Immutable and thread-safe.
 *
 * @param range the range
 * @param kWh energy in kWh
 * @param waterL water in litres
 * @param co2eKg CO2e in kg
 * @param m2Restored restored area in m²: each donation at the rate of its entry
 * @param restorationEur the money behind the area: the donated part of the rebalancing fee, EUR
 * @param requests calls, less those taken back
 * @param fallbackRequests requests among them whose estimate is less exact than asked for
 * @param asOf when the question was asked, or the instant to which it was pinned
 */
public record EnvironmentalTotals(
        TimeRange range,
        Estimate kWh,
        Estimate waterL,
        Estimate co2eKg,
        BigDecimal m2Restored,
        BigDecimal restorationEur,
        BigInteger requests,
        BigInteger fallbackRequests,
        Instant asOf) {}
