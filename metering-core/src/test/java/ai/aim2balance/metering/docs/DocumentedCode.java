package ai.aim2balance.metering.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Keeps the documents and the tests that run their code word for word the same. */
final class DocumentedCode {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private DocumentedCode() {}

    /** The first fenced block below a line of a document. */
    static String block(String document, String below) throws IOException {
        List<String> lines = Files.readAllLines(ROOT.resolve(document));
        int marker = indexOf(lines, below, 0);
        int start = marker;
        while (!lines.get(start).startsWith("```")) {
            start++;
        }
        int end = start + 1;
        while (!lines.get(end).startsWith("```")) {
            end++;
        }
        return String.join("\n", lines.subList(start + 1, end)) + "\n";
    }

    /** The lines of a test between {@code // snippet: name} and {@code // end}, without their indentation. */
    static String snippet(Class<?> test, String name) throws IOException {
        Path source = ROOT.resolve("metering-core/src/test/java")
                .resolve(test.getName().replace('.', '/') + ".java");
        List<String> lines = Files.readAllLines(source);
        int start = indexOf(lines, "// snippet: " + name, 0);
        int end = indexOf(lines, "// end", start);
        int indent = lines.get(start).indexOf("//");
        return lines.subList(start + 1, end).stream()
                .map(line -> line.length() > indent ? line.substring(indent) : line.trim())
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static int indexOf(List<String> lines, String text, int from) {
        for (int i = from; i < lines.size(); i++) {
            if (lines.get(i).contains(text)) {
                return i;
            }
        }
        return assertThat(-1).as("no line contains " + text).isNotNegative().actual();
    }
}
