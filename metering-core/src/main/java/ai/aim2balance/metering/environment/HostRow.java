package ai.aim2balance.metering.environment;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One provider of the tables, or one in one zone.
 *
 * @param inZone the only zone in which the row holds, or null
 * @param zone where it runs by default
 * @param gramsPerKwh intensity in that zone where the provider's differs, or NaN
 * @param waterOffsite litres per kWh in that zone where the provider's differ, or NaN
 * @param marketGramsPerKwh intensity by contracts, or NaN
 * @param router whether the vendor in the model's name says more than the provider
 * @param ownersRow whether it comes from a file of the operator, whose PUE goes before a model's
 */
record HostRow(
        String name,
        @Nullable String inZone,
        List<String> aliases,
        String zone,
        Spread pue,
        Spread waterOnsite,
        double gramsPerKwh,
        double waterOffsite,
        double marketGramsPerKwh,
        boolean router,
        @Nullable LocalPower localPower,
        boolean ownersRow,
        String source,
        Confidence confidence) {

    /** The row for providers that no other row names. */
    static final String UNKNOWN = "unknown";

    static String key(String name) {
        StringBuilder key = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); i++) {
            char c = Character.toLowerCase(name.charAt(i));
            if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
                key.append(c);
            }
        }
        return key.toString();
    }

    static String key(String name, String zone) {
        return key(name) + '@' + zone;
    }
}
