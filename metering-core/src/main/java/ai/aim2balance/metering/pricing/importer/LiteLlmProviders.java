package ai.aim2balance.metering.pricing.importer;

import java.util.Locale;
import java.util.Map;

/** LiteLLM's names of providers, as this library calls them. */
final class LiteLlmProviders {
    private static final Map<String, String> IDS = Map.ofEntries(
            Map.entry("anthropic_text", "anthropic"),
            Map.entry("azure_ai", "azure"),
            Map.entry("azure_text", "azure"),
            Map.entry("bedrock", "aws"),
            Map.entry("bedrock_converse", "aws"),
            Map.entry("bedrock_mantle", "aws"),
            Map.entry("codestral", "mistral"),
            Map.entry("cohere_chat", "cohere"),
            Map.entry("gemini", "google"),
            Map.entry("moonshot", "moonshotai"),
            Map.entry("palm", "google"),
            Map.entry("text-completion-codestral", "mistral"),
            Map.entry("text-completion-openai", "openai"),
            Map.entry("together_ai", "together"),
            Map.entry("voyage", "voyageai"),
            Map.entry("xai", "x-ai"));

    private LiteLlmProviders() {}

    /** Our id of a provider: mapped, else LiteLLM's own in lower case. */
    static String idOf(String name) {
        String lower = name.trim().toLowerCase(Locale.ROOT);
        if (lower.startsWith("vertex_ai")) {
            return "google";
        }
        if (lower.startsWith("fireworks_ai")) {
            return "fireworks";
        }
        return IDS.getOrDefault(lower, lower);
    }

    /** A model's name without the provider before its first slash, where that is the entry's own provider. */
    static String modelOf(String key, String provider) {
        int slash = key.indexOf('/');
        boolean prefixed = slash > 0
                && slash < key.length() - 1
                && idOf(key.substring(0, slash)).equals(idOf(provider));
        return prefixed ? key.substring(slash + 1) : key;
    }
}
