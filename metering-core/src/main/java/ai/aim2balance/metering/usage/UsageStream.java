package ai.aim2balance.metering.usage;

import ai.aim2balance.metering.InvalidInputException;
import ai.aim2balance.metering.internal.Json;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Follows one streamed response and reads its usage at the end. Counts that providers repeat are never added up: the
 * last ones count. What the model says is not kept, except for a bounded part that the provider has not counted yet, so
 * that an aborted stream can be estimated.
 *
 * <p>Not thread-safe: one response, one caller at a time.
 */
public final class UsageStream {
    private final ProviderRules provider;
    private final List<ChunkTrack> tracks;
    private final Set<UsagePath> textPaths = new LinkedHashSet<>();
    private final SeenText uncounted = new SeenText();
    private Envelope around = Envelope.EMPTY;
    private boolean ended;

    UsageStream(ProviderRules provider, @Nullable String api) {
        this.provider = provider;
        this.tracks = provider.streamed(api);
        Set<String> known = new LinkedHashSet<>();
        for (ChunkTrack track : tracks) {
            for (UsagePath path : track.rules().text()) {
                if (known.add(path.toString())) {
                    textPaths.add(path);
                }
            }
        }
    }

    /**
     * Takes the next piece: a chunk of JSON, a list of chunks, a line of server-sent events or several whole lines.
     * Comments, event names, blank lines and {@code [DONE]} are understood.
     *
     * @param chunkOrLines the piece
     * @throws InvalidInputException if it is neither JSON nor lines of events
     */
    public void accept(String chunkOrLines) {
        ended |= SseLines.read(chunkOrLines, json -> {
            Object chunk = Json.pick(json, "stream chunk", provider.chunkMembers());
            if (chunk instanceof List<?> chunks) {
                chunks.forEach(this::take);
            } else {
                take(chunk);
            }
        });
    }

    private void take(@Nullable Object chunk) {
        if (chunk == null) {
            return;
        }
        around = around.then(tracks.get(0).reader().rules().around().read(chunk));
        textPaths.forEach(path -> path.texts(chunk, uncounted::add));
        boolean counted = false;
        for (ChunkTrack track : tracks) {
            counted |= track.accept(chunk);
        }
        if (counted) {
            uncounted.clear();
        }
    }

    /**
     * Whether the provider's last counts have arrived for certain.
     *
     * @return true where {@link #finish()} and {@link #abort(TokenEstimator)} give the same
     */
    public boolean isComplete() {
        return tracks.stream().anyMatch(track -> track.isFinal(ended) && track.fits());
    }

    /**
     * The usage of a stream that was read to its end.
     *
     * @return what the provider counted
     * @throws InvalidInputException if the last counts did not arrive, or they are no counts; the stream can still be
     *     aborted then
     */
    public UsageReading finish() {
        boolean usage = tracks.stream().anyMatch(ChunkTrack::hasUsage);
        if (usage && tracks.stream().noneMatch(ChunkTrack::mayFinish)) {
            throw new InvalidInputException(
                    provider.id() + ": stream",
                    "cut off before the last counts",
                    "a stream that was read to its end, or abort() with an estimator");
        }
        return read(usage);
    }

    private UsageReading read(boolean usage) {
        if (tracks.size() == 1) {
            return tracks.get(0).read(around);
        }
        List<ApiReader> fitting =
                tracks.stream().filter(ChunkTrack::fits).map(ChunkTrack::reader).toList();
        return provider.only(
                fitting,
                usage,
                reader -> tracks.stream()
                        .filter(track -> track.reader() == reader)
                        .findFirst()
                        .orElseThrow()
                        .read(around));
    }

    /**
     * The usage of a stream that ended early, with no prompt to estimate.
     *
     * @param estimator counts what the provider did not
     * @return as {@link #abort(TokenEstimator, String, CharSequence)} without model and prompt
     */
    public UsageReading abort(TokenEstimator estimator) {
        return abort(estimator, null, null);
    }

    /**
     * The usage of a stream that ended early. The policy: what the provider has counted so far, plus an estimate of the
     * output seen since then, plus, where the provider has counted no input, an estimate of the prompt. Flagged {@link
     * UsageFlag#ESTIMATED}, because the provider may have produced and may bill more than was seen; where input was
     * neither counted nor given it is absent and flagged {@link UsageFlag#UNKNOWN_INPUT}. If the last counts had already
     * arrived for certain, the reading is that of {@link #finish()}.
     *
     * @param estimator counts what the provider did not
     * @param model the model that was asked for, where the stream did not name one; or null
     * @param prompt all that was sent, or null where it is not at hand
     * @return a reading, even where nothing had arrived
     * @throws InvalidInputException if what has arrived is no count
     */
    public UsageReading abort(TokenEstimator estimator, @Nullable String model, @Nullable CharSequence prompt) {
        around = around.orModel(model);
        if (isComplete()) {
            return read(true);
        }
        UsageReading counted = tracks.stream().anyMatch(ChunkTrack::fits)
                ? read(true)
                : Readings.uncounted(tracks.get(0).reader().rules(), around);
        String name = counted.model() == null ? "" : counted.model();
        TokenUsage.Builder usage =
                Readings.toBuilder(counted.usage()).add(UsageUnit.OUTPUT_TOKENS, uncounted.estimate(estimator, name));
        if (prompt != null && !counted.usage().has(UsageUnit.INPUT_TOKENS)) {
            usage.set(UsageUnit.INPUT_TOKENS, estimator.estimate(name, prompt).tokens());
        }
        return Readings.with(counted, usage.build(), UsageFlag.ESTIMATED);
    }
}
