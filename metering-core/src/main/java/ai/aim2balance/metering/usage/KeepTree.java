package ai.aim2balance.metering.usage;

import ai.aim2balance.metering.internal.Json;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which members of a body matter; everything else is skipped unread. Complete before it is shared. */
final class KeepTree implements Json.Members {
    private final Map<String, KeepTree> children = new HashMap<>();
    private boolean everything;

    /** Keeps all that stands at the path. */
    void keep(UsagePath path) {
        for (List<String> keys : path.keys()) {
            KeepTree node = this;
            for (String key : keys) {
                node = node.children.computeIfAbsent(key, name -> new KeepTree());
            }
            node.everything = true;
        }
    }

    @Override
    public boolean texts() {
        return everything;
    }

    @Override
    public Json.@Nullable Members below(String key) {
        return everything ? ALL : children.get(key);
    }
}
