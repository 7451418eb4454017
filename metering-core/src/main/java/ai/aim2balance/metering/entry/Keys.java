package ai.aim2balance.metering.entry;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The names of an enumeration's constants in stored forms: in lower case, with hyphens. Immutable. */
final class Keys<E extends Enum<E>> {
    private final Map<E, String> byConstant;
    private final Map<String, E> byKey;

    private Keys(Class<E> type) {
        this.byConstant = Arrays.stream(type.getEnumConstants())
                .collect(Collectors.toUnmodifiableMap(Function.identity(), Keys::keyOf));
        this.byKey = Arrays.stream(type.getEnumConstants())
                .collect(Collectors.toUnmodifiableMap(Keys::keyOf, Function.identity()));
    }

    static <E extends Enum<E>> Keys<E> of(Class<E> type) {
        return new Keys<>(type);
    }

    @Nullable
    String of(E constant) {
        return byConstant.get(constant);
    }

    @Nullable
    E find(String key) {
        return byKey.get(key);
    }

    /** All names, for errors. */
    String all() {
        return byKey.keySet().stream().sorted().collect(Collectors.joining(", "));
    }

    private static String keyOf(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
