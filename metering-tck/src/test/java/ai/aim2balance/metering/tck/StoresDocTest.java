package ai.aim2balance.metering.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Keeps {@code docs/stores.md} and what it shows the same. */
class StoresDocTest {
    private static final Path HOUSE = Path.of(System.getProperty("basedir", "")).resolve("..");

    @Test
    @DisplayName("the documented test class is one that is run")
    void example() throws IOException {
        String source = Files.readString(
                HOUSE.resolve("metering-tck/src/test/java/ai/aim2balance/metering/tck/InMemoryMeteringStoreTest.java"));
        String snippet = source.substring(source.indexOf("// snippet: contract\n") + 21, source.indexOf("// end"));

        assertThat(document()).contains("```java\n" + snippet + "```");
    }

    @Test
    @DisplayName("the documented table has every broken store with the tests that must catch it")
    void table() throws IOException {
        List<String> rows = BrokenStoresTest.brokenStores()
                .map(broken -> "| " + broken.defect() + " | "
                        + broken.caughtBy().stream()
                                .map(test -> "`" + test + "`")
                                .collect(Collectors.joining(", "))
                        + " |")
                .toList();

        assertThat(document().lines()).as(String.join("\n", rows)).containsAll(rows);
    }

    private static String document() throws IOException {
        return Files.readString(HOUSE.resolve("docs/stores.md"));
    }
}
