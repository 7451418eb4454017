package ai.aim2balance.metering.tck;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
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
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What holds for the kit as a published module. */
class KitTest {
    private static final Pattern FINDING = Pattern.compile("(?m)^\\S+\\.java:\\d+: .*$");

    private static final List<JavaClass> KIT = new ClassFileImporter()
            .importPath(Path.of(System.getProperty("basedir", "")).resolve("target/classes")).stream()
                    .filter(type -> type.isTopLevelClass()
                            && type.getPackageName().equals("ai.aim2balance.metering.tck")
                            && !type.getSimpleName().equals("package-info"))
                    .toList();

    @Test
    @DisplayName("fewer than half of its types are public")
    void smallSurface() {
        assertThat(2
                        * KIT.stream()
                                .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                                .count())
                .isPositive()
                .isLessThan(KIT.size());
    }

    @Test
    @DisplayName("it says that nothing is null unless it says so")
    void nullMarked() {
        assertThat(KIT).allMatch(type -> type.getPackage().isAnnotatedWith(NullMarked.class));
    }

    @Test
    @DisplayName("it uses only what core exports")
    void publicApiAlone() {
        assertThat(KIT)
                .flatExtracting(JavaClass::getDirectDependenciesFromSelf)
                .noneMatch(dependency ->
                        dependency.getTargetClass().getPackageName().equals("ai.aim2balance.metering.internal"));
    }

    @Test
    @DisplayName("everything that is exported is described, with its parameters, results and errors")
    void described(@TempDir Path classes) throws IOException {
        Path sources = Path.of(System.getProperty("basedir", "")).resolve("src/main/java/ai/aim2balance/metering/tck");
        List<String> command = new ArrayList<>(List.of(
                "-Xdoclint:missing/protected",
                "-Xmaxwarns",
                "1000",
                "-proc:none",
                "-cp",
                System.getProperty("java.class.path"),
                "-d",
                classes.toString()));
        try (Stream<Path> files = Files.list(sources)) {
            files.map(Path::toString).filter(file -> file.endsWith(".java")).forEach(command::add);
        }

        StringWriter printed = new StringWriter();
        PrintWriter out = new PrintWriter(printed);
        int status = ToolProvider.findFirst("javac").orElseThrow().run(out, out, command.toArray(String[]::new));

        assertThat(status).as(printed.toString()).isZero();
        assertThat(FINDING.matcher(printed.toString()).results().map(MatchResult::group))
                .as("what is not described")
                .isEmpty();
    }
}
