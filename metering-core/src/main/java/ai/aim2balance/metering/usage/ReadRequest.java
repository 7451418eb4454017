package ai.aim2balance.metering.usage;

import ai.aim2balance.metering.internal.Given;
import ai.aim2balance.metering.internal.Json;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** One response to read: who sent it, and its body. Immutable, but a body that is a stream can be read only once. */
public final class ReadRequest {
    private final String provider;
    private final @Nullable String api;
    private final @Nullable String model;
    private final Body body;

    @FunctionalInterface
    private interface Body {
        @Nullable
        Object pick(String name, Json.Members members);
    }

    private ReadRequest(String provider, @Nullable String api, @Nullable String model, Body body) {
        this.provider = Given.notNull(provider, "provider", "a provider's name");
        this.api = api;
        this.model = model;
        this.body = body;
    }

    /**
     * A body as text.
     *
     * @param provider the provider's id or one of its other names
     * @param json the response body
     * @return the request, with the API to be found by the form of the body
     */
    public static ReadRequest of(String provider, String json) {
        Given.notNull(json, "body", "the response's JSON");
        return new ReadRequest(provider, null, null, (name, members) -> Json.pick(json, name, members));
    }

    /**
     * A body as bytes.
     *
     * @param provider the provider's id or one of its other names
     * @param json the response body in UTF-8; not copied
     * @return the request, with the API to be found by the form of the body
     */
    public static ReadRequest of(String provider, byte[] json) {
        Given.notNull(json, "body", "the response's JSON");
        return new ReadRequest(provider, null, null, (name, members) -> Json.pick(json, name, members));
    }

    /**
     * A body that is read in bounded memory, however long it is.
     *
     * @param provider the provider's id or one of its other names
     * @param json the response body in UTF-8; read to its end, not closed
     * @return the request, with the API to be found by the form of the body
     */
    public static ReadRequest of(String provider, InputStream json) {
        Given.notNull(json, "body", "the response's JSON");
        return new ReadRequest(provider, null, null, (name, members) -> Json.pick(json, name, members));
    }

    /**
     * The same body of a known API.
     *
     * @param name an API of the provider, such as {@code responses}; null to find it by the form of the body
     * @return a request for that API
     */
    public ReadRequest withApi(@Nullable String name) {
        return new ReadRequest(provider, name, model, body);
    }

    /**
     * The same body with the model that was asked for, for providers whose bodies name none.
     *
     * @param requestedModel the model, or null where it is not known
     * @return a request with that model
     */
    public ReadRequest withModel(@Nullable String requestedModel) {
        return new ReadRequest(provider, api, requestedModel, body);
    }

    String provider() {
        return provider;
    }

    @Nullable
    String api() {
        return api;
    }

    @Nullable
    String model() {
        return model;
    }

    @Nullable
    Object pick(String name, Json.Members members) {
        return body.pick(name, members);
    }

    @Override
    public String toString() {
        return "ReadRequest[provider=" + provider + ", api=" + api + ", model=" + model + "]";
    }
}
