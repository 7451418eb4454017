package ai.aim2balance.metering.usage;

/** Chooses once, when it is first asked for. */
final class StandardEstimator {
    static final TokenEstimator INSTANCE = choose();

    private StandardEstimator() {}

    private static TokenEstimator choose() {
        try {
            readJTokkit();
            return JTokkitEstimator.create();
        } catch (LinkageError e) {
            // the jar is optional
            return CharacterEstimator.INSTANCE;
        }
    }

    /**
     * JTokkit has no descriptor; its module is named after its file, and a descriptor must not rely on that. So this
     * module reads it when it runs, by whatever name it is there.
     */
    private static void readJTokkit() {
        ModuleLayer.boot().modules().stream()
                .filter(module -> module.getPackages().contains("com.knuddels.jtokkit"))
                .forEach(StandardEstimator.class.getModule()::addReads);
    }
}
