package ai.aim2balance.metering.pricing.importer;

import ai.aim2balance.metering.pricing.catalog.PriceCatalog;
import java.util.List;

/**
 * What an importer made of a file. It is not in use until its difference report has been looked at and accepted.
 *
 * @param catalog the prices that could be taken
 * @param findings what was rounded, derived, ignored or refused, in the order of the file
 */
public record ImportedCatalog(PriceCatalog catalog, List<ImportFinding> findings) {
    /** Copies the list. */
    public ImportedCatalog {
        findings = List.copyOf(findings);
    }
}
