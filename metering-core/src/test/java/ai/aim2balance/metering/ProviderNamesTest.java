package ai.aim2balance.metering;

import static org.assertj.core.api.Assertions.assertThat;

import ai.aim2balance.metering.pricing.catalog.PriceCatalog;
import ai.aim2balance.metering.pricing.catalog.ProviderPrices;
import ai.aim2balance.metering.usage.UsageReader;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A provider's name must mean the same where its responses are read and where they are priced. */
class ProviderNamesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "OpenAI",
                "openai-eu",
                "azure",
                "azure-openai",
                "azure_openai",
                "azure.ai.openai",
                "azure.ai.inference",
                "anthropic",
                "Anthropic API",
                "bedrock",
                "aws.bedrock",
                "amazon",
                "vertex_ai",
                "gcp.gen_ai",
                "gcp.vertex_ai",
                "gcp.gemini",
                "gemini",
                "google",
                "xai",
                "x_ai",
                "x-ai",
                "mistral_ai",
                "mistralai",
                "moonshot",
                "modal-labs",
                "together-ai",
                "together_ai",
                "voyage",
                "cohere",
                "cerebras",
                "huggingface/together",
                "huggingface-groq",
                "ollama",
                "vllm",
                "llama.cpp",
                "llamacpp",
                "llama-cpp",
                "lmstudio",
                "lm-studio",
                "localai"
            })
    void a_name_means_the_same_to_the_reader_and_to_the_catalogue(String name) {
        assertThat(PriceCatalog.bundled().provider(name).map(ProviderPrices::id))
                .contains(UsageReader.bundled().providerId(name));
    }

    @Test
    void every_provider_with_prices_can_be_read_and_the_other_way_round() {
        Set<String> readable = new TreeSet<>(UsageReader.bundled().providers());
        // the proxy serves the models of others
        assertThat(readable.remove("litellm")).isTrue();

        assertThat(readable).isEqualTo(new TreeSet<>(PriceCatalog.bundled().providerIds()));
    }
}
