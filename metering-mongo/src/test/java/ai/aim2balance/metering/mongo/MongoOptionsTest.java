package ai.aim2balance.metering.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.aim2balance.metering.InvalidInputException;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Options")
class MongoOptionsTest {
    @Test
    @DisplayName("change one thing at a time")
    void changes() {
        MongoOptions options = MongoOptions.DEFAULT
                .withCollectionPrefix("m_")
                .withSchemaMode(SchemaMode.NONE)
                .withTimeLimit(Duration.ofSeconds(1))
                .withQueryTimeLimit(Duration.ofSeconds(2))
                .withClockSkew(Duration.ofSeconds(3))
                .withLanes(7);

        assertThat(options)
                .isEqualTo(new MongoOptions(
                        "m_", SchemaMode.NONE, Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(3), 7));
    }

    @Test
    @DisplayName("let the order of arrival lag for longer than a write can be under way and clocks can differ")
    void lag() {
        assertThat(MongoOptions.DEFAULT.arrivalLag()).isEqualTo(Duration.ofSeconds(15));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "Metering", "a.b", "$x", "1a", "a-b", "system.", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
            })
    @DisplayName("refuse what is no plain prefix")
    void prefixes(String prefix) {
        refused("collectionPrefix", () -> MongoOptions.DEFAULT.withCollectionPrefix(prefix));
    }

    @Test
    @DisplayName("refuse numbers and times out of their ranges")
    void ranges() {
        refused("timeLimit", () -> MongoOptions.DEFAULT.withTimeLimit(Duration.ofMillis(99)));
        refused("timeLimit", () -> MongoOptions.DEFAULT.withTimeLimit(Duration.ofMinutes(6)));
        refused("queryTimeLimit", () -> MongoOptions.DEFAULT.withQueryTimeLimit(Duration.ofHours(2)));
        refused("clockSkew", () -> MongoOptions.DEFAULT.withClockSkew(Duration.ofNanos(-1)));
        refused("clockSkew", () -> MongoOptions.DEFAULT.withClockSkew(Duration.ofMinutes(6)));
        refused("lanes", () -> MongoOptions.DEFAULT.withLanes(0));
        refused("lanes", () -> MongoOptions.DEFAULT.withLanes(65));
        refused("schemaMode", () -> MongoOptions.DEFAULT.withSchemaMode(null));
        refused("timeLimit", () -> MongoOptions.DEFAULT.withTimeLimit(null));
        refused("collectionPrefix", () -> MongoOptions.DEFAULT.withCollectionPrefix(null));
    }

    private static void refused(String field, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(InvalidInputException.class).hasMessageContaining(field);
    }
}
