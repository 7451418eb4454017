package ai.aim2balance.metering.pricing;

import ai.aim2balance.metering.InvalidInputException;
import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** A call was refused before it was made, because the catalogue does not know its model. Nothing was changed. */
public class UnknownModelException extends InvalidInputException {
    @Serial
    private static final long serialVersionUID = 1L;

    UnknownModelException(String provider, @Nullable String model, String catalog) {
        super("model of " + provider, String.valueOf(model), "a model of the catalogue " + catalog);
    }
}
