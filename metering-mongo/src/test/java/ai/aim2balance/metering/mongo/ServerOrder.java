package ai.aim2balance.metering.mongo;

import java.lang.reflect.Method;
import java.util.Optional;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The server in the process orders texts as Java does, not by their UTF-8 bytes as MongoDB and its kin do. Two tests of the
 * contract are about nothing else.
 */
final class ServerOrder implements ExecutionCondition {
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        Optional<Method> test = context.getTestMethod();
        boolean aboutOrder = test.isPresent() && test.get().getName().equals("orderOfAccounts");
        return aboutOrder && !TestMongo.isReal()
                ? ConditionEvaluationResult.disabled(
                        "the server in the process orders texts as Java does, not by bytes:"
                                + " -Dmetering.test.mongo.uri=… names a real one")
                : ConditionEvaluationResult.enabled("");
    }
}
