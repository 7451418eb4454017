package ai.aim2balance.metering.environment;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One model of the tables.
 *
 * @param home the host whose PUE is given here, or null
 * @param pue the PUE that the model's published factor was made with, used at its home, or null
 * @param hardware class for method B where size does not decide, or null
 */
record ModelRow(
        String name,
        List<String> aliases,
        @Nullable String home,
        ModelSize size,
        @Nullable Spread pue,
        @Nullable String hardware,
        String source,
        Confidence confidence) {}
