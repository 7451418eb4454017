package ai.aim2balance.metering.tck;

import static org.assertj.core.api.Assertions.assertThat;

import ai.aim2balance.metering.entry.Entry;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Many questions about a few hundred entries, answered by the store and by a plain model. */
abstract class RandomQueryGroup extends ContractGroup {
    /** Another seed: {@code -Dmetering.tck.seed=7}. */
    private static final long SEED = Long.getLong("metering.tck.seed", 20_261_124);

    private static final int ACCOUNTS = 7;
    private static final int LENGTH = 60;

    @Test
    @DisplayName("have the sums of the model")
    void sums() {
        RandomUsage usage = givenRandomUsage();
        for (int i = 1; i <= contract().questions(); i++) {
            RandomUsage.Asked asked = usage.question();
            assertThat(UsageModel.byGroup(store().aggregate(asked.query())))
                    .as("seed %d, question %d: %s", SEED, i, asked.text())
                    .isEqualTo(UsageModel.byGroup(UsageModel.aggregate(usage.entries(), asked.query())));
        }
    }

    @Test
    @DisplayName("have the entries of the model in its order")
    void log() {
        RandomUsage usage = givenRandomUsage();
        for (int i = 1; i <= contract().questions(); i++) {
            RandomUsage.Asked asked = usage.question();
            assertThat(places(store().log(asked.query())))
                    .as("seed %d, question %d: %s", SEED, i, asked.text())
                    .isEqualTo(places(UsageModel.log(usage.entries(), asked.query())));
        }
    }

    private RandomUsage givenRandomUsage() {
        RandomUsage usage = new RandomUsage(SEED);
        usage.chains(ACCOUNTS, LENGTH).forEach(this::given);
        return usage;
    }

    private static List<String> places(List<Entry> entries) {
        return entries.stream()
                .map(entry -> entry.account().tenant() + " " + entry.account().user() + " " + entry.seq())
                .toList();
    }
}
