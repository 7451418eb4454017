package ai.aim2balance.metering.pricing.importer;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What an import would do to one model. Immutable and thread-safe.
 *
 * @param kind what would happen
 * @param provider the provider's id
 * @param model the model's id
 * @param changes the rates that differ from what the model's name costs today, or, for a model that is not known today,
 *     its rates
 * @param suspicions why it is held until it is confirmed; empty where it is not
 * @param sources what is known about where it comes from, in words, such as which sources agree
 */
public record DiffEntry(
        Kind kind,
        String provider,
        String model,
        List<PriceChange> changes,
        Set<Suspicion> suspicions,
        String sources) {
    /** What would happen to a model. */
    public enum Kind {
        /** It would be new. */
        ADDED,
        /** It would cost something else. */
        CHANGED,
        /** It is in use and in no source. It stays, unless its removal is asked for. */
        REMOVED,
        /** A source has it with a value that cannot be a price. Nothing happens. */
        REFUSED
    }

    /**
     * Copies the collections.
     *
     * @param kind what would happen
     * @param provider the provider's id
     * @param model the model's id
     * @param changes the rates that differ
     * @param suspicions why it is held
     * @param sources where it comes from, in words
     */
    public DiffEntry {
        changes = List.copyOf(changes);
        EnumSet<Suspicion> copy = EnumSet.noneOf(Suspicion.class);
        copy.addAll(suspicions);
        suspicions = Collections.unmodifiableSet(copy);
    }

    /**
     * How the entry is named when it is confirmed.
     *
     * @return {@code <provider>/<model>}
     */
    public String key() {
        return provider + "/" + model;
    }

    /**
     * Whether the entry proposes a price that must be confirmed.
     *
     * @return true for an added or changed price with a suspicion
     */
    public boolean held() {
        return proposes() && !suspicions.isEmpty();
    }

    /** Whether accepting it would change what is charged. */
    boolean proposes() {
        return kind == Kind.ADDED || kind == Kind.CHANGED;
    }

    /** One line, without line breaks. */
    @Override
    public String toString() {
        return DiffReport.line(this);
    }
}
