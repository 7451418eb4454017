package ai.aim2balance.metering.usage;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What stands beside the counts; {@code searches} is how many web searches the output shows. */
record Envelope(
        @Nullable String model,
        @Nullable String id,
        @Nullable String tier,
        long searches) {
    static final Envelope EMPTY = new Envelope(null, null, null, 0);

    /** What a later chunk of a stream says goes before what an earlier one said. */
    Envelope then(Envelope later) {
        return new Envelope(
                later.model == null ? model : later.model,
                later.id == null ? id : later.id,
                later.tier == null ? tier : later.tier,
                Math.max(searches, later.searches));
    }

    /** The same with the requested model where none is named. */
    Envelope orModel(@Nullable String requested) {
        return model == null && requested != null ? new Envelope(requested, id, tier, searches) : this;
    }

    /** What holds for a record of its own: another model, if it names one, and no search. */
    Envelope ofRecord(@Nullable Object named) {
        return new Envelope(named instanceof String text ? text : model, id, tier, 0);
    }

    static @Nullable String lower(@Nullable String text) {
        return text == null ? null : text.toLowerCase(Locale.ROOT);
    }
}
