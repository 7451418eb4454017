package ai.aim2balance.metering.usage;

import ai.aim2balance.metering.InvalidInputException;
import java.io.InputStream;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the usage out of what providers answer. How a body is read stands in a rule file, not in code: a provider has
 * APIs, each of a shape, and a shape says where the counts are.
 *
 * <p>Wherever a provider is named, its id counts first (trimmed, in any case), then its other names: {@code bedrock} is
 * {@code aws}, {@code vllm} is {@code self-hosted}. Where no API is named, it is found by the form of the body; a body
 * that fits none or reads differently by several is refused. Immutable and thread-safe.
 */
public final class UsageReader {
    private final RuleBook book;

    private UsageReader(RuleBook book) {
        this.book = book;
    }

    // Held apart, so that nobody pays for rules that nobody uses.
    private static final class Own {
        static final UsageReader READER = new UsageReader(RuleBook.bundled(false));
    }

    private static final class Feed {
        static final UsageReader READER = new UsageReader(RuleBook.bundled(true));
    }

    /**
     * The reader with our own rules: what the extractors of genai-prices read, and what real bodies have beyond it.
     *
     * @return the one shared reader
     */
    public static UsageReader bundled() {
        return Own.READER;
    }

    /**
     * The reader that reads exactly what the extractors of genai-prices v2 read, and nothing more: without named API
     * only {@code default}, of several items of one kind the first, no flag but for contradicting counts.
     *
     * @return the one shared reader
     */
    public static UsageReader feed() {
        return Feed.READER;
    }

    /**
     * Reads a response.
     *
     * @param request the response
     * @return what it says
     * @throws InvalidInputException if the provider or API is unknown, the body is no JSON or nested too deep, it has no
     *     usage (unknown is not zero), or a count is not a whole number from 0 to 2^63-1
     */
    public UsageReading read(ReadRequest request) {
        ProviderRules provider = book.provider(request.provider());
        provider.readers(request.api());
        Object document = request.pick("body", provider.members());
        return provider.read(request.api(), document, request.model());
    }

    /**
     * Reads a response that is a text.
     *
     * @param provider the provider's id or one of its other names
     * @param api which API, or null to find it by the form of the body
     * @param json the response body
     * @return what it says
     * @throws InvalidInputException as for {@link #read(ReadRequest)}
     */
    public UsageReading read(String provider, @Nullable String api, String json) {
        return read(ReadRequest.of(provider, json).withApi(api));
    }

    /**
     * Reads a response that is in memory as bytes.
     *
     * @param provider the provider's id or one of its other names
     * @param api which API, or null to find it by the form of the body
     * @param json the response body in UTF-8
     * @return what it says
     * @throws InvalidInputException as for {@link #read(ReadRequest)}
     */
    public UsageReading read(String provider, @Nullable String api, byte[] json) {
        return read(ReadRequest.of(provider, json).withApi(api));
    }

    /**
     * Reads a response of any length in bounded memory.
     *
     * @param provider the provider's id or one of its other names
     * @param api which API, or null to find it by the form of the body
     * @param json the response body in UTF-8; read to its end, not closed
     * @return what it says
     * @throws InvalidInputException as for {@link #read(ReadRequest)}, and if the stream fails
     */
    public UsageReading read(String provider, @Nullable String api, InputStream json) {
        return read(ReadRequest.of(provider, json).withApi(api));
    }

    /**
     * Follows a streamed response chunk by chunk.
     *
     * @param provider the provider's id or one of its other names
     * @param api which API, or null to find it by the form of the usage
     * @return a new stream, for one response
     * @throws InvalidInputException if the provider or API is unknown, or nothing is known about how it streams
     */
    public UsageStream stream(String provider, @Nullable String api) {
        return new UsageStream(book.provider(provider), api);
    }

    /**
     * The providers that can be read.
     *
     * @return ids in lower case, unmodifiable, in the order of the rule file
     */
    public Set<String> providers() {
        return book.ids();
    }

    /**
     * The APIs of a provider that can be read.
     *
     * @param provider the provider's id or one of its other names
     * @return names, unmodifiable; of APIs that read a body alike the first is found
     * @throws InvalidInputException if the provider is unknown
     */
    public Set<String> apis(String provider) {
        return book.provider(provider).names();
    }

    /**
     * The id of a provider that is known by several names.
     *
     * @param provider the provider's id or one of its other names
     * @return the id, as readings carry it
     * @throws InvalidInputException if the provider is unknown
     */
    public String providerId(String provider) {
        return book.provider(provider).id();
    }

    /** The rules, for those who compare them. */
    RuleBook book() {
        return book;
    }
}
