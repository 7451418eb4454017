package ai.aim2balance.metering.usage;

import static ai.aim2balance.metering.usage.UsageUnit.*;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What our rules read beyond the feed's, each on a body as providers send it. */
class OwnRulesTest {
    private static final UsageReader OWN = UsageReader.bundled();

    private static UsageReading read(String provider, String json) {
        return OWN.read(provider, null, json.replace('\'', '"'));
    }

    @ParameterizedTest
    @CsvSource({"anthropic,default", "aws,anthropic", "azure,anthropic", "google,anthropic", "minimax,default"})
    void anthropicIsReadInFullOnEveryHost(String provider, String api) {
        UsageReading reading = read(provider, """
                {'id': 'msg_1', 'model': 'claude-sonnet-4-5', 'usage': {'input_tokens': 10, 'cache_read_input_tokens': 200,
                 'cache_creation_input_tokens': 300, 'cache_creation': {'ephemeral_5m_input_tokens': 100,
                 'ephemeral_1h_input_tokens': 200}, 'output_tokens': 50, 'output_tokens_details': {'thinking_tokens': 30},
                 'server_tool_use': {'web_search_requests': 2}, 'service_tier': 'Batch', 'inference_geo': 'us'}}""");
        assertThat(reading.api()).isEqualTo(api);
        assertThat(reading.usage())
                .isEqualTo(TokenUsage.builder()
                        .set(INPUT_TOKENS, 510)
                        .set(CACHE_READ_TOKENS, 200)
                        .set(CACHE_WRITE_TOKENS, 300)
                        .set(CACHE_WRITE_5M_TOKENS, 100)
                        .set(CACHE_WRITE_1H_TOKENS, 200)
                        .set(OUTPUT_TOKENS, 50)
                        .set(OUTPUT_REASONING_TOKENS, 30)
                        .set(WEB_SEARCHES, 2)
                        .build());
        assertThat(reading.responseId()).isEqualTo("msg_1");
        assertThat(reading.serviceTier()).isEqualTo("batch");
        assertThat(reading.batch()).isTrue();
        assertThat(reading.region()).isEqualTo("us");
        assertThat(reading.isClean()).isTrue();
    }

    @Test
    void stepsOutsideTheCountsAreRecordsOfTheirOwn() {
        UsageReading reading = read("anthropic", """
                {'model': 'claude-sonnet-5', 'usage': {'input_tokens': 220, 'output_tokens': 8, 'iterations': [
                 {'type': 'compaction', 'input_tokens': 55196, 'output_tokens': 125, 'cache_read_input_tokens': 4},
                 {'type': 'message', 'input_tokens': 220, 'output_tokens': 8},
                 {'type': 'advisor_message', 'model': 'claude-opus-4-8', 'input_tokens': 2529, 'output_tokens': 38}]}}""");
        assertThat(reading.usage()).isEqualTo(TokenUsage.of(220, 8));
        assertThat(reading.more()).hasSize(2);
        assertThat(reading.more().get(0).part()).isEqualTo("compaction");
        assertThat(reading.more().get(0).model()).isEqualTo("claude-sonnet-5");
        assertThat(reading.more().get(0).usage().inputTokens()).isEqualTo(55_200);
        assertThat(reading.more().get(1).part()).isEqualTo("advisor_message");
        assertThat(reading.more().get(1).model()).isEqualTo("claude-opus-4-8");
    }

    @Test
    void thinkingThatGeminiCountsInTheTotalAloneIsOutput() {
        String usage = "{'model': '%s', 'usage': {'prompt_tokens': 66, 'completion_tokens': 6, 'total_tokens': 100}}";
        for (UsageReading reading : new UsageReading[] {
            read("google", usage.formatted("any")), read("openrouter", usage.formatted("google/Gemini-2.5-pro"))
        }) {
            assertThat(reading.usage().outputTokens()).isEqualTo(34);
            assertThat(reading.usage().reasoningTokens()).isEqualTo(28);
            assertThat(reading.flags()).containsExactly(UsageFlag.DERIVED);
        }
    }

    @Test
    void aTotalThatNobodyExplainsIsFlagged() {
        UsageReading reading =
                read("deepseek", "{'usage': {'prompt_tokens': 66, 'completion_tokens': 6, 'total_tokens': 100}}");
        assertThat(reading.usage()).isEqualTo(TokenUsage.of(66, 6));
        assertThat(reading.flags()).containsExactly(UsageFlag.LOST_TOKENS);
        assertThat(read("google", "{'usageMetadata': {'promptTokenCount': 5, 'totalTokenCount': 9}}")
                        .flags())
                .containsExactly(UsageFlag.LOST_TOKENS);
    }

    @ParameterizedTest
    @CsvSource({
        "mistral, 'num_cached_tokens\": 32'",
        "moonshotai, 'cached_tokens\": 32'",
        "deepseek, 'prompt_cache_hit_tokens\": 32, \"prompt_cache_miss_tokens\": 68'",
        "deepseek, 'prompt_tokens_details\": {\"cached_tokens\": 32}, \"prompt_cache_hit_tokens\": 32'",
        "x-ai, 'cached_prompt_text_tokens\": 32'",
        "openai, 'prompt_tokens_details\": {\"cached_tokens\": 32}, \"num_cached_tokens\": 32'"
    })
    void cachedTokensAreReadOnceUnderWhateverName(String provider, String members) {
        String body = "{\"usage\": {\"prompt_tokens\": 100, \"completion_tokens\": 7, \"" + members + "}}";
        UsageReading reading = OWN.read(provider, null, body);
        assertThat(reading.usage().inputTokens()).isEqualTo(100);
        assertThat(reading.usage().cacheReadTokens()).isEqualTo(32);
    }

    @Test
    void bedrockSplitsCacheWritesByLifetimeAndRepeatsItsCounts() {
        UsageReading reading = read("bedrock", """
                {'output': {'message': {'content': []}}, 'serviceTier': {'type': 'priority'},
                 'usage': {'inputTokens': 3, 'outputTokens': 121, 'totalTokens': 2132,
                 'cacheReadInputTokens': 1712, 'cacheReadInputTokenCount': 1712, 'cacheWriteInputTokens': 296,
                 'cacheWriteInputTokenCount': 296, 'serverToolUsage': {},
                 'cacheDetails': [{'inputTokens': 236, 'ttl': '5m'}, {'inputTokens': 60, 'ttl': '1h'}]}}""");
        assertThat(reading.usage())
                .isEqualTo(TokenUsage.builder()
                        .set(INPUT_TOKENS, 2011)
                        .set(CACHE_READ_TOKENS, 1712)
                        .set(CACHE_WRITE_TOKENS, 296)
                        .set(CACHE_WRITE_5M_TOKENS, 236)
                        .set(CACHE_WRITE_1H_TOKENS, 60)
                        .set(OUTPUT_TOKENS, 121)
                        .build());
        assertThat(reading.serviceTier()).isEqualTo("priority");
        assertThat(reading.isClean()).isTrue();
    }

    @Test
    void aModelThatTheBodyDoesNotNameIsTheRequestedOne() {
        ReadRequest request = ReadRequest.of("aws", "{\"usage\": {\"inputTokens\": 3, \"outputTokens\": 1}}")
                .withModel("nova-pro");
        assertThat(OWN.read(request).model()).isEqualTo("nova-pro");
    }

    @Test
    void geminiDetailsOfOneModalityAddUp() {
        UsageReading reading = read("google", """
                {'modelVersion': 'gemini-3-pro', 'responseId': 'r1', 'usageMetadata': {'promptTokenCount': 100,
                 'promptTokensDetails': [{'modality': 'TEXT', 'tokenCount': 30}, {'modality': 'IMAGE', 'tokenCount': 20},
                 {'modality': 'text', 'tokenCount': 10}, {'modality': 'DOCUMENT', 'tokenCount': 40}],
                 'candidatesTokenCount': 5, 'thoughtsTokenCount': 7, 'totalTokenCount': 112,
                 'trafficType': 'PROVISIONED_THROUGHPUT'}}""");
        assertThat(reading.usage().count(INPUT_TEXT_TOKENS)).isEqualTo(40);
        assertThat(reading.usage().count(INPUT_IMAGE_TOKENS)).isEqualTo(60);
        assertThat(reading.usage().outputTokens()).isEqualTo(12);
        assertThat(reading.serviceTier()).isEqualTo("provisioned_throughput");
        assertThat(reading.responseId()).isEqualTo("r1");
        assertThat(reading.isClean()).isTrue();
    }

    @Test
    void cohereIsReadAsBilledUnlessTokensAreAskedFor() {
        String body = "{'usage': {'billed_units': {'input_tokens': 41, 'output_tokens': 25}, 'cached_tokens': 144,"
                + " 'tokens': {'input_tokens': 1441, 'output_tokens': 54}}}";
        assertThat(read("cohere", body).usage()).isEqualTo(TokenUsage.of(41, 25));
        assertThat(OWN.read("cohere", "tokens", body.replace('\'', '"')).usage().cacheReadTokens())
                .isEqualTo(144);
    }

    @Test
    void coheresFirstVersionIsNoEmbedding() {
        UsageReading reading =
                read("cohere", "{'text': 'Hi', 'meta': {'billed_units': {'input_tokens': 4, 'output_tokens': 3}}}");
        assertThat(reading.api()).isEqualTo("v1");
        assertThat(reading.usage()).isEqualTo(TokenUsage.of(4, 3));
    }

    @Test
    void openRouterTellsItsCostExactly() {
        UsageReading reading = read(
                "openrouter",
                "{'id': 'gen-1', 'usage': {'prompt_tokens': 900, 'completion_tokens': 69, 'cost': 4.1400000000000003e-05}}");
        assertThat(reading.reportedCostUsd()).isEqualTo(new BigDecimal("0.000041400000000000003"));
        UsageReading perplexity = read(
                "perplexity",
                "{'usage': {'prompt_tokens': 9, 'completion_tokens': 6, 'reasoning_tokens': 5, 'citation_tokens': 4,"
                        + " 'num_search_queries': 3, 'total_tokens': 15, 'cost': {'total_cost': 0.006}}}");
        assertThat(perplexity.reportedCostUsd()).isEqualByComparingTo("0.006");
        assertThat(perplexity.usage().outputTokens()).isEqualTo(15);
        assertThat(perplexity.usage().count(WEB_SEARCHES)).isEqualTo(3);
        assertThat(perplexity.isClean()).isTrue();
    }

    @Test
    void xaiReasoningStandsApartAndSourcesAreSearches() {
        UsageReading reading = read("xai", """
                {'usage': {'prompt_tokens': 32, 'completion_tokens': 9, 'total_tokens': 135, 'num_sources_used': 4,
                 'prompt_tokens_details': {'text_tokens': 32, 'cached_tokens': 6},
                 'completion_tokens_details': {'reasoning_tokens': 94}}}""");
        assertThat(reading.usage().outputTokens()).isEqualTo(103);
        assertThat(reading.usage().reasoningTokens()).isEqualTo(94);
        assertThat(reading.usage().count(WEB_SEARCHES)).isEqualTo(4);
        assertThat(reading.isClean()).isTrue();
    }

    @Test
    void everyModalityOfTheOpenAiShapeIsRead() {
        UsageReading reading = read("azure.ai.openai", """
                {'service_tier': 'flex', 'usage': {'prompt_tokens': 100, 'completion_tokens': 60, 'total_tokens': 160,
                 'prompt_tokens_details': {'text_tokens': 10, 'audio_tokens': 20, 'image_tokens': 30, 'video_tokens': 40,
                 'cache_write_tokens': 5}, 'completion_tokens_details': {'audio_tokens': 10, 'image_tokens': 20}}}""");
        assertThat(reading.provider()).isEqualTo("azure");
        assertThat(reading.usage().count(INPUT_VIDEO_TOKENS)).isEqualTo(40);
        assertThat(reading.usage().count(INPUT_IMAGE_TOKENS)).isEqualTo(30);
        assertThat(reading.usage().count(OUTPUT_IMAGE_TOKENS)).isEqualTo(20);
        assertThat(reading.usage().cacheWriteTokens()).isEqualTo(5);
        assertThat(reading.serviceTier()).isEqualTo("flex");
    }

    @Test
    void searchesOfTheResponsesApiAreCountedInItsOutput() {
        String response = """
                {'id': 'r', 'output': [{'type': 'web_search_call', 'action': {'type': 'search', 'query': 'x'}},
                 {'type': 'web_search_call', 'action': {'type': 'open_page'}}, {'type': 'message', 'content': [{}]},
                 {'type': 'web_search_call', 'action': {'type': 'search'}}],
                 'usage': {'input_tokens': 5, 'output_tokens': 2}}""";
        assertThat(read("openai", response).usage().count(WEB_SEARCHES)).isEqualTo(2);
        UsageStream stream = OWN.stream("openai", null);
        stream.accept(("data: {'type': 'response.completed', 'response': " + response.replace("\n", "") + "}")
                .replace('\'', '"'));
        assertThat(stream.finish().usage().count(WEB_SEARCHES)).isEqualTo(2);
    }

    @Test
    void transcriptionsCountTokensOrNearestSeconds() {
        UsageReading seconds = read("openai", "{'text': 'hi', 'usage': {'type': 'duration', 'seconds': 3.6}}");
        assertThat(seconds.usage().counts())
                .containsOnlyKeys(INPUT_AUDIO_SECONDS)
                .containsValue(4L);
        UsageReading tokens = read(
                "openai",
                "{'usage': {'type': 'tokens', 'input_tokens': 14, 'output_tokens': 45, 'total_tokens': 59,"
                        + " 'input_token_details': {'text_tokens': 0, 'audio_tokens': 14}}}");
        assertThat(tokens.api()).isEqualTo("transcription");
        assertThat(tokens.usage().count(INPUT_AUDIO_TOKENS)).isEqualTo(14);
    }

    @ParameterizedTest
    @CsvSource({"together", "novita", "avian", "vllm", "llama.cpp", "lmstudio", "localai", "ollama", "self-hosted"})
    void providersBeyondTheFeedsExtractorsSpeakTheOpenAiShape(String provider) {
        UsageReading reading = read(provider, "{'usage': {'prompt_tokens': 5, 'completion_tokens': 2}}");
        assertThat(reading.usage()).isEqualTo(TokenUsage.of(5, 2));
        assertThat(reading.api()).isEqualTo("chat");
    }

    @Test
    void ollamaCountsInItsOwnShape() {
        assertThat(read("ollama", "{'model': 'llama3', 'done': true, 'prompt_eval_count': 26, 'eval_count': 298}")
                        .usage())
                .isEqualTo(TokenUsage.of(26, 298));
        assertThat(read("ollama", "{'response': 'cached prompt', 'eval_count': 298}")
                        .flags())
                .containsExactly(UsageFlag.UNKNOWN_INPUT);
        assertThat(read("ollama", "{'embeddings': [[0.1]], 'prompt_eval_count': 8}")
                        .api())
                .isEqualTo("embeddings");
    }

    @Test
    void whatIsNotTextIsCountedInItsOwnUnit() {
        assertThat(read("voyage", "{'usage': {'total_tokens': 12}}").usage().inputTokens())
                .isEqualTo(12);
        assertThat(read("cohere", "{'meta': {'billed_units': {'search_units': 1}}}")
                        .usage()
                        .count(RERANK_SEARCHES))
                .isEqualTo(1);
        assertThat(read("cohere", "{'meta': {'billed_units': {'input_tokens': 4, 'image_tokens': 3}}}")
                        .usage()
                        .inputTokens())
                .isEqualTo(7);
        assertThat(read("mistral", "{'pages': [], 'usage_info': {'pages_processed': 9, 'doc_size_bytes': 1}}")
                        .usage()
                        .count(INPUT_DOCUMENT_PAGES))
                .isEqualTo(9);
    }

    @Test
    void nullAndEmptyDetailsAreNothing() {
        assertThat(read(
                                "openai",
                                "{'usage': {'prompt_tokens': 5, 'completion_tokens': 2.0, 'prompt_tokens_details': null,"
                                        + " 'completion_tokens_details': []}}")
                        .usage())
                .isEqualTo(TokenUsage.of(5, 2));
    }
}
