package ai.aim2balance.metering.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ProportionsTest {
    private static final int LONGEST_FILE = 400;

    private static final Pattern EXPORT = Pattern.compile("exports (\\S+);");
    private static final Path DESCRIPTOR =
            Path.of(System.getProperty("basedir", "")).resolve("src/main/java/module-info.java");

    private static final JavaPackage ROOT = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ArchitectureTest.ROOT)
            .getPackage(ArchitectureTest.ROOT);

    @Test
    @DisplayName("fewer than half of the top-level types of the exported packages are public")
    void smallSurface() throws IOException {
        Set<String> exported = EXPORT.matcher(Files.readString(DESCRIPTOR))
                .results()
                .map(export -> export.group(1))
                .collect(Collectors.toSet());
        List<JavaClass> types = ROOT.getClassesInPackageTree().stream()
                .filter(type -> type.isTopLevelClass() && !type.isArray())
                .filter(type -> !type.getSimpleName().equals("package-info"))
                .filter(type -> exported.contains(type.getPackageName()))
                .toList();
        List<String> open = types.stream()
                .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                .map(JavaClass::getName)
                .sorted()
                .toList();

        assertThat(2 * open.size())
                .as("twice the public types, of %d in all: %d public, %s", types.size(), open.size(), open)
                .isLessThan(types.size());
    }

    @Test
    @DisplayName("every package says that nothing is null unless it says so")
    void nullMarked() {
        assertThat(ROOT.getSubpackagesInTree())
                .filteredOn(room -> !room.getClasses().isEmpty())
                .filteredOn(room -> !room.isAnnotatedWith(NullMarked.class))
                .extracting(JavaPackage::getName)
                .as("packages without @NullMarked")
                .isEmpty();
        assertThat(ROOT.isAnnotatedWith(NullMarked.class)).isTrue();
    }

    @Test
    @DisplayName("no Java file of the project is longer than 400 lines")
    void shortFiles() throws IOException {
        Path house = Path.of(System.getProperty("basedir", ""))
                .toAbsolutePath()
                .resolve("..")
                .normalize();
        try (Stream<Path> files = Files.walk(house)) {
            assertThat(files.filter(file -> file.toString().endsWith(".java"))
                            .filter(file -> !isBuilt(house.relativize(file)))
                            .filter(file -> lines(file) > LONGEST_FILE)
                            .map(file -> house.relativize(file) + ": " + lines(file)))
                    .as("files longer than %d lines", LONGEST_FILE)
                    .isEmpty();
        }
    }

    private static boolean isBuilt(Path file) {
        return StreamSupport.stream(file.spliterator(), false).anyMatch(part -> part.endsWith("target"));
    }

    private static long lines(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
