package ai.aim2balance.metering.pricing.catalog;

import ai.aim2balance.metering.InvalidInputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The prices of all providers and models, and how their names are recognised. Immutable and thread-safe; nothing is
 * ever fetched from a network.
 *
 * <p>The catalogue in the jar holds facts of the pydantic/genai-prices feed (MIT) and self-hosted models; files of your
 * own are laid over it with {@link #with}.
 */
public final class PriceCatalog {
    private final String version;
    private final String source;
    private final Map<String, ProviderPrices> providers;
    private final Map<String, ModelIndex> indexes = new ConcurrentHashMap<>();

    /**
     * Creates a catalogue.
     *
     * @param version what the catalogue is called in price versions and reports
     * @param source where the prices come from
     * @param providers the providers, in the order in which their rules are tried
     * @throws InvalidInputException if two providers have one id, or a fallback does not exist
     */
    public PriceCatalog(String version, String source, List<ProviderPrices> providers) {
        this.version = version;
        this.source = source;
        Map<String, ProviderPrices> byId = new LinkedHashMap<>();
        for (ProviderPrices provider : providers) {
            if (byId.put(provider.id(), provider) != null) {
                throw new InvalidInputException("provider", provider.id(), "each id once");
            }
        }
        this.providers = java.util.Collections.unmodifiableMap(byId);
        for (ProviderPrices provider : providers) {
            for (String fallback : provider.fallback()) {
                if (!byId.containsKey(fallback)) {
                    throw new InvalidInputException(
                            "fallback of " + provider.id(), fallback, String.join(", ", byId.keySet()));
                }
            }
        }
    }

    /**
     * The catalogue in the jar.
     *
     * @return the same instance at every call
     */
    public static PriceCatalog bundled() {
        return Bundled.CATALOG;
    }

    /**
     * Reads a catalogue file.
     *
     * @param file a YAML file in UTF-8, in the form that {@code docs/pricing.md} describes
     * @return the catalogue
     * @throws InvalidInputException if the file cannot be understood; the message names file, line and field
     * @throws UncheckedIOException if the file cannot be read
     */
    public static PriceCatalog ofYaml(Path file) {
        try {
            return CatalogReader.read(Files.newInputStream(file), String.valueOf(file.getFileName()));
        } catch (IOException e) {
            throw new UncheckedIOException("catalogue " + file + " cannot be read: " + e, e);
        }
    }

    /**
     * Reads a catalogue from a text.
     *
     * @param yaml the text, in the form that {@code docs/pricing.md} describes
     * @param name what the text is called in errors
     * @return the catalogue
     * @throws InvalidInputException if the text cannot be understood; the message names line and field
     */
    public static PriceCatalog ofYaml(String yaml, String name) {
        return CatalogReader.read(yaml, name);
    }

    /**
     * The catalogue as a file, in the form that {@link #ofYaml(Path)} reads.
     *
     * @return YAML, ending with a line break
     */
    public String toYaml() {
        return new CatalogWriter().write(this);
    }

    /**
     * This catalogue with another one laid over it: a model of the other one replaces the model of the same id. Without
     * rules or other names of its own it keeps those of the model it replaces, and their place; with them it is known by
     * these alone, and tried before all others of its provider, as a new model is. A provider's own rules come from the
     * other one where it has them.
     *
     * @param over the catalogue on top
     * @return a new catalogue with the version {@code <this>+<over>}
     */
    public PriceCatalog with(PriceCatalog over) {
        return CatalogMerge.merge(this, over);
    }

    /**
     * What the catalogue is called.
     *
     * @return the version
     */
    public String version() {
        return version;
    }

    /**
     * Where the prices come from.
     *
     * @return a name and a date
     */
    public String source() {
        return source;
    }

    /**
     * All providers.
     *
     * @return an unmodifiable list in the order in which their rules are tried
     */
    public List<ProviderPrices> providers() {
        return List.copyOf(providers.values());
    }

    /**
     * The ids of all providers.
     *
     * @return an unmodifiable set
     */
    public Set<String> providerIds() {
        return providers.keySet();
    }

    /**
     * Finds a provider by its id, without regard to case and blanks around it, else by the first provider whose rule
     * accepts the name.
     *
     * @param name what the caller calls it
     * @return the provider, or empty where none is meant
     */
    public Optional<ProviderPrices> provider(String name) {
        String wanted = name.trim().toLowerCase(Locale.ROOT);
        ProviderPrices exact = providers.get(wanted);
        if (exact != null) {
            return Optional.of(exact);
        }
        return providers.values().stream()
                .filter(provider -> provider.match() != null && provider.match().accepts(wanted))
                .findFirst();
    }

    /**
     * Finds the provider that a model's name alone points to.
     *
     * @param model the model's name
     * @return the first provider whose rule for model names accepts it, or empty
     */
    public Optional<ProviderPrices> providerOfModel(String model) {
        String wanted = model.trim().toLowerCase(Locale.ROOT);
        return providers.values().stream()
                .filter(provider ->
                        provider.modelMatch() != null && provider.modelMatch().accepts(wanted))
                .findFirst();
    }

    /**
     * Finds the provider that serves a model: as {@link #provider(String)} does, and behind the proxy {@code litellm}
     * the one that the model's name begins with, before its first slash, or points to.
     *
     * @param name what the caller calls the provider
     * @param model the model's name, or null where nobody says
     * @return the provider, or empty where none is meant
     */
    public Optional<ProviderPrices> provider(String name, @Nullable String model) {
        if (!isProxy(name)) {
            return provider(name);
        }
        if (model == null) {
            return Optional.empty();
        }
        int slash = model.indexOf('/');
        return slash > 0 ? provider(model.substring(0, slash)) : providerOfModel(model);
    }

    private static boolean isProxy(String provider) {
        return provider.trim().equalsIgnoreCase("litellm");
    }

    /**
     * Finds the provider whose API an address belongs to. Asked once for a client, not once for a call.
     *
     * @param url the address of the API, such as {@code https://api.openai.com/v1/chat/completions}
     * @return the first provider whose pattern accepts the beginning of the address, or empty
     */
    public Optional<ProviderPrices> providerOfUrl(String url) {
        String wanted = url.trim().toLowerCase(Locale.ROOT);
        return providers.values().stream()
                .filter(provider -> provider.serves(wanted))
                .findFirst();
    }

    /**
     * Finds a model of a provider: by its exact id; else by the provider's rules, in their order; else the same with
     * each of its fallback providers; else, without a date or {@code -latest} at the end of the name, once more.
     *
     * <p>With the provider {@code litellm}, the part of the name before its first slash is the provider, once;
     * without a slash, the provider is the one that the model's name points to.
     *
     * @param provider the provider's name, as {@link #provider} takes it
     * @param model the model's name, as requested or as reported
     * @return the model, or empty where the catalogue does not know it
     */
    public Optional<ModelPrices> find(String provider, String model) {
        return lookup(provider, model, Matching.FULL);
    }

    /**
     * Finds a model as the rules of the feed do: by the provider's rules and those of its fallback providers, and by
     * nothing else.
     *
     * @param provider the provider's name, as {@link #provider} takes it
     * @param model the model's name
     * @return the model, or empty where no rule accepts the name
     */
    public Optional<ModelPrices> findByRules(String provider, String model) {
        return lookup(provider, model, Matching.RULES_ONLY);
    }

    private enum Matching {
        FULL,
        RULES_ONLY
    }

    private Optional<ModelPrices> lookup(String provider, String model, Matching matching) {
        boolean proxied = isProxy(provider);
        boolean named = proxied && model.indexOf('/') > 0;
        Optional<ProviderPrices> found =
                proxied && !named && matching == Matching.RULES_ONLY ? Optional.empty() : provider(provider, model);
        String bare = named ? model.substring(model.indexOf('/') + 1) : model;
        return found.flatMap(known -> lookup(known, bare.trim().toLowerCase(Locale.ROOT), matching));
    }

    private Optional<ModelPrices> lookup(ProviderPrices provider, String model, Matching matching) {
        Optional<ModelPrices> found = searchWithFallback(provider, model, matching);
        String undated = ModelIndex.withoutDate(model);
        return found.isPresent() || matching == Matching.RULES_ONLY || undated.equals(model)
                ? found
                : searchWithFallback(provider, undated, matching);
    }

    private Optional<ModelPrices> searchWithFallback(ProviderPrices provider, String model, Matching matching) {
        Optional<ModelPrices> found = search(provider.id(), model, matching);
        for (String fallback : provider.fallback()) {
            if (found.isPresent()) {
                break;
            }
            found = search(fallback, model, matching);
        }
        return found;
    }

    private Optional<ModelPrices> search(String provider, String model, Matching matching) {
        ModelIndex index =
                indexes.computeIfAbsent(provider, id -> new ModelIndex(Objects.requireNonNull(providers.get(id))));
        Optional<ModelPrices> exact = matching == Matching.FULL ? index.byId(model) : Optional.empty();
        return exact.isPresent() ? exact : index.byRule(model);
    }

    @Override
    public String toString() {
        return "PriceCatalog[" + version + ", " + providers.size() + " providers]";
    }

    /** Loaded at first use, once. */
    private static final class Bundled {
        static final PriceCatalog CATALOG = CatalogReader.bundled();
    }
}
