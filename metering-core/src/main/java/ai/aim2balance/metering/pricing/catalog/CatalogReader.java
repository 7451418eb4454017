package ai.aim2balance.metering.pricing.catalog;

import ai.aim2balance.metering.internal.YamlMap;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a catalogue file. Unknown fields are refused, with their line: a mistyped price must not be ignored. */
final class CatalogReader {
    static final int FORMAT = 1;

    /** All providers of the bundled catalogue without their models, which stand in a file for each provider. */
    static final String HEADINGS = "providers.yaml";

    private CatalogReader() {}

    static PriceCatalog bundled() {
        PriceCatalog headings = resource("bundled/" + HEADINGS);
        List<ProviderPrices> providers = headings.providers().stream()
                .map(heading -> new ProviderPrices(
                        heading.id(),
                        heading.match(),
                        heading.modelMatch(),
                        heading.apiPattern(),
                        heading.fallback(),
                        new LazyModels(() -> models(heading.id()))))
                .toList();
        return new PriceCatalog(headings.version(), headings.source(), providers).with(resource("bundled/own.yaml"));
    }

    private static List<ModelPrices> models(String provider) {
        return resource("bundled/" + provider + ".yaml").providers().get(0).models();
    }

    private static PriceCatalog resource(String name) {
        return read(YamlMap.ofResource(CatalogReader.class, name));
    }

    static PriceCatalog read(InputStream yaml, String name) {
        return read(YamlMap.parse(yaml, name));
    }

    static PriceCatalog read(String yaml, String name) {
        return read(YamlMap.parse(yaml, name));
    }

    private static PriceCatalog read(YamlMap file) {
        file.allowOnly(Set.of("format", "version", "source", "providers"));
        if (file.integer("format") != FORMAT) {
            throw file.error("format", file.text("format"), String.valueOf(FORMAT));
        }
        String version = file.text("version");
        YamlMap providers = file.map("providers");
        List<ProviderPrices> list = new ArrayList<>();
        for (String id : providers.keys()) {
            list.add(PlacedError.at(providers, id, () -> provider(id, providers.map(id), version)));
        }
        return PlacedError.at(file, "providers", () -> new PriceCatalog(version, file.text("source"), list));
    }

    private static ProviderPrices provider(String id, YamlMap yaml, String version) {
        yaml.allowOnly(Set.of("match", "modelMatch", "api", "fallback", "models"));
        YamlMap models = yaml.map("models");
        List<ModelPrices> list = new ArrayList<>();
        for (String model : models.keys()) {
            list.add(PlacedError.at(models, model, () -> model(id, model, models.map(model), version)));
        }
        return new ProviderPrices(
                id,
                MatchYaml.ruleOrNull(yaml, "match"),
                MatchYaml.ruleOrNull(yaml, "modelMatch"),
                yaml.textOrNull("api"),
                yaml.has("fallback") ? yaml.texts("fallback") : List.of(),
                list);
    }

    private static ModelPrices model(String provider, String id, YamlMap yaml, String version) {
        yaml.allowOnly(Set.of("aliases", "match", "prices", "context", "deprecated", "source"));
        return new ModelPrices(
                id,
                match(id, yaml),
                RowYaml.rows(yaml, provider + "/" + id, version),
                yaml.has("context") ? yaml.integer("context") : null,
                yaml.has("deprecated") && yaml.flag("deprecated"),
                yaml.textOrNull("source"));
    }

    /** A rule; or names that are equal to the model's; or only its own. */
    private static MatchRule match(String id, YamlMap yaml) {
        @Nullable MatchRule rule = MatchYaml.ruleOrNull(yaml, "match");
        List<String> aliases = yaml.has("aliases") ? yaml.texts("aliases") : List.of();
        if (rule != null && aliases.isEmpty()) {
            return rule;
        }
        List<MatchRule> rules = new ArrayList<>();
        if (rule == null) {
            rules.add(MatchRule.equalTo(id.toLowerCase(Locale.ROOT)));
        } else {
            rules.add(rule);
        }
        aliases.forEach(alias -> rules.add(MatchRule.equalTo(alias)));
        return rules.size() == 1 ? rules.get(0) : MatchRule.anyOf(rules);
    }
}
