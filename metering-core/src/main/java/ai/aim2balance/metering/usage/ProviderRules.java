package ai.aim2balance.metering.usage;

import ai.aim2balance.metering.InvalidInputException;
import ai.aim2balance.metering.internal.Json;
import ai.aim2balance.metering.internal.Nearest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The APIs of one provider, and which of them a body is of. Immutable. */
final class ProviderRules {
    private static final String ANY = "default";

    private final String id;
    private final boolean feed;
    private final Map<String, ApiReader> apis = new LinkedHashMap<>();
    private final KeepTree document = new KeepTree();
    private final KeepTree chunk = new KeepTree();

    ProviderRules(String id, List<ApiRules> rules, boolean feed) {
        this.id = id;
        this.feed = feed;
        for (ApiRules api : rules) {
            apis.put(api.api(), new ApiReader(api));
            api.roots().forEach(root -> keepCounts(document, api, root));
            keepAround(document, api.around());
            ApiRules.Streamed stream = api.stream();
            if (stream != null) {
                stream.usage().forEach(root -> keepCounts(chunk, api, root));
                stream.complete().forEach(chunk::keep);
                stream.text().forEach(chunk::keep);
                keepAround(chunk, api.around());
            }
        }
    }

    private static void keepAround(KeepTree tree, ApiRules.Around around) {
        List.of(around.model(), around.id(), around.tier(), around.searches())
                .forEach(paths -> paths.forEach(tree::keep));
    }

    /** A usage at the outermost level must not keep the whole body. */
    private static void keepCounts(KeepTree tree, ApiRules api, UsagePath root) {
        if (root.isEmpty()) {
            api.counts().forEach(rule -> rule.paths().forEach(tree::keep));
            api.foreign().forEach(member -> tree.keep(member.path()));
        } else {
            tree.keep(root);
        }
    }

    String id() {
        return id;
    }

    /** What matters of a whole body. */
    Json.Members members() {
        return document;
    }

    /** What matters of a chunk of a stream. */
    Json.Members chunkMembers() {
        return chunk;
    }

    Set<String> names() {
        return Collections.unmodifiableSet(apis.keySet());
    }

    List<ApiReader> all() {
        return List.copyOf(apis.values());
    }

    /** The readers that come into question: the named one, or all. */
    List<ApiReader> readers(@Nullable String api) {
        String name = api == null && feed ? ANY : api;
        if (name == null) {
            return List.copyOf(apis.values());
        }
        ApiReader reader = apis.get(name);
        if (reader == null) {
            throw new InvalidInputException("api of " + id, name, Nearest.first(name, apis.keySet()));
        }
        return List.of(reader);
    }

    /** Whether the id is of one response of the API alone; false for an API that is not known. */
    boolean isUnique(String api, String responseId) {
        ApiReader reader = apis.get(api);
        return reader != null && reader.rules().isUnique(responseId);
    }

    /** Whether anything is known about how the provider streams. */
    boolean streams() {
        return apis.values().stream().anyMatch(reader -> reader.rules().stream() != null);
    }

    /** The readers that come into question for a stream, each with what it has seen. */
    List<ChunkTrack> streamed(@Nullable String api) {
        List<ChunkTrack> tracks = new ArrayList<>();
        for (ApiReader reader : readers(api)) {
            ApiRules.Streamed stream = reader.rules().stream();
            if (stream != null) {
                tracks.add(new ChunkTrack(reader, stream));
            }
        }
        if (tracks.isEmpty()) {
            throw new InvalidInputException(
                    "api of " + id, api == null ? "without streams" : api, "an API whose streams are known");
        }
        return tracks;
    }

    UsageReading read(@Nullable String api, @Nullable Object document, @Nullable String requestedModel) {
        List<ApiReader> readers = readers(api);
        if (readers.size() == 1) {
            return readers.get(0).readDocument(document, requestedModel);
        }
        List<ApiReader> fitting = new ArrayList<>();
        boolean usage = false;
        for (ApiReader reader : readers) {
            Map<?, ?> root = reader.rules().root(document);
            usage |= root != null;
            if (root != null && reader.rules().fits(root)) {
                fitting.add(reader);
            }
        }
        return only(fitting, usage, reader -> reader.readDocument(document, requestedModel));
    }

    /** What the fitting APIs agree on: the strictest ones, the first of them where they read the same. */
    UsageReading only(List<ApiReader> fitting, boolean usage, Function<ApiReader, UsageReading> read) {
        if (fitting.isEmpty()) {
            throw new InvalidInputException(
                    id + ": usage",
                    usage ? "in no known form" : "missing: no usage",
                    "a response of " + String.join(", ", apis.keySet()) + "; name the API for the reason");
        }
        if (fitting.size() == 1) {
            return read.apply(fitting.get(0));
        }
        List<UsageReading> readings = fitting.stream()
                .filter(one -> fitting.stream().noneMatch(other -> other.isStricterThan(one)))
                .map(read)
                .toList();
        UsageReading first = readings.get(0);
        if (readings.stream().allMatch(other -> same(first, other))) {
            return first;
        }
        throw new InvalidInputException(
                id + ": usage",
                "of more than one form",
                "one API by name: "
                        + String.join(
                                ", ", readings.stream().map(UsageReading::api).toList()));
    }

    private static boolean same(UsageReading a, UsageReading b) {
        return a.usage().equals(b.usage())
                && a.flags().equals(b.flags())
                && a.more().size() == b.more().size()
                && Objects.equals(a.model(), b.model());
    }
}
