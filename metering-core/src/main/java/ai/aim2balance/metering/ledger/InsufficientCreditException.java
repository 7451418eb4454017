package ai.aim2balance.metering.ledger;

import ai.aim2balance.metering.internal.Json;
import java.io.Serial;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A call that the balance does not allow. Its payload has the form that LibreChat's clients know. */
public class InsufficientCreditException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    /** Why. */
    private final transient BalanceCheck check;

    InsufficientCreditException(BalanceCheck check) {
        super("the balance does not allow the call: " + check);
        this.check = check;
    }

    /**
     * Why.
     *
     * @return the check that refused
     */
    public BalanceCheck check() {
        return check;
    }

    /**
     * The facts by name.
     *
     * @return {@code type} ({@code token_balance}), {@code balance} and {@code tokenCost} in credits, {@code
     *     promptTokens}, {@code reason}, and {@code refillAt} where credits will be given; a new map
     */
    public Map<String, @Nullable Object> payload() {
        Map<String, @Nullable Object> payload = new LinkedHashMap<>();
        payload.put("type", "token_balance");
        payload.put("balance", check.balance());
        payload.put("tokenCost", check.tokenCost());
        payload.put("promptTokens", check.promptTokens());
        payload.put("reason", check.reason().name());
        if (check.nextRefill() != null) {
            payload.put("refillAt", check.nextRefill().toString());
        }
        return payload;
    }

    /**
     * The payload as JSON.
     *
     * @return one line
     */
    public String toJson() {
        return Json.write(payload());
    }
}
