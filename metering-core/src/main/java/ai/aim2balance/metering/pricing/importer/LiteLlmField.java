package ai.aim2balance.metering.pricing.importer;

import ai.aim2balance.metering.usage.UsageUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the name of a price field says: {@code <metric>[_above_<n>k_tokens][_flex|_priority|_fast|_ultrafast|_batches]}.
 *
 * @param unit what is priced
 * @param size how many of what the field prices make up the unit's published size
 * @param above the context tier begins strictly above this many input tokens; 0 for the base rate
 * @param mode how the call is served
 */
record LiteLlmField(UsageUnit unit, long size, long above, LiteLlmMode mode) {
    private static final Pattern CONTEXT = Pattern.compile("(.+)_above_(\\d{1,6})k_tokens");

    /** Null where the name is not known, or has no unit of usage for calls of this kind. */
    static @Nullable LiteLlmField parse(String name, String kind) {
        LiteLlmMode mode = LiteLlmMode.ofField(name);
        String metric = mode.withoutSuffix(name);
        Matcher context = CONTEXT.matcher(metric);
        long above = 0;
        if (context.matches()) {
            metric = context.group(1);
            above = Long.parseLong(context.group(2)) * 1_000;
            if (above == 0) {
                return null;
            }
        }
        UsageUnit unit = unit(metric, kind);
        if (unit == null) {
            return null;
        }
        return new LiteLlmField(unit, metric.endsWith("_per_1k_calls") ? unit.per() / 1_000 : unit.per(), above, mode);
    }

    private static @Nullable UsageUnit unit(String metric, String kind) {
        return switch (metric) {
            case "input_cost_per_token" -> UsageUnit.INPUT_TOKENS;
            case "output_cost_per_token" -> UsageUnit.OUTPUT_TOKENS;
            case "output_cost_per_reasoning_token" -> UsageUnit.OUTPUT_REASONING_TOKENS;
            case "citation_cost_per_token" -> UsageUnit.OUTPUT_CITATION_TOKENS;
            case "cache_read_input_token_cost", "input_cost_per_token_cache_hit" -> UsageUnit.CACHE_READ_TOKENS;
            // The price for five minutes is the price of a write whose life is not told.
            case "cache_creation_input_token_cost" -> UsageUnit.CACHE_WRITE_TOKENS;
            case "cache_creation_input_token_cost_above_1hr" -> UsageUnit.CACHE_WRITE_1H_TOKENS;
            case "cache_read_input_audio_token_cost" -> UsageUnit.CACHE_AUDIO_READ_TOKENS;
            case "cache_creation_input_audio_token_cost" -> UsageUnit.CACHE_AUDIO_WRITE_TOKENS;
            case "cache_read_input_image_token_cost" -> UsageUnit.CACHE_IMAGE_READ_TOKENS;
            case "input_cost_per_audio_token" -> UsageUnit.INPUT_AUDIO_TOKENS;
            case "output_cost_per_audio_token" -> UsageUnit.OUTPUT_AUDIO_TOKENS;
            case "input_cost_per_image_token" -> UsageUnit.INPUT_IMAGE_TOKENS;
            case "output_cost_per_image_token" -> UsageUnit.OUTPUT_IMAGE_TOKENS;
            case "input_cost_per_video_token" -> UsageUnit.INPUT_VIDEO_TOKENS;
            case "output_cost_per_video_token" -> UsageUnit.OUTPUT_VIDEO_TOKENS;
            default -> notTokens(metric, kind);
        };
    }

    private static @Nullable UsageUnit notTokens(String metric, String kind) {
        return switch (metric) {
            case "input_cost_per_character" -> UsageUnit.INPUT_CHARACTERS;
            case "input_cost_per_audio_per_second" -> UsageUnit.INPUT_AUDIO_SECONDS;
            case "output_cost_per_audio_per_second" -> UsageUnit.OUTPUT_AUDIO_SECONDS;
            case "input_cost_per_second", "output_cost_per_second" -> seconds(metric, kind);
            case "input_cost_per_pixel" -> UsageUnit.INPUT_PIXELS;
            case "input_cost_per_request" -> UsageUnit.REQUESTS;
            case "ocr_cost_per_page" -> UsageUnit.INPUT_DOCUMENT_PAGES;
            case "annotation_cost_per_page" -> UsageUnit.INPUT_ANNOTATED_DOCUMENT_PAGES;
            case "file_search_cost_per_1k_calls" -> UsageUnit.STORAGE_SEARCHES;
            case "input_cost_per_query" ->
                kind.equals("rerank")
                        ? UsageUnit.RERANK_SEARCHES
                        : kind.equals("search") ? UsageUnit.WEB_SEARCHES : null;
            default -> null;
        };
    }

    /** Seconds are seconds of sound only where sound is what the model takes or makes; elsewhere of machine time. */
    private static @Nullable UsageUnit seconds(String metric, String kind) {
        if (kind.equals("audio_transcription")) {
            return UsageUnit.AUDIO_SECONDS;
        }
        return kind.equals("audio_speech") && metric.startsWith("output") ? UsageUnit.OUTPUT_AUDIO_SECONDS : null;
    }
}
