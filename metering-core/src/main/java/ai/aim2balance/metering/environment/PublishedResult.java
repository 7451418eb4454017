package ai.aim2balance.metering.environment;

import org.jspecify.annotations.Nullable;

/**
 * What a vendor or researcher published for a prompt or a token, to be shown beside a figure. Boundaries differ, so no
 * call is weighed by it. Immutable.
 *
 * @param what what was weighed
 * @param energyKwh kWh, or null where not published
 * @param waterL litres, or null where not published
 * @param co2eKg kg CO2e, or null where not published
 * @param boundary what the figures include
 * @param note further figures of the source, or empty
 * @param source who published it
 * @param year of the publication
 */
public record PublishedResult(
        String what,
        @Nullable Range energyKwh,
        @Nullable Range waterL,
        @Nullable Range co2eKg,
        String boundary,
        String note,
        String source,
        int year) {}
