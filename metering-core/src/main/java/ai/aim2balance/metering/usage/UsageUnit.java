package ai.aim2balance.metering.usage;

import ai.aim2balance.metering.InvalidInputException;
import ai.aim2balance.metering.internal.Nearest;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What providers count and bill: tokens by direction, modality and kind, searches, pages, seconds and more.
 *
 * <p>Units form a tree by containment: {@link #CACHE_READ_TOKENS} counts a part of what {@link #INPUT_TOKENS} counts.
 * Names, sizes and containment follow the unit registry of pydantic/genai-prices (MIT), format v2. The order of the
 * constants is part of the contract: it never changes, new units are appended.
 */
public enum UsageUnit {
    /** {@code input_tokens}. */
    INPUT_TOKENS(Family.TOKENS, Direction.INPUT, null, null, null),
    /** {@code output_tokens}. */
    OUTPUT_TOKENS(Family.TOKENS, Direction.OUTPUT, null, null, null),
    /** {@code cache_read_tokens}. */
    CACHE_READ_TOKENS(Family.TOKENS, Direction.INPUT, null, "cache_read", null),
    /** {@code cache_write_tokens}. */
    CACHE_WRITE_TOKENS(Family.TOKENS, Direction.INPUT, null, "cache_write", null),
    /** {@code cache_write_5m_tokens}. */
    CACHE_WRITE_5M_TOKENS(Family.TOKENS, Direction.INPUT, null, "cache_write", "5m"),
    /** {@code cache_write_1h_tokens}. */
    CACHE_WRITE_1H_TOKENS(Family.TOKENS, Direction.INPUT, null, "cache_write", "1h"),
    /** {@code input_text_tokens}. */
    INPUT_TEXT_TOKENS(Family.TOKENS, Direction.INPUT, "text", null, null),
    /** {@code output_text_tokens}. */
    OUTPUT_TEXT_TOKENS(Family.TOKENS, Direction.OUTPUT, "text", null, null),
    /** {@code cache_text_read_tokens}. */
    CACHE_TEXT_READ_TOKENS(Family.TOKENS, Direction.INPUT, "text", "cache_read", null),
    /** {@code cache_text_write_tokens}. */
    CACHE_TEXT_WRITE_TOKENS(Family.TOKENS, Direction.INPUT, "text", "cache_write", null),
    /** {@code cache_text_write_5m_tokens}. */
    CACHE_TEXT_WRITE_5M_TOKENS(Family.TOKENS, Direction.INPUT, "text", "cache_write", "5m"),
    /** {@code cache_text_write_1h_tokens}. */
    CACHE_TEXT_WRITE_1H_TOKENS(Family.TOKENS, Direction.INPUT, "text", "cache_write", "1h"),
    /** {@code input_audio_tokens}. */
    INPUT_AUDIO_TOKENS(Family.TOKENS, Direction.INPUT, "audio", null, null),
    /** {@code output_audio_tokens}. */
    OUTPUT_AUDIO_TOKENS(Family.TOKENS, Direction.OUTPUT, "audio", null, null),
    /** {@code cache_audio_read_tokens}. */
    CACHE_AUDIO_READ_TOKENS(Family.TOKENS, Direction.INPUT, "audio", "cache_read", null),
    /** {@code cache_audio_write_tokens}. */
    CACHE_AUDIO_WRITE_TOKENS(Family.TOKENS, Direction.INPUT, "audio", "cache_write", null),
    /** {@code cache_audio_write_5m_tokens}. */
    CACHE_AUDIO_WRITE_5M_TOKENS(Family.TOKENS, Direction.INPUT, "audio", "cache_write", "5m"),
    /** {@code cache_audio_write_1h_tokens}. */
    CACHE_AUDIO_WRITE_1H_TOKENS(Family.TOKENS, Direction.INPUT, "audio", "cache_write", "1h"),
    /** {@code input_image_tokens}. */
    INPUT_IMAGE_TOKENS(Family.TOKENS, Direction.INPUT, "image", null, null),
    /** {@code output_image_tokens}. */
    OUTPUT_IMAGE_TOKENS(Family.TOKENS, Direction.OUTPUT, "image", null, null),
    /** {@code cache_image_read_tokens}. */
    CACHE_IMAGE_READ_TOKENS(Family.TOKENS, Direction.INPUT, "image", "cache_read", null),
    /** {@code cache_image_write_tokens}. */
    CACHE_IMAGE_WRITE_TOKENS(Family.TOKENS, Direction.INPUT, "image", "cache_write", null),
    /** {@code cache_image_write_5m_tokens}. */
    CACHE_IMAGE_WRITE_5M_TOKENS(Family.TOKENS, Direction.INPUT, "image", "cache_write", "5m"),
    /** {@code cache_image_write_1h_tokens}. */
    CACHE_IMAGE_WRITE_1H_TOKENS(Family.TOKENS, Direction.INPUT, "image", "cache_write", "1h"),
    /** {@code input_video_tokens}. */
    INPUT_VIDEO_TOKENS(Family.TOKENS, Direction.INPUT, "video", null, null),
    /** {@code output_video_tokens}. */
    OUTPUT_VIDEO_TOKENS(Family.TOKENS, Direction.OUTPUT, "video", null, null),
    /** {@code cache_video_read_tokens}. */
    CACHE_VIDEO_READ_TOKENS(Family.TOKENS, Direction.INPUT, "video", "cache_read", null),
    /** {@code cache_video_write_tokens}. */
    CACHE_VIDEO_WRITE_TOKENS(Family.TOKENS, Direction.INPUT, "video", "cache_write", null),
    /** {@code cache_video_write_5m_tokens}. */
    CACHE_VIDEO_WRITE_5M_TOKENS(Family.TOKENS, Direction.INPUT, "video", "cache_write", "5m"),
    /** {@code cache_video_write_1h_tokens}. */
    CACHE_VIDEO_WRITE_1H_TOKENS(Family.TOKENS, Direction.INPUT, "video", "cache_write", "1h"),
    /** {@code input_tool_tokens}. */
    INPUT_TOOL_TOKENS(Family.TOKENS, Direction.INPUT, null, "tool", null),
    /** {@code input_text_tool_tokens}. */
    INPUT_TEXT_TOOL_TOKENS(Family.TOKENS, Direction.INPUT, "text", "tool", null),
    /** {@code input_audio_tool_tokens}. */
    INPUT_AUDIO_TOOL_TOKENS(Family.TOKENS, Direction.INPUT, "audio", "tool", null),
    /** {@code input_image_tool_tokens}. */
    INPUT_IMAGE_TOOL_TOKENS(Family.TOKENS, Direction.INPUT, "image", "tool", null),
    /** {@code input_video_tool_tokens}. */
    INPUT_VIDEO_TOOL_TOKENS(Family.TOKENS, Direction.INPUT, "video", "tool", null),
    /** {@code output_reasoning_tokens}. */
    OUTPUT_REASONING_TOKENS(Family.TOKENS, Direction.OUTPUT, null, "reasoning", null),
    /** {@code output_text_reasoning_tokens}. */
    OUTPUT_TEXT_REASONING_TOKENS(Family.TOKENS, Direction.OUTPUT, "text", "reasoning", null),
    /** {@code output_audio_reasoning_tokens}. */
    OUTPUT_AUDIO_REASONING_TOKENS(Family.TOKENS, Direction.OUTPUT, "audio", "reasoning", null),
    /** {@code output_image_reasoning_tokens}. */
    OUTPUT_IMAGE_REASONING_TOKENS(Family.TOKENS, Direction.OUTPUT, "image", "reasoning", null),
    /** {@code output_video_reasoning_tokens}. */
    OUTPUT_VIDEO_REASONING_TOKENS(Family.TOKENS, Direction.OUTPUT, "video", "reasoning", null),
    /** {@code output_citation_tokens}. */
    OUTPUT_CITATION_TOKENS(Family.TOKENS, Direction.OUTPUT, null, "citation", null),
    /** {@code output_text_citation_tokens}. */
    OUTPUT_TEXT_CITATION_TOKENS(Family.TOKENS, Direction.OUTPUT, "text", "citation", null),
    /** {@code output_audio_citation_tokens}. */
    OUTPUT_AUDIO_CITATION_TOKENS(Family.TOKENS, Direction.OUTPUT, "audio", "citation", null),
    /** {@code output_image_citation_tokens}. */
    OUTPUT_IMAGE_CITATION_TOKENS(Family.TOKENS, Direction.OUTPUT, "image", "citation", null),
    /** {@code output_video_citation_tokens}. */
    OUTPUT_VIDEO_CITATION_TOKENS(Family.TOKENS, Direction.OUTPUT, "video", "citation", null),
    /** {@code input_characters}. */
    INPUT_CHARACTERS(Family.CHARACTERS, Direction.INPUT, null, null, null),
    /** {@code input_text_messages}. */
    INPUT_TEXT_MESSAGES(Family.MESSAGES, Direction.INPUT, "text", null, null),
    /** {@code audio_seconds}. */
    AUDIO_SECONDS(Family.DURATIONS, Direction.NONE, "audio", null, null),
    /** {@code input_audio_seconds}. */
    INPUT_AUDIO_SECONDS(Family.DURATIONS, Direction.INPUT, "audio", null, null),
    /** {@code output_audio_seconds}. */
    OUTPUT_AUDIO_SECONDS(Family.DURATIONS, Direction.OUTPUT, "audio", null, null),
    /** {@code input_pixels}. */
    INPUT_PIXELS(Family.PIXELS, Direction.INPUT, null, null, null),
    /** {@code input_document_pages}. */
    INPUT_DOCUMENT_PAGES(Family.DOCUMENT_PAGES, Direction.INPUT, null, null, null),
    /** {@code input_annotated_document_pages}. */
    INPUT_ANNOTATED_DOCUMENT_PAGES(Family.DOCUMENT_PAGES, Direction.INPUT, null, null, "annotated"),
    /** {@code rerank_searches}. */
    RERANK_SEARCHES(Family.RERANK, Direction.NONE, null, null, null),
    /** {@code web_searches}. */
    WEB_SEARCHES(Family.TOOL_CALLS, Direction.NONE, null, null, "web_search"),
    /** {@code social_searches}. */
    SOCIAL_SEARCHES(Family.TOOL_CALLS, Direction.NONE, null, null, "social_search"),
    /** {@code storage_searches}. */
    STORAGE_SEARCHES(Family.TOOL_CALLS, Direction.NONE, null, null, "storage_search"),
    /** {@code code_executions}. */
    CODE_EXECUTIONS(Family.TOOL_CALLS, Direction.NONE, null, null, "code_execution"),
    /** {@code requests}. */
    REQUESTS(Family.REQUESTS, Direction.NONE, null, null, null);

    /** How many units one published price covers, by family. */
    enum Family {
        TOKENS(1_000_000),
        CHARACTERS(1_000_000),
        MESSAGES(1_000),
        DURATIONS(3_600),
        PIXELS(1_000_000_000),
        DOCUMENT_PAGES(1_000),
        RERANK(1_000),
        TOOL_CALLS(1_000),
        REQUESTS(1_000);

        private final long per;

        Family(long per) {
            this.per = per;
        }
    }

    /** Which side of a call a unit belongs to. */
    public enum Direction {
        /** Sent to the model. */
        INPUT,
        /** Made by the model. */
        OUTPUT,
        /** Neither: searches, requests and the like count for the total only. */
        NONE
    }

    private static final Map<String, UsageUnit> BY_KEY =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(UsageUnit::key, Function.identity()));

    private final String key = name().toLowerCase(java.util.Locale.ROOT);
    private final Family family;
    private final Direction direction;
    private final @Nullable String modality;
    private final @Nullable String kind;
    private final @Nullable String detail;

    UsageUnit(
            Family family,
            Direction direction,
            @Nullable String modality,
            @Nullable String kind,
            @Nullable String detail) {
        this.family = family;
        this.direction = direction;
        this.modality = modality;
        this.kind = kind;
        this.detail = detail;
    }

    /**
     * The unit's name in files and interfaces, such as {@code cache_read_tokens}.
     *
     * @return the constant's name in lower case
     */
    public String key() {
        return key;
    }

    /**
     * How many of the unit one published price covers: 1,000,000 tokens, 1,000 searches, 3,600 seconds.
     *
     * @return a positive number
     */
    public long per() {
        return family.per;
    }

    /**
     * Which side of a call the unit belongs to.
     *
     * @return the direction
     */
    public Direction direction() {
        return direction;
    }

    /**
     * Whether the unit counts tokens.
     *
     * @return true for tokens of any direction, modality and kind
     */
    public boolean isTokens() {
        return family == Family.TOKENS;
    }

    /**
     * Whether every count of this unit is also counted by the other one.
     *
     * @param other the unit that might contain this one
     * @return true where this unit is a strict part of the other
     */
    public boolean isPartOf(UsageUnit other) {
        return this != other
                && family == other.family
                && (other.direction == Direction.NONE || direction == other.direction)
                && contains(other.modality, modality)
                && contains(other.kind, kind)
                && contains(other.detail, detail);
    }

    /**
     * Whether this unit counts just what two others have in common, and nothing more special.
     *
     * @param one a unit that contains this one
     * @param other another unit that contains this one
     * @return true for cached audio tokens as the join of cached tokens and audio tokens
     */
    public boolean isJoinOf(UsageUnit one, UsageUnit other) {
        return isPartOf(one)
                && isPartOf(other)
                && direction == (one.direction == Direction.NONE ? other.direction : one.direction)
                && Objects.equals(modality, one.modality == null ? other.modality : one.modality)
                && Objects.equals(kind, one.kind == null ? other.kind : one.kind)
                && Objects.equals(detail, one.detail == null ? other.detail : one.detail);
    }

    /**
     * The unit with a given name.
     *
     * @param key a name such as {@code cache_read_tokens}
     * @return the unit
     * @throws InvalidInputException if there is no unit of that name
     */
    public static UsageUnit ofKey(String key) {
        UsageUnit unit = BY_KEY.get(key);
        if (unit == null) {
            throw new InvalidInputException("usage unit", key, Nearest.first(key, BY_KEY.keySet()));
        }
        return unit;
    }

    /**
     * Whether there is a unit of that name.
     *
     * @param key a name
     * @return true where {@link #ofKey} would find it
     */
    public static boolean isKey(String key) {
        return BY_KEY.containsKey(key);
    }

    /** Whether no token can be of both units, because they name different modalities, kinds or details. */
    boolean excludes(UsageUnit other) {
        return this != other
                && (differs(modality, other.modality) || differs(kind, other.kind) || differs(detail, other.detail));
    }

    /** How many properties describe the unit: a part always has more than its whole. */
    int depth() {
        return (direction == Direction.NONE ? 0 : 1)
                + (modality == null ? 0 : 1)
                + (kind == null ? 0 : 1)
                + (detail == null ? 0 : 1);
    }

    /** The unit as one bit, so that a set of units is a {@code long}. */
    long bit() {
        return 1L << place();
    }

    /** The unit's place in the fixed order. */
    @SuppressWarnings("EnumOrdinal") // the order is part of the contract, and nothing is stored by it
    int place() {
        return ordinal();
    }

    private static boolean differs(@Nullable String a, @Nullable String b) {
        return a != null && b != null && !a.equals(b);
    }

    private static boolean contains(@Nullable String whole, @Nullable String part) {
        return whole == null || whole.equals(part);
    }
}
