package ai.aim2balance.metering.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Asks the compiler's own documentation check for what is missing. The Javadoc tool of JDK 17 cannot be asked itself:
 * it wants the components of a record described a second time at a compact constructor.
 */
class DocumentedApiTest {
    private static final Pattern EXPORT = Pattern.compile("exports (\\S+);");
    /** A finding is two lines: place and complaint, then the line of the source. */
    private static final Pattern FINDING = Pattern.compile("(?m)^(\\S+\\.java:\\d+: .*)\\R(.*)$");

    private static final Pattern COMPACT_CONSTRUCTOR = Pattern.compile("\\s*(public |protected )?\\w+ \\{\\s*");

    @Test
    @DisplayName("everything that is exported is described, with its parameters, results and errors")
    void described(@TempDir Path classes) throws IOException {
        Path sources = Path.of(System.getProperty("basedir", "")).resolve("src/main/java");
        List<String> command = new ArrayList<>(List.of(
                "-Xdoclint:missing/protected",
                "-Xmaxwarns",
                "1000",
                "-proc:none",
                "-cp",
                System.getProperty("java.class.path"),
                "-d",
                classes.toString()));
        List<String> exported = exportedSources(sources);
        command.addAll(exported);

        StringWriter printed = new StringWriter();
        PrintWriter out = new PrintWriter(printed);
        int status = ToolProvider.findFirst("javac").orElseThrow().run(out, out, command.toArray(String[]::new));

        assertThat(exported).isNotEmpty();
        assertThat(status).as(printed.toString()).isZero();
        assertThat(FINDING.matcher(printed.toString())
                        .results()
                        .filter(finding ->
                                !COMPACT_CONSTRUCTOR.matcher(finding.group(2)).matches())
                        .map(MatchResult::group))
                .as("what is not described")
                .isEmpty();
    }

    private static List<String> exportedSources(Path sources) throws IOException {
        List<String> files = new ArrayList<>();
        String descriptor = Files.readString(sources.resolve("module-info.java"));
        for (MatchResult export : EXPORT.matcher(descriptor).results().toList()) {
            try (Stream<Path> room = Files.list(sources.resolve(export.group(1).replace('.', '/')))) {
                room.map(Path::toString).filter(file -> file.endsWith(".java")).forEach(files::add);
            }
        }
        return files;
    }
}
