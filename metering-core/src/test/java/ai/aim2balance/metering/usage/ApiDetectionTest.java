package ai.aim2balance.metering.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.aim2balance.metering.InvalidInputException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApiDetectionTest {
    private static final UsageReader OWN = UsageReader.bundled();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "openai | chat | {\"usage\": {\"prompt_tokens\": 5, \"completion_tokens\": 2}}",
                "openai | embeddings | {\"usage\": {\"prompt_tokens\": 5, \"total_tokens\": 5}}",
                "openai | responses | {\"usage\": {\"input_tokens\": 5, \"output_tokens\": 2, \"input_tokens_details\": {\"cached_tokens\": 3}}}",
                "openai | responses | {\"type\": \"response.completed\", \"response\": {\"usage\": {\"input_tokens\": 5, \"output_tokens\": 2, \"input_tokens_details\": {\"cached_tokens\": 3}}}}",
                "openai | realtime | {\"type\": \"response.done\", \"response\": {\"usage\": {\"input_tokens\": 5, \"output_tokens\": 2, \"input_token_details\": {\"cached_tokens\": 3}}}}",
                "openai | images | {\"usage\": {\"input_tokens\": 5, \"output_tokens\": 2, \"input_tokens_details\": {\"text_tokens\": 5, \"image_tokens\": 0}}}",
                "google | default | {\"usageMetadata\": {\"promptTokenCount\": 5}}",
                "google | anthropic | {\"usage\": {\"input_tokens\": 5, \"output_tokens\": 2}}",
                "google | chat | {\"usage\": {\"prompt_tokens\": 5, \"completion_tokens\": 2}}",
                "anthropic | default | {\"usage\": {\"input_tokens\": 5, \"output_tokens\": 2}}",
                "anthropic | chat | {\"usage\": {\"prompt_tokens\": 5, \"completion_tokens\": 2}}",
                "aws | default | {\"usage\": {\"inputTokens\": 5, \"outputTokens\": 2}}",
                "aws | anthropic | {\"usage\": {\"input_tokens\": 5, \"output_tokens\": 2}}",
                "azure | anthropic | {\"usage\": {\"input_tokens\": 5, \"output_tokens\": 2, \"cache_read_input_tokens\": 100}}",
                "azure | responses | {\"usage\": {\"input_tokens\": 5, \"output_tokens\": 2, \"output_tokens_details\": {\"reasoning_tokens\": 1}, \"input_tokens_details\": {\"cached_tokens\": 0}}}",
                "cohere | default | {\"usage\": {\"billed_units\": {\"input_tokens\": 5, \"output_tokens\": 2}, \"tokens\": {\"input_tokens\": 9, \"output_tokens\": 9}}}",
                "cohere | embeddings | {\"meta\": {\"billed_units\": {\"input_tokens\": 5}}}"
            })
    void theFormOfTheBodyTellsTheApi(String provider, String api, String body) {
        UsageReading found = OWN.read(provider, null, body);
        assertThat(found.api()).isEqualTo(api);
        assertThat(found).isEqualTo(OWN.read(provider, api, body));
    }

    @Test
    void realBodiesAreFoundAmongTheApisThatTheFeedReadsThemBy() {
        List<String> wrong = new ArrayList<>();
        for (FeedData.Sample sample : FeedData.samples()) {
            for (String name : sample.expected().keySet()) {
                String provider = name.substring(0, name.indexOf('/'));
                if (apisThatRead(provider, sample.body()).isEmpty()) {
                    continue; // the feed reads it by an API that it is not of
                }
                String found = OWN.read(provider, null, sample.body()).api();
                if (!sample.expected().containsKey(provider + "/" + found)) {
                    wrong.add(sample.index() + " " + name + " as " + found);
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    private static List<String> apisThatRead(String provider, String body) {
        return OWN.apis(provider).stream()
                .filter(api -> {
                    try {
                        return !OWN.read(provider, api, body).usage().counts().isEmpty();
                    } catch (InvalidInputException e) {
                        return false;
                    }
                })
                .toList();
    }

    @Test
    void aBodyOfAnotherApiIsNotReadByTheNamedOne() {
        String cached = "{\"usage\": {\"input_tokens\": 5, \"output_tokens\": 2, \"cache_read_input_tokens\": 100}}";
        assertThatThrownBy(() -> OWN.read("azure", "responses", cached))
                .hasMessageContaining("azure/responses: usage.cache_read_input_tokens is there")
                .hasMessageContaining("another one");
        assertThatThrownBy(() -> OWN.read("openai", "chat", cached))
                .hasMessageContaining("openai/chat: usage.prompt_tokens is missing");
    }

    @Test
    void aBodyThatFitsNothingNamesWhatThereIs() {
        assertThatThrownBy(() -> OWN.read("openai", null, "{\"usage\": {\"tokens\": 5}}"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("openai: usage is in no known form")
                .hasMessageContaining("chat, responses, realtime, images, embeddings, transcription");
        assertThatThrownBy(() -> OWN.read("openai", null, "{\"choices\": []}")).hasMessageContaining("no usage");
    }

    @Test
    void aBodyThatReadsDifferentlyByTwoIsRefused() {
        String both = "{\"usage\": {\"input_tokens\": 5, \"output_tokens\": 2, \"output_tokens_details\":"
                + " {\"thinking_tokens\": 1, \"reasoning_tokens\": 2}}}";
        assertThatThrownBy(() -> OWN.read("azure", null, both)).hasMessageContaining("more than one form");
    }

    @Test
    void unknownProvidersAndApisNameTheNearestFirst() {
        assertThatThrownBy(() -> OWN.read("opneai", null, "{}"))
                .hasMessageStartingWith("provider is opneai; allowed: openai, ");
        assertThatThrownBy(() -> OWN.read("openai", "respones", "{}"))
                .hasMessageStartingWith("api of openai is respones; allowed: responses, ");
        assertThatThrownBy(() -> UsageReader.feed().read("together", "chat", "{}"))
                .hasMessageStartingWith("provider is together; allowed: ");
        assertThatThrownBy(() -> UsageReader.feed().read("openai", null, "{}"))
                .hasMessageStartingWith("api of openai is default; allowed: ");
    }

    @Test
    void providersAndApisCanBeListed() {
        assertThat(OWN.providers())
                .contains("openai", "ollama", "self-hosted", "voyageai")
                .hasSize(39);
        assertThat(OWN.apis("Vertex AI")).isEqualTo(Set.of("default", "anthropic", "chat"));
        assertThat(UsageReader.feed().providers()).hasSize(32).doesNotContain("ollama", "together");
    }
}
