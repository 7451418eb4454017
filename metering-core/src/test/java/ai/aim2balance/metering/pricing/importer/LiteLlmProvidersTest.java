package ai.aim2balance.metering.pricing.importer;

import static org.assertj.core.api.Assertions.assertThat;

import ai.aim2balance.metering.pricing.catalog.PriceCatalog;
import ai.aim2balance.metering.pricing.catalog.ProviderPrices;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LiteLlmProvidersTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "openai",
                "azure",
                "anthropic",
                "anthropic_text",
                "bedrock",
                "bedrock_converse",
                "bedrock_mantle",
                "gemini",
                "vertex_ai",
                "vertex_ai-language-models",
                "mistral",
                "cohere",
                "cohere_chat",
                "deepseek",
                "groq",
                "moonshot",
                "openrouter",
                "perplexity",
                "text-completion-openai",
                "together_ai",
                "voyage",
                "xai",
                "cerebras",
                "ollama"
            })
    void what_the_catalogue_knows_by_a_name_is_what_that_name_imports(String name) {
        assertThat(PriceCatalog.bundled().provider(name).map(ProviderPrices::id))
                .contains(LiteLlmProviders.idOf(name));
    }

    /** Claude served by Vertex is Google's to bill, although the name contains another provider's. */
    @Test
    void a_model_of_one_provider_served_by_another_is_the_hosts() {
        assertThat(LiteLlmProviders.idOf("vertex_ai-anthropic_models")).isEqualTo("google");
    }

    @ParameterizedTest
    @ValueSource(strings = {"azure_ai", "azure_text", "codestral", "text-completion-codestral", "palm", "fireworks_ai"})
    void names_that_only_that_list_uses_import_as_a_provider_of_the_catalogue(String name) {
        assertThat(PriceCatalog.bundled().providerIds()).contains(LiteLlmProviders.idOf(name));
    }
}
