package ai.aim2balance.metering.environment;

import java.util.Comparator;
import java.util.EnumSet;
import java.util.IllformedLocaleException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.MissingResourceException;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Decides once per provider, model and zone which rows apply, in the order of the methods, and prepares the rest. */
final class Resolver {
    private final FactorTables tables;
    private final CarbonBasis wanted;
    private final boolean callTimes;

    Resolver(FactorTables tables, CarbonBasis wanted, boolean callTimes) {
        this.tables = tables;
        this.wanted = wanted;
        this.callTimes = callTimes;
    }

    Weigher resolve(String provider, String model, @Nullable String zoneName) {
        Set<Fallback> fallbacks = EnumSet.noneOf(Fallback.class);
        ModelName name = ModelName.of(model);
        ModelIndex.Match match = tables.models.match(name);
        EnergyFactor stated = stated(provider, model);
        if (stated == null && match.fallback() != null) {
            fallbacks.add(match.fallback());
        }

        HostRow host = host(provider, name, fallbacks);
        ZoneRow zone = zone(zoneName, host, fallbacks);
        HostRow there = tables.hosts.get(HostRow.key(host.name(), zone.code()));
        host = there == null ? host : there;

        Spread pue = pue(provider, host, match.row());
        boolean atHome = zone.code().equals(host.zone());
        double offsite = atHome && !Double.isNaN(host.waterOffsite()) ? host.waterOffsite() : zone.waterOffsite();
        double grid = atHome && !Double.isNaN(host.gramsPerKwh()) ? host.gramsPerKwh() : zone.gramsPerKwh();
        boolean market = wanted == CarbonBasis.MARKET && !Double.isNaN(host.marketGramsPerKwh());
        double grams = market ? host.marketGramsPerKwh() : grid;

        Provenance provenance = new Provenance(
                stated == null ? ImpactMethod.PARAMETRIC : stated.method(),
                stated == null ? match.matched() : stated.model(),
                stated == null ? match.source() : stated.source(),
                host.name(),
                zone.code(),
                market ? CarbonBasis.MARKET : CarbonBasis.LOCATION,
                grams,
                pue.figures(),
                tables.version,
                (stated == null ? match.confidence() : stated.confidence()).weaker(host.confidence()),
                fallbacks);
        return new Weigher(
                new ModelFigures(new Parametric(tables.constants), match.size(), match.likelyAs()),
                tables.weights,
                new Facility(pue, host.waterOnsite(), offsite, grams / 1000),
                stated,
                new TimeMethod(hardware(match), host.localPower(), tables.constants),
                tables.restorationRate,
                provenance,
                callTimes);
    }

    /** The operator's word first, then what was published for exactly this model. */
    private @Nullable EnergyFactor stated(String provider, String model) {
        String own = FactorRows.key(provider, model, tables.hosts);
        String any = FactorRows.key("", model, tables.hosts);
        for (Map<String, EnergyFactor> factors : List.of(tables.overrides, tables.published)) {
            EnergyFactor factor = factors.getOrDefault(own, factors.get(any));
            if (factor != null) {
                return factor;
            }
        }
        return null;
    }

    /** A router's calls run at the vendor that the model's name begins with, as far as that is known. */
    private HostRow host(String provider, ModelName name, Set<Fallback> fallbacks) {
        HostRow host = known(provider, fallbacks);
        if (host != null && host.router() && !name.vendor().isEmpty()) {
            HostRow vendor = known(name.vendor(), fallbacks);
            return vendor == null ? host : vendor;
        }
        if (host != null) {
            return host;
        }
        fallbacks.add(Fallback.HOST);
        HostRow unknown = tables.hosts.get(HostRow.UNKNOWN);
        if (unknown == null) {
            throw new IllegalStateException("the jar is damaged: the row for unknown providers is missing");
        }
        return unknown;
    }

    /** By its name, else by a part of it, and told: {@code huggingface_together} most likely runs at {@code together}. */
    private @Nullable HostRow known(String provider, Set<Fallback> fallbacks) {
        HostRow host = tables.hosts.get(HostRow.key(provider));
        if (host != null) {
            return host;
        }
        String[] parts = provider.split("[_./:]", 3);
        for (int i = parts.length - 1; host == null && parts.length > 1 && i >= 0; i--) {
            host = tables.hosts.get(HostRow.key(parts[i]));
        }
        if (host != null) {
            fallbacks.add(Fallback.HOST);
        }
        return host;
    }

    private ZoneRow zone(@Nullable String asked, HostRow host, Set<Fallback> fallbacks) {
        if (asked != null && !asked.isBlank()) {
            String code = asked.strip().toUpperCase(Locale.ROOT);
            ZoneRow zone = tables.zones.get(code);
            if (zone == null && code.length() == 2) {
                zone = tables.zones.get(threeLetters(code));
            }
            if (zone != null) {
                return zone;
            }
            fallbacks.add(Fallback.ZONE);
            if (code.indexOf('-') == 2) {
                zone = tables.zones.get(threeLetters(code.substring(0, 2)));
            }
            if (zone != null) {
                return zone;
            }
        }
        ZoneRow zone = tables.zones.get(host.zone());
        if (zone == null) {
            throw new IllegalStateException("zone " + host.zone() + " is missing, although the tables were checked");
        }
        return zone;
    }

    private static String threeLetters(String twoLetters) {
        try {
            return new Locale.Builder().setRegion(twoLetters).build().getISO3Country();
        } catch (IllformedLocaleException | MissingResourceException e) {
            return "";
        }
    }

    /** At its home a model keeps the PUE of its published factor, unless the operator gave the host another. */
    private Spread pue(String provider, HostRow host, @Nullable ModelRow row) {
        if (row == null || row.home() == null || row.pue() == null || host.ownersRow()) {
            return host.pue();
        }
        String home = HostRow.key(row.home());
        boolean there = home.equals(HostRow.key(host.name())) || home.equals(HostRow.key(provider));
        return there ? row.pue() : host.pue();
    }

    private HardwareClass hardware(ModelIndex.Match match) {
        String named = match.row() == null ? null : match.row().hardware();
        HardwareClass hardware = named == null ? null : tables.hardware.get(named);
        if (hardware != null) {
            return hardware;
        }
        return tables.hardware.values().stream()
                .filter(candidate -> match.size().totalMaxB() < candidate.belowB())
                .min(Comparator.comparingDouble(HardwareClass::belowB))
                .or(() -> Optional.ofNullable(tables.hardware.get(HardwareClass.LARGEST)))
                .orElseThrow(() -> new IllegalStateException("the jar is damaged: no class of hardware"));
    }
}
