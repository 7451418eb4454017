package ai.aim2balance.metering.pricing.catalog;

import ai.aim2balance.metering.InvalidInputException;
import ai.aim2balance.metering.internal.YamlMap;
import java.util.function.Supplier;

/** Adds the file, the line and the field to an error of a value that did not know where it was written. */
final class PlacedError {
    private PlacedError() {}

    static <T> T at(YamlMap yaml, String key, Supplier<T> value) {
        try {
            return value.get();
        } catch (InvalidInputException e) {
            if (e.field().contains(", line ")) {
                throw e;
            }
            InvalidInputException placed = yaml.error(key, e.value(), e.allowed());
            throw new InvalidInputException(placed.field() + " (" + e.field() + ")", e.value(), e.allowed(), e);
        }
    }
}
