package ai.aim2balance.metering.pricing.importer;

import ai.aim2balance.metering.pricing.catalog.ModelPrices;
import ai.aim2balance.metering.pricing.catalog.PriceCatalog;
import ai.aim2balance.metering.pricing.catalog.PriceRow;
import ai.aim2balance.metering.pricing.catalog.ProviderPrices;
import ai.aim2balance.metering.pricing.importer.DiffEntry.Kind;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Compares sources with the catalogue in use, model by model. The first source that has a model speaks for it. */
final class Proposals {
    private final PriceCatalog current;
    private final List<ImportedCatalog> sources;
    private final RowComparison rows;
    private final Map<String, Proposal> found = new LinkedHashMap<>();
    private final Set<String> seen = new HashSet<>();

    Proposals(PriceCatalog current, RowComparison rows, List<ImportedCatalog> sources) {
        this.current = current;
        this.rows = rows;
        this.sources = sources;
    }

    List<Proposal> list() {
        for (ImportedCatalog source : sources) {
            for (ProviderPrices provider : source.catalog().providers()) {
                for (ModelPrices model : provider.models()) {
                    String target = target(provider.id());
                    if (seen.add(key(target, model.id()))) {
                        propose(source, provider, model, target);
                    }
                }
            }
        }
        sources.forEach(this::refused);
        removed();
        return List.copyOf(found.values());
    }

    private void propose(ImportedCatalog source, ProviderPrices provider, ModelPrices model, String target) {
        ModelPrices before = current.find(target, model.id()).orElse(null);
        List<PriceChange> changes = new ArrayList<>();
        for (PriceRow row : model.rows()) {
            changes.addAll(rows.changes(before, model, row));
        }
        if (before != null && changes.isEmpty()) {
            return;
        }
        SourceAgreement agreement = new SourceAgreement.Question(target, model, changes, rows).ask(source, sources);
        Set<Suspicion> suspicions = EnumSet.noneOf(Suspicion.class);
        suspicions.addAll(Suspicions.of(changes));
        if (agreement.suspicion() != null) {
            suspicions.add(agreement.suspicion());
        }
        boolean same = current.provider(target).stream()
                .flatMap(own -> own.models().stream())
                .anyMatch(own -> own.id().equalsIgnoreCase(model.id()));
        DiffEntry entry = new DiffEntry(
                same ? Kind.CHANGED : Kind.ADDED, target, model.id(), changes, suspicions, agreement.words());
        found.put(entry.key(), new Proposal(entry, provider, model, before));
    }

    /** A refusal is named by its place, {@code provider/model: field}. */
    private void refused(ImportedCatalog source) {
        Map<String, List<ImportFinding>> byPlace = source.findings().stream()
                .filter(finding -> finding.kind() == ImportFinding.Kind.REFUSED)
                .collect(Collectors.groupingBy(
                        finding -> beforeLast(finding.place(), ": "), LinkedHashMap::new, Collectors.toList()));
        byPlace.forEach((place, findings) -> {
            int slash = Math.max(place.indexOf('/'), 0);
            seen.add(place.toLowerCase(Locale.ROOT));
            String words = findings.stream()
                    .map(finding -> finding.place()
                                    .substring(Math.min(
                                            place.length() + 2, finding.place().length())) + " = " + finding.value()
                            + ": " + finding.reason())
                    .collect(Collectors.joining("; "));
            DiffEntry entry = new DiffEntry(
                    Kind.REFUSED,
                    place.substring(0, slash),
                    place.substring(slash == 0 ? 0 : slash + 1),
                    List.of(),
                    EnumSet.of(Suspicion.NOT_A_PRICE),
                    source.catalog().version() + ": " + words);
            found.put("refused " + source.catalog().version() + " " + place, new Proposal(entry, null, null, null));
        });
    }

    private void removed() {
        Set<String> providers = new HashSet<>();
        sources.forEach(source -> source.catalog().providerIds().forEach(provider -> providers.add(target(provider))));
        for (ProviderPrices provider : current.providers()) {
            if (!providers.contains(provider.id())) {
                continue;
            }
            for (ModelPrices model : provider.models()) {
                boolean known = seen.contains(key(provider.id(), model.id()))
                        || sources.stream()
                                .anyMatch(source -> source.catalog()
                                        .find(provider.id(), model.id())
                                        .isPresent());
                if (!known) {
                    DiffEntry entry =
                            new DiffEntry(Kind.REMOVED, provider.id(), model.id(), List.of(), Set.of(), "in no source");
                    found.put("removed " + entry.key(), new Proposal(entry, provider, null, model));
                }
            }
        }
    }

    /** The provider that a source's name means today: a new one of that name would hide it. */
    private String target(String provider) {
        return current.provider(provider).map(ProviderPrices::id).orElse(provider);
    }

    private static String key(String provider, String model) {
        return provider + "/" + model.toLowerCase(Locale.ROOT);
    }

    private static String beforeLast(String text, String mark) {
        int end = text.lastIndexOf(mark);
        return end < 0 ? text : text.substring(0, end);
    }
}
