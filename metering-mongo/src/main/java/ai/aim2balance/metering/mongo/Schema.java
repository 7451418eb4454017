package ai.aim2balance.metering.mongo;

import ai.aim2balance.metering.store.MeteringStoreException;
import ai.aim2balance.metering.store.MeteringStoreException.Outcome;
import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.UpdateOptions;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** Makes or checks the indexes. They stand in a script that an operator may run instead, and are read from it. */
final class Schema {
    /** The version that this library reads and writes. */
    static final int VERSION = 1;

    static final String FILE = "mongodb-" + VERSION + ".js";
    private static final String BEGIN = "// indexes: begin";
    private static final String END = "// indexes: end";
    private static final String ENTRIES = "entries";

    private final MongoCollection<Document> entries;
    private final MongoCollection<Document> versions;

    Schema(MongoCollection<Document> entries, MongoCollection<Document> versions) {
        this.entries = entries;
        this.versions = versions;
    }

    /** Brings the collections into the state that the mode asks for. Any number of nodes may do so at once. */
    void open(SchemaMode mode) {
        if (mode == SchemaMode.CREATE) {
            create();
        }
        if (mode != SchemaMode.NONE) {
            validate();
        }
    }

    private void create() {
        List<IndexModel> models = new ArrayList<>();
        for (Document index : indexes()) {
            models.add(new IndexModel(
                    index.get("key", Document.class),
                    new IndexOptions()
                            .name(index.getString("name"))
                            .unique(index.getBoolean("unique", false))
                            .sparse(index.getBoolean("sparse", false))));
        }
        try {
            entries.createIndexes(models);
            versions.updateOne(
                    new Filter().is(Documents.ID, ENTRIES).document(),
                    new Document("$setOnInsert", new Document("version", VERSION)),
                    new UpdateOptions().upsert(true));
        } catch (MongoException e) {
            throw refused("indexes cannot be made", e);
        }
    }

    private void validate() {
        List<Document> found = new ArrayList<>();
        Document version;
        try {
            version = versions.find(new Filter().is(Documents.ID, ENTRIES).document())
                    .first();
            entries.listIndexes().into(found);
        } catch (MongoException e) {
            throw refused("indexes cannot be read", e);
        }
        Object is = version == null ? null : version.get("version");
        if (!(is instanceof Number number) || number.intValue() != VERSION) {
            throw refused("says version " + is + ", this library needs " + VERSION, null);
        }
        for (Document index : indexes()) {
            if (found.stream().noneMatch(other -> same(index, other))) {
                throw refused("has no index " + index.toJson(), null);
            }
        }
    }

    /** Numbers of directions may come back as any number; what keeps equal values out must do so exactly. */
    private static boolean same(Document wanted, Document found) {
        Document key = wanted.get("key", Document.class);
        Document other = found.get("key", Document.class);
        return wanted.getString("name").equals(found.getString("name"))
                && wanted.getBoolean("unique", false) == found.getBoolean("unique", false)
                && List.copyOf(key.keySet()).equals(List.copyOf(other.keySet()))
                && key.keySet().stream()
                        .allMatch(field -> key.get(field, Number.class).intValue()
                                == other.get(field, Number.class).intValue());
    }

    private MeteringStoreException refused(String what, @Nullable MongoException cause) {
        boolean certain = cause == null || MongoErrors.isAboutIndexes(cause);
        return new MeteringStoreException(
                certain ? Outcome.REJECTED : Outcome.NOT_APPLIED,
                "collection " + entries.getNamespace() + " " + what
                        + (cause == null ? "" : ": " + cause.getMessage()) + "; run " + FILE
                        + " or open the store with SchemaMode.CREATE",
                cause);
    }

    /** What stands in the script. */
    static List<Document> indexes() {
        String script = script();
        int begin = script.indexOf(BEGIN) + BEGIN.length();
        String list = script.substring(script.indexOf('[', begin), script.indexOf(END));
        String array = list.substring(0, list.lastIndexOf(']') + 1);
        return Document.parse("{\"indexes\": " + array + "}").getList("indexes", Document.class);
    }

    static String script() {
        try (InputStream in = Schema.class.getResourceAsStream(FILE)) {
            if (in == null) {
                throw new IllegalStateException(FILE + " is not in the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
