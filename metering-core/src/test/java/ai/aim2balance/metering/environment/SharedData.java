package ai.aim2balance.metering.environment;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.aim2balance.metering.internal.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Published data that is not part of the project; tests that need it are skipped where it is missing. */
final class SharedData {
    private SharedData() {}

    static String text(String file) {
        Path path = Path.of(System.getProperty("metering.shared", ""), "data", "environment", file);
        assumeTrue(
                Files.isReadable(path),
                () -> "skipped: " + file + " is not in the directory that the system property"
                        + " metering.shared names");
        try {
            return Files.readString(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Map<?, ?> json(String file) {
        return (Map<?, ?>) java.util.Objects.requireNonNull(Json.read(text(file), file));
    }

    /** The rows of a CSV file by the names of its first line. */
    static List<Map<String, String>> csv(String file) {
        List<Map<String, String>> rows = new ArrayList<>();
        List<String> header = List.of();
        for (String line : text(file).lines().toList()) {
            List<String> cells = cells(line);
            if (header.isEmpty()) {
                header = cells;
                continue;
            }
            Map<String, String> row = new LinkedHashMap<>();
            for (int i = 0; i < header.size(); i++) {
                row.put(header.get(i), cells.get(i));
            }
            rows.add(row);
        }
        return rows;
    }

    private static List<String> cells(String line) {
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"' && quoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
                cell.append(c);
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                cells.add(cell.toString());
                cell.setLength(0);
            } else {
                cell.append(c);
            }
        }
        cells.add(cell.toString());
        return cells;
    }
}
