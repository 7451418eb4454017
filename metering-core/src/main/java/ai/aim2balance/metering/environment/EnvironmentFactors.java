package ai.aim2balance.metering.environment;

import ai.aim2balance.metering.InvalidInputException;
import ai.aim2balance.metering.internal.YamlMap;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The factor tables: those of this library, and files of the operator laid over them. Every row has a source and may
 * have a day from which it holds. Immutable and thread-safe.
 */
public final class EnvironmentFactors {
    private final List<FactorFile> files;
    /** The first instants of the spans in which the same rows hold, ascending; the first span began long ago. */
    private final long[] starts;

    private final List<FactorTables> tables;

    private EnvironmentFactors(List<FactorFile> files) {
        this.files = List.copyOf(files);
        List<LocalDate> days = days(files);
        this.starts = days.stream()
                .skip(1)
                .mapToLong(day -> day.atStartOfDay(ZoneOffset.UTC).toEpochSecond())
                .toArray();
        this.tables = days.stream().map(day -> new FactorTables(files, day)).toList();
    }

    /**
     * The tables of this library.
     *
     * @return the same object at each call; loaded once, at the first
     */
    public static EnvironmentFactors bundled() {
        return Bundled.FACTORS;
    }

    /**
     * Lays a file over these tables. A row replaces the row of the same name as a whole; rows with {@code valid_from}
     * do so from that day, 00:00 UTC.
     *
     * @param file a YAML file in UTF-8
     * @return new tables; these are left as they are
     * @throws InvalidInputException if the file cannot be read, or has an unknown name, a figure out of bounds or a
     *     reference to nothing; the message names file, line and field
     */
    public EnvironmentFactors with(Path file) {
        String name = String.valueOf(file.getFileName());
        try (InputStream yaml = Files.newInputStream(file)) {
            return with(YamlMap.parse(yaml, name), name);
        } catch (IOException e) {
            throw new InvalidInputException(name, "not readable: " + e, "a YAML file", e);
        }
    }

    /**
     * Lays a text over these tables.
     *
     * @param yaml the text of a factor file
     * @param name how the text is called in messages
     * @return new tables; these are left as they are
     * @throws InvalidInputException as {@link #with(Path)}
     */
    public EnvironmentFactors with(String yaml, String name) {
        return with(YamlMap.parse(yaml, name), name);
    }

    private EnvironmentFactors with(YamlMap yaml, String name) {
        List<FactorFile> all = new ArrayList<>(files);
        all.add(FactorReader.owners(yaml, name));
        return new EnvironmentFactors(all);
    }

    /**
     * The versions of all files, as results carry them.
     *
     * @return bundled first, joined by {@code +}
     */
    public String version() {
        return tables.get(0).version;
    }

    /**
     * The rate at which donations restore area.
     *
     * @param at the moment of the donation
     * @return the selected rate of that day
     */
    public RestorationRate restorationRate(Instant at) {
        return tables(era(at)).restorationRate;
    }

    /**
     * Widens a range to the judgement band: how far published methods lie apart for the same call. It holds most of
     * their figures, and it is a judgement, not a confidence interval.
     *
     * @param figure a figure of method A
     * @return 0.3 times low, likely, 4 times high, unless set otherwise
     */
    public Range judgementBand(Range figure) {
        Constants constants = tables.get(0).constants;
        return new Range(figure.low() * constants.bandLow, figure.likely(), figure.high() * constants.bandHigh);
    }

    /**
     * What others published, to be shown beside a figure.
     *
     * @return an unmodifiable list
     */
    public List<PublishedResult> publishedResults() {
        return files.stream().flatMap(file -> file.publishedResults().stream()).toList();
    }

    /** The number of the span that holds an instant. */
    int era(Instant at) {
        long second = at.getEpochSecond();
        int era = starts.length;
        while (era > 0 && second < starts[era - 1]) {
            era--;
        }
        return era;
    }

    FactorTables tables(int era) {
        return tables.get(era);
    }

    private static List<LocalDate> days(List<FactorFile> files) {
        TreeSet<LocalDate> days = new TreeSet<>();
        days.add(LocalDate.MIN);
        for (FactorFile file : files) {
            Stream.of(
                            file.models(),
                            file.hosts(),
                            file.zones(),
                            file.hardware(),
                            file.tiers(),
                            file.rules(),
                            file.overrides(),
                            file.published(),
                            file.restoration(),
                            file.embodied())
                    .flatMap(List::stream)
                    .forEach(row -> days.add(row.from()));
        }
        return List.copyOf(days);
    }

    /** Loaded at first use, not with the class. */
    private static final class Bundled {
        static final EnvironmentFactors FACTORS = new EnvironmentFactors(Stream.of(
                        "method.yaml",
                        "models.yaml",
                        "providers.yaml",
                        "zones.yaml",
                        "restoration.yaml",
                        "published.yaml")
                .map(FactorReader::bundled)
                .toList());
    }
}
