package ai.aim2balance.metering.pricing.importer;

import ai.aim2balance.metering.InvalidInputException;
import ai.aim2balance.metering.pricing.catalog.PriceCatalog;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * How imported price lists differ from the catalogue in use: what would be new, what would cost something else and by
 * how much, what is in no source any more, and what looks wrong. Nothing is in use before {@link #accept}, and then
 * only where you put the catalogue that it returns. Immutable and thread-safe.
 *
 * <p>A model is compared with what its name costs today, by whatever rule the name is found. With several sources, the
 * first that has a model speaks for it; it is held unless another one agrees within one per cent.
 */
public final class CatalogDiff {
    private final PriceCatalog current;
    private final Instant from;
    private final List<ImportedCatalog> sources;
    private final List<Proposal> proposals;

    private CatalogDiff(PriceCatalog current, Instant from, List<ImportedCatalog> sources, List<Proposal> proposals) {
        this.current = current;
        this.from = from;
        this.sources = sources;
        this.proposals = proposals;
    }

    /**
     * Compares price lists with the catalogue in use.
     *
     * @param current the catalogue in use
     * @param from from when on prices without a date of their own hold, usually now: they are compared with what holds
     *     then, and accepted from then on
     * @param sources one imported price list or more, the most trusted first
     * @return the difference
     * @throws InvalidInputException if there is no source
     */
    public static CatalogDiff between(PriceCatalog current, Instant from, ImportedCatalog... sources) {
        if (sources.length == 0) {
            throw new InvalidInputException("sources", "empty", "one imported price list or more");
        }
        List<ImportedCatalog> list = List.of(sources);
        List<Proposal> proposals = new Proposals(current, new RowComparison(from), list).list();
        return new CatalogDiff(current, from, list, proposals);
    }

    /**
     * All differences.
     *
     * @return added and changed models in the order of the sources, then what was refused, then what would be removed
     */
    public List<DiffEntry> entries() {
        return proposals.stream().map(Proposal::entry).toList();
    }

    /**
     * The differences of one kind.
     *
     * @param kind the kind
     * @return in the order of the report
     */
    public List<DiffEntry> entries(DiffEntry.Kind kind) {
        return entries().stream().filter(entry -> entry.kind() == kind).toList();
    }

    /**
     * The proposed prices that must be confirmed.
     *
     * @return in the order of the report
     */
    public List<DiffEntry> held() {
        return entries().stream().filter(DiffEntry::held).toList();
    }

    /**
     * A part of the difference, such as what is not held, or one provider.
     *
     * @param chosen which entries stay
     * @return a difference with these entries only
     */
    public CatalogDiff only(Predicate<DiffEntry> chosen) {
        return new CatalogDiff(
                current,
                from,
                sources,
                proposals.stream()
                        .filter(proposal -> chosen.test(proposal.entry()))
                        .toList());
    }

    /**
     * The catalogue with all proposed prices; models that are in no source stay.
     *
     * @param confirmed which of the held entries have been confirmed
     * @return a new catalogue; the one in use where nothing is proposed
     * @throws UnconfirmedPricesException if an entry is held and not confirmed
     */
    public PriceCatalog accept(Predicate<DiffEntry> confirmed) {
        return accept(confirmed, entry -> false);
    }

    /**
     * The catalogue with all proposed prices; models that are in no source stay.
     *
     * @param confirmed the {@linkplain DiffEntry#key() keys} of the held entries that have been confirmed
     * @return a new catalogue; the one in use where nothing is proposed
     * @throws UnconfirmedPricesException if an entry is held and not confirmed
     */
    public PriceCatalog accept(Set<String> confirmed) {
        return accept(entry -> confirmed.contains(entry.key()));
    }

    /**
     * The catalogue with all proposed prices and without some models that are in no source.
     *
     * @param confirmed which of the held entries have been confirmed
     * @param removed which of the {@link DiffEntry.Kind#REMOVED} entries are to go; calls of these models then find
     *     another rule or are unknown, those of the past too where they are priced again
     * @return a new catalogue; the one in use where nothing is proposed
     * @throws UnconfirmedPricesException if an entry is held and not confirmed
     */
    public PriceCatalog accept(Predicate<DiffEntry> confirmed, Predicate<DiffEntry> removed) {
        List<DiffEntry> open =
                held().stream().filter(entry -> !confirmed.test(entry)).toList();
        if (!open.isEmpty()) {
            throw new UnconfirmedPricesException(open);
        }
        DiffAcceptance acceptance = new DiffAcceptance(current, new RowMerge(new RowComparison(from), from));
        boolean changed = false;
        for (Proposal proposal : proposals) {
            DiffEntry entry = proposal.entry();
            if (entry.proposes()) {
                acceptance.accept(proposal);
                changed = true;
            } else if (entry.kind() == DiffEntry.Kind.REMOVED && removed.test(entry)) {
                acceptance.remove(entry);
                changed = true;
            }
        }
        return changed
                ? acceptance.catalog(
                        joined("+", current.version(), PriceCatalog::version),
                        joined("; ", current.source(), PriceCatalog::source))
                : current;
    }

    /**
     * The difference to read: a line with the numbers, then one line for each entry.
     *
     * @return lines, each ending with a line break
     */
    public String report() {
        String names =
                sources.stream().map(source -> source.catalog().version()).collect(Collectors.joining(", "));
        return DiffReport.report(current.version() + " and " + names + " from " + from, entries());
    }

    private String joined(String separator, String first, java.util.function.Function<PriceCatalog, String> text) {
        return sources.stream()
                .map(source -> text.apply(source.catalog()))
                .collect(Collectors.joining(separator, first + separator, ""));
    }

    @Override
    public String toString() {
        return report();
    }
}
