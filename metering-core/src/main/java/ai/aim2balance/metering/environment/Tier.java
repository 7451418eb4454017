package ai.aim2balance.metering.environment;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Parameters for models without a row of their own. */
record Tier(String name, ModelSize size, @Nullable String likelyAs, String source, Confidence confidence) {
    /** The tier for names that say nothing. */
    static final String DEFAULT = "DEFAULT";

    /** Which names belong to a tier: those with all the parts, the last one at the end where so said. */
    record Rule(List<String> parts, boolean last, String tier) {
        boolean matches(List<String> name) {
            return name.containsAll(parts)
                    && (!last || name.get(name.size() - 1).equals(parts.get(parts.size() - 1)));
        }
    }
}
