package ai.aim2balance.metering.environment;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The content of one factor file, row by row, not yet laid over other files. */
record FactorFile(
        String name,
        String version,
        Map<String, Double> settings,
        Map<String, Choice> choices,
        @Nullable Weights weights,
        List<Row<ModelRow>> models,
        List<Row<HostRow>> hosts,
        List<Row<ZoneRow>> zones,
        List<Row<HardwareClass>> hardware,
        List<Row<Tier>> tiers,
        List<Row<Tier.Rule>> rules,
        List<Row<EnergyFactor>> overrides,
        List<Row<EnergyFactor>> published,
        List<Row<RestorationRate>> restoration,
        List<Row<Constants.Embodied>> embodied,
        List<PublishedResult> publishedResults) {

    /** A row, the day from which it holds, and where it stands, for messages. */
    record Row<T>(String key, LocalDate from, String where, T value) {}

    /** The name of a row that a setting selects, and where it stands. */
    record Choice(String value, String where) {}
}
