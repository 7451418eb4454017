package ai.aim2balance.metering.pricing.importer;

import java.io.Serial;
import java.util.List;
import java.util.stream.Collectors;

/** Prices were to be accepted while some of them are held and nobody has confirmed them. Nothing was changed. */
public class UnconfirmedPricesException extends IllegalStateException {
    @Serial
    private static final long serialVersionUID = 1L;

    private static final int SHOWN = 10;

    private final transient List<DiffEntry> entries;

    /**
     * Creates the error.
     *
     * @param entries the entries that were not confirmed
     */
    public UnconfirmedPricesException(List<DiffEntry> entries) {
        super(entries.size() + " suspicious prices are not confirmed:\n"
                + entries.stream().limit(SHOWN).map(DiffEntry::toString).collect(Collectors.joining("\n"))
                + (entries.size() > SHOWN ? "\n…" : ""));
        this.entries = List.copyOf(entries);
    }

    /**
     * What must be confirmed.
     *
     * @return the entries, in the order of the report
     */
    public List<DiffEntry> entries() {
        return entries;
    }
}
