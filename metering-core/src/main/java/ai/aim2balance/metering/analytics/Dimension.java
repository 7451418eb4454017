package ai.aim2balance.metering.analytics;

import ai.aim2balance.metering.InvalidInputException;
import ai.aim2balance.metering.entry.Entry;
import ai.aim2balance.metering.entry.EntryColumn;
import ai.aim2balance.metering.entry.UsageRecord;
import ai.aim2balance.metering.internal.Nearest;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What usage is grouped and filtered by. */
public enum Dimension {
    /** The tenant. */
    TENANT("tenant", EntryColumn.TENANT),
    /** The user within the tenant. */
    USER("user", EntryColumn.USER_ID),
    /** Project or AI agent. */
    PROJECT("project", EntryColumn.PROJECT),
    /** Who served the call. */
    PROVIDER("provider", EntryColumn.PROVIDER),
    /** The model as it was reported. */
    MODEL("model", EntryColumn.MODEL),
    /** Such as chat or embedding. */
    REQUEST_TYPE("requestType", EntryColumn.REQUEST_TYPE),
    /** The application's endpoint. */
    ENDPOINT("endpoint", EntryColumn.ENDPOINT),
    /** The conversation. */
    CONVERSATION("conversation", EntryColumn.CONVERSATION_ID);

    private static final List<Dimension> SEARCHED = List.of(PROJECT, PROVIDER, MODEL, USER, REQUEST_TYPE, ENDPOINT);

    private final String key;
    private final EntryColumn column;

    Dimension(String key, EntryColumn column) {
        this.key = key;
        this.column = column;
    }

    /**
     * Where {@link UsageQuery#search()} looks.
     *
     * @return the dimensions
     */
    public static List<Dimension> searched() {
        return SEARCHED;
    }

    /**
     * Where stores keep its values.
     *
     * @return the column
     */
    public EntryColumn column() {
        return column;
    }

    /**
     * The dimension's name in interfaces.
     *
     * @return such as {@code requestType}
     */
    public String key() {
        return key;
    }

    /**
     * The dimension of that name.
     *
     * @param key a name such as {@code requestType}
     * @return the dimension
     * @throws InvalidInputException if there is none; the message has the nearest name first
     */
    public static Dimension ofKey(String key) {
        return Arrays.stream(values())
                .filter(dimension -> dimension.key.equals(key))
                .findFirst()
                .orElseThrow(() -> new InvalidInputException(
                        "by",
                        key,
                        Nearest.first(
                                key, Arrays.stream(values()).map(Dimension::key).toList())));
    }

    /**
     * An entry's value.
     *
     * @param entry an entry with usage
     * @return the value, or null where it has none
     */
    public @Nullable String of(Entry entry) {
        return switch (this) {
            case TENANT -> entry.account().tenant();
            case USER -> entry.account().user();
            default -> entry.usage() == null ? null : of(entry.usage().call());
        };
    }

    private @Nullable String of(UsageRecord.Call call) {
        return switch (this) {
            case TENANT, USER -> null;
            case PROJECT -> call.project();
            case PROVIDER -> call.provider();
            case MODEL -> call.model();
            case REQUEST_TYPE -> call.requestType();
            case ENDPOINT -> call.endpoint();
            case CONVERSATION -> call.conversationId();
        };
    }
}
