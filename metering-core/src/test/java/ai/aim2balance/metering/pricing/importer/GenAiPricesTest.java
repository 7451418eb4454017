package ai.aim2balance.metering.pricing.importer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.aim2balance.metering.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GenAiPricesTest {
    private static final String GOOD =
            "{\"id\": \"good\", \"match\": {\"equals\": \"good\"}, \"prices\": {\"input_mtok\": 1}}";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{\"input_mtok\": -1}|acme/m: rate|-1|0 to 1000000 USD",
                "{\"input_mtok\": 1e30}|acme/m: rate|1000000000000000000000000000000|0 to 1000000 USD",
                "{\"input_mtok\": \"1\"}|acme/m: input_mtok|1|a number",
                "{\"input_mtokens\": 1}|acme/m: input_mtokens|1|the price keys of format v2",
                "{\"cache_read_mtok\": 1}|acme/m: price of input_tokens|missing|a rate, since cache_read_tokens is priced and is a part of it",
                "[{\"constraint\": {\"start_date\": \"soon\"}, \"prices\": {}}]|acme/m: constraint|{start_date=soon}|a date, or two times in UTC",
                "null|acme/m: prices|null|a list",
            })
    void a_model_with_a_bad_price_is_left_out_and_told(String prices, String place, String value, String allowed) {
        ImportedCatalog imported = GenAiPrices.read(
                "[{\"id\": \"acme\", \"models\": [{\"id\": \"m\", \"match\": {\"equals\": \"m\"}, \"prices\": " + prices
                        + "}, " + GOOD + "]}]",
                "t1");

        assertThat(imported.findings())
                .containsExactly(new ImportFinding(ImportFinding.Kind.REFUSED, place, value, "allowed: " + allowed));
        assertThat(imported.catalog().find("acme", "m")).isEmpty();
        assertThat(imported.catalog().find("acme", "good")).isPresent();
    }

    @Test
    void a_match_rule_that_could_hang_is_refused() {
        ImportedCatalog imported = GenAiPrices.read(
                "[{\"id\": \"acme\", \"models\": [{\"id\": \"m\", \"match\": {\"regex\": \"(a+)+$\"}, \"prices\": {}}]}]",
                "t1");

        assertThat(imported.findings().get(0))
                .hasToString(
                        "REFUSED acme/m: match rule regex = (a+)+$: allowed: an expression of at most 500 characters"
                                + " without repeated groups that repeat or choose inside, without back references and"
                                + " look-around, and with at most 2 open-ended repetitions");
    }

    @Test
    void an_empty_price_object_is_a_free_model_and_not_an_unknown_one() {
        ImportedCatalog imported = GenAiPrices.read(
                "[{\"id\": \"acme\", \"models\": [{\"id\": \"m\", \"match\": {\"equals\": \"m\"}, \"prices\": {}}]}]",
                "t1");

        assertThat(imported.catalog().find("acme", "m").orElseThrow().free()).isTrue();
    }

    @Test
    void what_is_no_feed_is_an_error() {
        assertThatThrownBy(() -> GenAiPrices.read("{}", "t1"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("genai-prices feed is {}; allowed: a list");
        assertThatThrownBy(() -> GenAiPrices.read("[{\"id\": \"acme\", \"models\": NaN}]", "t1"))
                .hasMessageStartingWith(
                        "genai-prices feed is not readable at line 1, column 30: Non-standard token 'NaN'");
    }
}
