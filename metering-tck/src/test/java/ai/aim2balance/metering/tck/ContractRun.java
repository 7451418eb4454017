package ai.aim2balance.metering.tck;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import ai.aim2balance.metering.store.MeteringStore;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs the contract inside a test, and says which of its tests failed. */
final class ContractRun implements TestExecutionListener {
    /** Errors by the name of the test, such as {@code Append.commitsABatch}. */
    final TreeMap<String, Throwable> failures = new TreeMap<>();

    final List<String> passed = new ArrayList<>();

    private ContractRun() {}

    static ContractRun of(Supplier<MeteringStore> healthy) {
        return of(Broken.of("none", healthy));
    }

    static ContractRun of(Broken store) {
        ContractRun run = new ContractRun();
        UnderTest.tried = store;
        LauncherFactory.create(LauncherConfig.builder()
                        .enableLauncherSessionListenerAutoRegistration(false)
                        .enableLauncherDiscoveryListenerAutoRegistration(false)
                        .enablePostDiscoveryFilterAutoRegistration(false)
                        .enableTestExecutionListenerAutoRegistration(false)
                        .build())
                .execute(
                        LauncherDiscoveryRequestBuilder.request()
                                .selectors(selectClass(UnderTest.class))
                                .configurationParameter("junit.jupiter.execution.parallel.enabled", "false")
                                .build(),
                        run);
        return run;
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        String name = test.getSource().map(ContractRun::name).orElse(test.getDisplayName());
        switch (result.getStatus()) {
            case FAILED -> failures.put(name, result.getThrowable().orElseThrow());
            case SUCCESSFUL -> {
                if (test.isTest()) {
                    passed.add(name);
                }
            }
            case ABORTED -> {}
        }
    }

    private static String name(TestSource source) {
        if (source instanceof MethodSource method) {
            String type = method.getClassName();
            return type.substring(Math.max(type.lastIndexOf('$'), type.lastIndexOf('.')) + 1) + "."
                    + method.getMethodName();
        }
        return source.toString();
    }

    /** The contract for whichever store is tried. No test of the build: it is run by {@link ContractRun} alone. */
    static final class UnderTest extends MeteringStoreContract {
        private static Broken tried;

        @Override
        protected MeteringStore createStore() {
            return tried.store().get();
        }

        @Override
        protected boolean transactional() {
            return tried.transactional();
        }

        @Override
        int questions() {
            return 40;
        }

        @Override
        long patienceSeconds() {
            return 2;
        }

        @Override
        protected MeteringStore anotherNode(MeteringStore first) {
            return tried.node().apply(first);
        }
    }
}
