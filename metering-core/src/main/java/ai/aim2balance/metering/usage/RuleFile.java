package ai.aim2balance.metering.usage;

import ai.aim2balance.metering.internal.YamlMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Turns the rule file into rules: into our own, or into what the feed's extractors read and nothing more. */
final class RuleFile {
    private static final Set<String> SHAPE =
            Set.of("root", "also", "model", "parts", "own", "foreign", "total", "hidden-output", "records", "stream");
    private static final Set<String> API =
            Set.of("shape", "feed", "own", "total", "hidden-output", "cost", "unique-id");

    private final YamlMap file;
    private final boolean feed;
    private final Map<String, String> modalities = new LinkedHashMap<>();
    private final ApiRules.Around around;

    private RuleFile(YamlMap file, boolean feed) {
        this.file = file;
        this.feed = feed;
        YamlMap names = file.map("modalities");
        names.keys().forEach(name -> modalities.put(name, names.text(name)));
        YamlMap document = file.map("document");
        YamlMap inUsage = file.map("within-usage");
        this.around = new ApiRules.Around(
                UsagePath.parse(document.texts("model")),
                UsagePath.parse(document.texts("id")),
                UsagePath.parse(document.texts("tier")),
                UsagePath.parse(document.texts("searches")),
                UsagePath.parse(inUsage.texts("tier")),
                UsagePath.parse(inUsage.texts("region")));
    }

    static RuleBook read(YamlMap file, boolean feed) {
        return new RuleFile(file, feed).book();
    }

    private RuleBook book() {
        file.allowOnly(
                Set.of("format", "modalities", "document", "within-usage", "shapes", "providers", "aliases", "names"));
        Map<String, Supplier<ProviderRules>> providers = new LinkedHashMap<>();
        for (YamlMap entry : file.maps("providers")) {
            entry.allowOnly(Set.of("ids", "apis"));
            for (String id : entry.texts("ids")) {
                YamlMap apis = entry.map("apis");
                if (!feed || apis.keys().stream().anyMatch(api -> apis.map(api).has("feed"))) {
                    providers.put(id, () -> new ProviderRules(id, apis(id, apis), feed));
                }
            }
        }
        Map<String, String> aliases = new LinkedHashMap<>();
        if (!feed) {
            YamlMap names = file.map("aliases");
            names.keys().forEach(name -> aliases.put(name, names.text(name)));
        }
        return new RuleBook(
                providers,
                aliases,
                file.maps("names").stream().map(NameRule::of).toList());
    }

    private List<ApiRules> apis(String provider, YamlMap entries) {
        List<ApiRules> apis = new ArrayList<>();
        for (String name : entries.keys()) {
            YamlMap api = entries.map(name);
            api.allowOnly(API);
            YamlMap shape = file.map("shapes").map(api.text("shape"));
            shape.allowOnly(SHAPE);
            if (!feed) {
                apis.add(own(provider, name, api, shape));
            } else if (api.has("feed")) {
                apis.add(feed(provider, name, api, shape));
            }
        }
        return apis;
    }

    private ApiRules feed(String provider, String name, YamlMap api, YamlMap shape) {
        String model = shape.has("model") ? shape.text("model") : "model";
        ApiRules.Around modelOnly = new ApiRules.Around(
                UsagePath.parse(List.of(model)), List.of(), List.of(), List.of(), List.of(), List.of());
        List<UsagePath> root = UsagePath.parse(List.of(shape.text("root")));
        List<CountRule> counts = counts(shape, api.texts("feed"));
        return new ApiRules(
                provider, name, true, root, counts, List.of(), null, null, null, null, modelOnly, null, List.of());
    }

    private ApiRules own(String provider, String name, YamlMap api, YamlMap shape) {
        List<String> roots = new ArrayList<>(List.of(shape.text("root")));
        roots.addAll(textsOrNone(shape, "also"));
        return new ApiRules(
                provider,
                name,
                false,
                UsagePath.parse(roots),
                counts(shape, (api.has("own") ? api : shape).texts("own")),
                textsOrNone(shape, "foreign").stream().map(RuleFile::foreign).toList(),
                pathOrNull(api.has("total") ? api : shape, "total"),
                (api.has("hidden-output") ? api : shape).textOrNull("hidden-output"),
                pathOrNull(api, "cost"),
                shape.has("records") ? records(shape.map("records")) : null,
                around,
                shape.has("stream") ? stream(shape.map("stream")) : null,
                textsOrNone(api, "unique-id"));
    }

    private List<CountRule> counts(YamlMap shape, List<String> parts) {
        List<CountRule> counts = new ArrayList<>();
        for (String part : parts) {
            YamlMap table = shape.map("parts").map(part);
            for (String path : table.keys()) {
                if (path.contains("*")) {
                    modalities.forEach((name, unit) -> counts.add(
                            count(path.replace("*", name), table.text(path).replace("*", unit))));
                } else {
                    counts.add(count(path, table.text(path)));
                }
            }
        }
        return List.copyOf(counts);
    }

    private static CountRule count(String paths, String units) {
        String path = paths.strip();
        boolean required = path.endsWith("!");
        boolean rounded = path.endsWith("~");
        String bare = required || rounded ? path.substring(0, path.length() - 1) : path;
        return new CountRule(
                UsagePath.parse(parts(bare, "\\|")),
                parts(units, ",").stream().map(UsageUnit::ofKey).toList(),
                required,
                rounded);
    }

    private static ApiRules.Foreign foreign(String text) {
        String bare = text.replace(" > 0", "");
        return new ApiRules.Foreign(UsagePath.parse(bare), !bare.equals(text));
    }

    private static List<String> parts(String text, String separator) {
        return Arrays.stream(text.split(separator, -1)).map(String::strip).toList();
    }

    private static ApiRules.Records records(YamlMap records) {
        return new ApiRules.Records(
                UsagePath.parse(records.text("list")),
                records.text("type"),
                Set.copyOf(records.texts("within")),
                records.text("model"));
    }

    private static ApiRules.Streamed stream(YamlMap stream) {
        stream.allowOnly(Set.of("usage", "keep", "running", "complete", "text"));
        return new ApiRules.Streamed(
                UsagePath.parse(stream.texts("usage")),
                "merge".equals(stream.textOrNull("keep")),
                stream.has("running") && stream.flag("running"),
                UsagePath.parse(textsOrNone(stream, "complete")),
                UsagePath.parse(textsOrNone(stream, "text")));
    }

    private static List<String> textsOrNone(YamlMap map, String key) {
        return map.has(key) ? map.texts(key) : List.of();
    }

    private static @Nullable UsagePath pathOrNull(YamlMap map, String key) {
        String text = map.textOrNull(key);
        return text == null || text.isEmpty() ? null : UsagePath.parse(text);
    }

    /**
     * A rule that knows a provider by another name.
     *
     * @param all texts that the name contains
     * @param start how the name starts, or empty
     * @param exact what the name is, or empty
     * @param provider the provider's id
     */
    record NameRule(List<String> all, String start, String exact, String provider) {
        static NameRule of(YamlMap rule) {
            rule.allowOnly(Set.of("contains", "starts", "is", "provider"));
            return new NameRule(
                    textsOrNone(rule, "contains"),
                    rule.has("starts") ? rule.text("starts") : "",
                    rule.has("is") ? rule.text("is") : "",
                    rule.text("provider").toLowerCase(Locale.ROOT));
        }

        boolean accepts(String name) {
            return all.stream().allMatch(name::contains)
                    && name.startsWith(start)
                    && (exact.isEmpty() || name.equals(exact));
        }
    }
}
