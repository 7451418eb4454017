package ai.aim2balance.metering.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonTest {
    @Test
    void numbers_are_never_binary_floats() {
        assertThat(Json.read("[1, 4.1400000000000003e-05, 9223372036854775808]", "body"))
                .isEqualTo(java.util.List.of(
                        1L, new BigDecimal("4.1400000000000003e-05"), new BigInteger("9223372036854775808")));
    }

    @Test
    void members_that_nobody_wants_are_skipped() {
        assertThat(Json.read("{\"a\": {\"b\": [1, 2]}, \"c\": 3}", "body", "c"::equals))
                .isEqualTo(Map.of("c", 3L));
    }

    @Test
    void what_is_read_is_written_again() {
        String json = "{\"a\":[1,2.50,true,null,\"x\\\"y\"],\"b\":{}}";
        assertThat(Json.write(Json.read(json, "body"))).isEqualTo(json);
    }

    @Test
    void half_a_surrogate_pair_survives_in_a_text_and_is_refused_in_a_name() {
        assertThat(Json.write("a\ud83d")).isEqualTo("\"a\\uD83D\"");
        assertThat(Json.read(Json.write("a\ud83d"), "text")).isEqualTo("a\ud83d");
        assertThat(Json.write(Map.of("\ud83d\ude00", 1))).isEqualTo("{\"\\uD83D\\uDE00\":1}");
        assertThatThrownBy(() -> Json.write(Map.of("a\ude00", 1))).hasMessageContaining("half a surrogate pair at 1");
    }

    @Test
    void broken_input_says_what_and_where() {
        assertThatThrownBy(() -> Json.read("{\"a\": tru}", "body"))
                .hasMessageStartingWith("body is not readable at line 1, column 7: Unrecognized token 'tru'");
        assertThatThrownBy(() -> Json.read("", "body")).hasMessageContaining("nothing there");
        assertThatThrownBy(() -> Json.read("{} {}", "body")).hasMessageContaining("more than one value");
        assertThatThrownBy(() -> Json.read("{\"a\": 1, \"a\": 2}", "body")).hasMessageContaining("Duplicate field");
        assertThatThrownBy(() -> Json.read("[".repeat(10_000), "body")).hasMessageContaining("nesting depth");
        assertThatThrownBy(() -> Json.read("9".repeat(1_000_000), "body")).hasMessageContaining("length");
        assertThatThrownBy(() -> Json.read("[1e99999999999]", "body")).hasMessageContaining("too large an exponent");
    }
}
