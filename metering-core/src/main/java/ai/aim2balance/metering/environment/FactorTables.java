package ai.aim2balance.metering.environment;

import ai.aim2balance.metering.InvalidInputException;
import ai.aim2balance.metering.environment.FactorFile.Choice;
import ai.aim2balance.metering.environment.FactorFile.Row;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * All files laid over each other as they hold on one day: a later file goes before an earlier one, within a file the
 * row of the later day. Names that rows refer to are checked here, once.
 */
final class FactorTables {
    static final String EMBODIED_EDITION = "embodied_edition";
    static final String RESTORATION_RATE = "restoration_rate";

    private final List<FactorFile> files;
    private final LocalDate day;

    final String version;
    final Constants constants;
    final Weights weights;
    final ModelIndex models;
    final Map<String, HostRow> hosts;
    final Map<String, ZoneRow> zones;
    final Map<String, HardwareClass> hardware;
    final Map<String, EnergyFactor> overrides;
    final Map<String, EnergyFactor> published;
    final Map<String, Tier> tiers;
    final Map<String, RestorationRate> restorationRates;
    final RestorationRate restorationRate;

    FactorTables(List<FactorFile> files, LocalDate day) {
        this.files = files;
        this.day = day;
        version = String.join(
                "+", files.stream().map(FactorFile::version).distinct().toList());
        weights = files.stream()
                .map(FactorFile::weights)
                .filter(Objects::nonNull)
                .reduce((earlier, later) -> later)
                .orElseThrow(() -> new IllegalStateException("the jar is damaged: no weights"));
        Map<String, Double> settings = new HashMap<>();
        files.forEach(file -> settings.putAll(file.settings()));
        constants = new Constants(settings, chosen(EMBODIED_EDITION, values(overlay(FactorFile::embodied))));
        restorationRates = values(overlay(FactorFile::restoration));
        restorationRate = chosen(RESTORATION_RATE, restorationRates);
        zones = values(overlay(FactorFile::zones));
        hardware = values(overlay(FactorFile::hardware));
        tiers = values(overlay(FactorFile::tiers));
        models = new ModelIndex(
                values(overlay(FactorFile::models)),
                aliases(
                        FactorFile::models,
                        ModelRow::aliases,
                        alias -> ModelName.of(alias).key()),
                tiers,
                rules());
        hosts = values(overlay(FactorFile::hosts));
        aliases(FactorFile::hosts, HostRow::aliases, HostRow::key).forEach((alias, key) -> {
            HostRow host = hosts.get(key);
            if (host != null) {
                hosts.putIfAbsent(alias, host);
            }
        });
        overrides = stated(FactorFile::overrides);
        published = stated(FactorFile::published);
        checkNames();
    }

    private Map<String, EnergyFactor> stated(Function<FactorFile, List<Row<EnergyFactor>>> section) {
        Map<String, EnergyFactor> factors = new HashMap<>();
        overlay(section)
                .values()
                .forEach(row -> factors.put(
                        FactorRows.key(row.value().provider(), row.value().model(), hosts), row.value()));
        return factors;
    }

    private void checkNames() {
        check(overlay(FactorFile::hosts), HostRow::zone, "zone", zones);
        check(overlay(FactorFile::hosts), HostRow::inZone, "in_zone", zones);
        check(overlay(FactorFile::models), ModelRow::hardware, "hardware", hardware);
        check(overlay(FactorFile::tiers), Tier::likelyAs, "likely_as", tiers);
        check(overlay(FactorFile::rules), Tier.Rule::tier, "tier", tiers);
    }

    private static <T> void check(
            Map<String, Row<T>> rows, Function<T, @Nullable String> reference, String field, Map<String, ?> names) {
        rows.values().forEach(row -> {
            String name = reference.apply(row.value());
            if (name != null && !names.containsKey(name)) {
                throw new InvalidInputException(row.where() + "." + field, name, list(names));
            }
        });
    }

    private <T> T chosen(String setting, Map<String, T> rows) {
        Choice choice = null;
        for (FactorFile file : files) {
            choice = file.choices().getOrDefault(setting, choice);
        }
        if (choice == null) {
            throw new IllegalStateException("the jar is damaged: setting " + setting + " is missing");
        }
        T row = rows.get(choice.value());
        if (row == null) {
            throw new InvalidInputException(choice.where(), choice.value(), list(rows));
        }
        return row;
    }

    private static String list(Map<String, ?> names) {
        return String.join(", ", new TreeSet<>(names.keySet()));
    }

    private <T> Map<String, Row<T>> overlay(Function<FactorFile, List<Row<T>>> section) {
        Map<String, Row<T>> rows = new LinkedHashMap<>();
        for (FactorFile file : files) {
            List<Row<T>> holding = new ArrayList<>();
            for (Row<T> row : section.apply(file)) {
                if (!row.from().isAfter(day)) {
                    holding.add(row);
                }
            }
            holding.sort(Comparator.comparing(Row::from));
            for (Row<T> row : holding) {
                rows.put(row.key(), row);
            }
        }
        return rows;
    }

    private static <T> Map<String, T> values(Map<String, Row<T>> rows) {
        Map<String, T> values = new LinkedHashMap<>();
        rows.forEach((key, row) -> values.put(key, row.value()));
        return values;
    }

    /** Other names by the key of their row; a row that replaces another one keeps its other names. */
    private <T> Map<String, String> aliases(
            Function<FactorFile, List<Row<T>>> section,
            Function<T, List<String>> aliases,
            Function<String, String> keyOf) {
        Map<String, String> keys = new LinkedHashMap<>();
        for (FactorFile file : files) {
            section.apply(file)
                    .forEach(row ->
                            aliases.apply(row.value()).forEach(alias -> keys.put(keyOf.apply(alias), row.key())));
        }
        return keys;
    }

    private List<Tier.Rule> rules() {
        List<Tier.Rule> rules = new ArrayList<>();
        for (int i = files.size() - 1; i >= 0; i--) {
            files.get(i).rules().stream()
                    .filter(row -> !row.from().isAfter(day))
                    .forEach(row -> rules.add(row.value()));
        }
        return rules;
    }
}
