package ai.aim2balance.metering.usage;

import ai.aim2balance.metering.InvalidInputException;
import ai.aim2balance.metering.internal.Given;
import ai.aim2balance.metering.internal.Nearest;
import ai.aim2balance.metering.internal.YamlMap;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * All providers and the names they are known by. A provider's rules are put together when it is first asked for: an
 * application calls few of them. Immutable to its users, and thread-safe.
 */
final class RuleBook {
    private static final String RESOURCE = "usage-rules.yaml";

    private final Map<String, Supplier<ProviderRules>> sources;
    private final Map<String, ProviderRules> providers = new ConcurrentHashMap<>();
    private final Map<String, String> aliases;
    private final List<RuleFile.NameRule> names;

    RuleBook(Map<String, Supplier<ProviderRules>> sources, Map<String, String> aliases, List<RuleFile.NameRule> names) {
        this.sources = Collections.unmodifiableMap(sources);
        this.aliases = Map.copyOf(aliases);
        this.names = List.copyOf(names);
    }

    static RuleBook bundled(boolean feed) {
        return RuleFile.read(YamlMap.ofResource(RuleBook.class, RESOURCE), feed);
    }

    Set<String> ids() {
        return sources.keySet();
    }

    /** Whether the reading's response id is of one response alone, by the rules of its API. */
    boolean isUnique(String provider, String api, String responseId) {
        return sources.containsKey(provider) && provider(provider).isUnique(api, responseId);
    }

    /** The provider of that id or known by that name. */
    ProviderRules provider(String name) {
        ProviderRules exact = providers.get(Given.notNull(name, "provider", "a provider's name"));
        if (exact != null) {
            return exact;
        }
        String wanted = name.strip().toLowerCase(Locale.ROOT);
        String id = aliases.getOrDefault(wanted, wanted);
        if (!sources.containsKey(id)) {
            id = names.stream()
                    .filter(rule -> rule.accepts(wanted))
                    .findFirst()
                    .map(RuleFile.NameRule::provider)
                    .filter(sources::containsKey)
                    .orElseThrow(
                            () -> new InvalidInputException("provider", name, Nearest.first(wanted, sources.keySet())));
        }
        return providers.computeIfAbsent(
                id, known -> Objects.requireNonNull(sources.get(known)).get());
    }
}
