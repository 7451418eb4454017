package ai.aim2balance.metering.internal;

import ai.aim2balance.metering.InvalidInputException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * A mapping of a YAML file that knows where it stands: every error names the file, the line and the field. The one
 * place that knows the YAML library. No anchors, aliases or tags: a small file cannot become a large one.
 */
public final class YamlMap {
    private static final int LARGEST_FILE = 16 * 1024 * 1024;
    private static final int DEEPEST = 40;

    private final String source;
    private final String path;
    private final int line;
    private final Map<String, Node> members;
    private final Map<String, Integer> lines;

    private YamlMap(String source, String path, MappingNode node) {
        this.source = source;
        this.path = path;
        this.line = line(node);
        this.members = new LinkedHashMap<>();
        this.lines = new LinkedHashMap<>();
        for (NodeTuple tuple : node.getValue()) {
            String key = ((ScalarNode) scalar(tuple.getKeyNode(), "a name")).getValue();
            lines.put(key, line(tuple.getKeyNode()));
            if (members.put(key, tuple.getValueNode()) != null) {
                throw error(key, "given twice", "each name once");
            }
        }
    }

    /** Parses a file in UTF-8 whose outermost value is a mapping. The source is its name in errors. */
    public static YamlMap parse(InputStream yaml, String source) {
        try (Reader reader = new InputStreamReader(yaml, StandardCharsets.UTF_8)) {
            return parse(reader, source);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Parses a text whose outermost value is a mapping. The source is its name in errors. */
    public static YamlMap parse(String yaml, String source) {
        return parse(new StringReader(yaml), source);
    }

    /** Parses a resource of this library. */
    public static YamlMap ofResource(Class<?> owner, String resource) {
        InputStream stream = owner.getResourceAsStream(resource);
        if (stream == null) {
            throw new IllegalStateException(
                    "the jar is damaged: " + resource + " is missing beside " + owner.getName());
        }
        return parse(stream, resource);
    }

    private static YamlMap parse(Reader reader, String source) {
        LoaderOptions options = new LoaderOptions();
        options.setMaxAliasesForCollections(0);
        options.setNestingDepthLimit(DEEPEST);
        options.setCodePointLimit(LARGEST_FILE);
        Node root;
        try {
            root = new Yaml(new SafeConstructor(options)).compose(reader);
        } catch (MarkedYAMLException e) {
            int at = e.getProblemMark() == null ? 0 : e.getProblemMark().getLine() + 1;
            throw new InvalidInputException(
                    source + ", line " + at, "not YAML: " + e.getProblem(), "YAML without anchors and aliases", e);
        } catch (YAMLException e) {
            if (e.getCause() instanceof IOException cause) {
                throw new UncheckedIOException(source + " cannot be read: " + cause.getMessage(), cause);
            }
            throw new InvalidInputException(
                    source,
                    "refused: " + e.getMessage(),
                    "YAML without aliases, at most " + DEEPEST + " deep and " + LARGEST_FILE + " characters long",
                    e);
        }
        if (!(root instanceof MappingNode mapping)) {
            throw new InvalidInputException(source, root == null ? "empty" : "no mapping", "names with values");
        }
        return new YamlMap(source, "", mapping);
    }

    /** The names, in the order of the file. */
    public Set<String> keys() {
        return members.keySet();
    }

    /** Whether there is a value of that name that is not null. */
    public boolean has(String key) {
        Node node = members.get(key);
        return node != null && !Tag.NULL.equals(node.getTag());
    }

    /** Refuses any other name: a mistyped field must not be ignored. */
    public void allowOnly(Set<String> names) {
        for (String key : members.keySet()) {
            if (!names.contains(key)) {
                throw error(
                        key,
                        "an unknown field",
                        String.join(", ", names.stream().sorted().toList()));
            }
        }
    }

    /** Whether the value is a mapping. */
    public boolean isMap(String key) {
        return members.get(key) instanceof MappingNode;
    }

    /** Whether the value is a list. */
    public boolean isList(String key) {
        return members.get(key) instanceof SequenceNode;
    }

    /** The mapping of that name. */
    public YamlMap map(String key) {
        if (required(key) instanceof MappingNode mapping) {
            return new YamlMap(source, at(key), mapping);
        }
        throw error(key, "no mapping", "names with values");
    }

    /** The list of mappings of that name. */
    public List<YamlMap> maps(String key) {
        SequenceNode list = list(key);
        return java.util.stream.IntStream.range(0, list.getValue().size())
                .mapToObj(i -> {
                    if (list.getValue().get(i) instanceof MappingNode mapping) {
                        return new YamlMap(source, at(key) + "[" + i + "]", mapping);
                    }
                    throw error(key, "a list with another value at " + i, "a list of mappings");
                })
                .toList();
    }

    /** The list of texts of that name. */
    public List<String> texts(String key) {
        return list(key).getValue().stream()
                .map(item -> ((ScalarNode) scalar(item, at(key))).getValue())
                .toList();
    }

    /** The text of that name; numbers and dates as they are written. */
    public String text(String key) {
        return ((ScalarNode) scalar(required(key), at(key))).getValue();
    }

    /** The text of that name, or null where there is none. */
    public @Nullable String textOrNull(String key) {
        return has(key) ? text(key) : null;
    }

    /** The number of that name, exact. */
    public BigDecimal decimal(String key) {
        String text = text(key);
        try {
            return new BigDecimal(text.replace("_", ""));
        } catch (NumberFormatException e) {
            throw error(key, text, "a decimal number such as 2.5");
        }
    }

    /** The whole number of that name. */
    public long integer(String key) {
        try {
            return decimal(key).longValueExact();
        } catch (ArithmeticException e) {
            throw error(key, text(key), "a whole number");
        }
    }

    /** The switch of that name. */
    public boolean flag(String key) {
        String text = text(key);
        if (text.equals("true") || text.equals("false")) {
            return text.equals("true");
        }
        throw error(key, text, "true or false");
    }

    /** An error that names the file, the line and the field. */
    public InvalidInputException error(String key, String value, String allowed) {
        return new InvalidInputException(
                source + ", line " + lines.getOrDefault(key, line) + ": " + at(key), value, allowed);
    }

    /** Where this mapping stands, for messages. */
    public String where() {
        return source + ", line " + line + (path.isEmpty() ? "" : ": " + path);
    }

    private String at(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    private Node required(String key) {
        Node node = members.get(key);
        if (node == null) {
            throw error(key, "missing", "a value");
        }
        return node;
    }

    private SequenceNode list(String key) {
        if (required(key) instanceof SequenceNode list) {
            return list;
        }
        throw error(key, "no list", "a list");
    }

    private Node scalar(Node node, String field) {
        if (node instanceof ScalarNode) {
            return node;
        }
        throw new InvalidInputException(source + ", line " + line(node) + ": " + field, "a collection", "one value");
    }

    private static int line(Node node) {
        return node.getStartMark() == null ? 0 : node.getStartMark().getLine() + 1;
    }
}
