package ai.aim2balance.metering.pricing.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.aim2balance.metering.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CatalogFileTest {
    private static final String HEAD = "format: 1\nversion: t1\nsource: test\nproviders:\n  acme:\n    models:\n";

    @Test
    void a_file_that_was_written_reads_back_the_same() {
        String yaml = PriceCatalog.bundled().toYaml();

        assertThat(PriceCatalog.ofYaml(yaml, "copy.yaml").toYaml()).isEqualTo(yaml);
    }

    @Test
    void every_condition_and_tier_survives_writing() {
        PriceCatalog catalog = PriceCatalog.ofYaml(
                HEAD
                        + "      'm:1':\n        aliases: [m-one, \"it's\"]\n        context: 1000\n        deprecated: true\n"
                        + "        source: a page\n        prices:\n"
                        + "          - rates: {input_tokens: {base: 1, above: {200000: 2.5, 400000: 3}}}\n"
                        + "          - {from: 2026-03-13, until: '2026-05-01T12:30:00Z', daily: 00:30-16:30, tier: Flex,"
                        + " batch: true, region: EU, rates: {input_tokens: 0.5}}\n",
                "acme.yaml");

        assertThat(PriceCatalog.ofYaml(catalog.toYaml(), "copy").toYaml()).isEqualTo(catalog.toYaml());
        PriceCondition condition =
                catalog.find("acme", "it's").orElseThrow().rows().get(1).condition();
        assertThat(condition.serviceTier()).isEqualTo("flex");
        assertThat(condition.region()).isEqualTo("eu");
        assertThat(condition.from()).isEqualTo("2026-03-13T00:00:00Z");
        assertThat(condition.until()).isEqualTo("2026-05-01T12:30:00Z");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "m: {prices: {input_token: 1}}|acme.yaml, line 7: providers.acme.models.m.prices.input_token is no unit of usage; allowed: a unit such as input_tokens",
                "m: {price: {input_tokens: 1}}|acme.yaml, line 7: providers.acme.models.m.price is an unknown field; allowed: aliases, context, deprecated, match, prices, source",
                "m: {prices: {input_tokens: -1}}|acme.yaml, line 7: providers.acme.models.m.prices.input_tokens (rate) is -1; allowed: 0 to 1000000 USD",
                "m: {prices: {input_tokens: .nan}}|acme.yaml, line 7: providers.acme.models.m.prices.input_tokens is .nan; allowed: a decimal number such as 2.5",
                "m: {prices: {input_tokens: 1,5}}|acme.yaml, line 7: providers.acme.models.m.prices.5 is no unit of usage; allowed: a unit such as requests",
                "m: {prices: {input_tokens: 1e999999999}}|acme.yaml, line 7: providers.acme.models.m.prices.input_tokens (rate) is 1E+999999999; allowed: 0 to 1000000 USD",
                "m: {prices: {cache_read_tokens: 1}}|acme.yaml, line 7: providers.acme.models.m.prices (price of input_tokens) is missing; allowed: a rate, since cache_read_tokens is priced and is a part of it",
                "m: {prices: {input_tokens: 1, cache_read_tokens: 1, input_audio_tokens: 2}}|acme.yaml, line 7: providers.acme.models.m.prices (price of cache_audio_read_tokens) is missing; allowed: a rate, since it is a part of two priced units of which none contains the other",
                "m: {prices: {input_tokens: {base: 1, above: {many: 2}}}}|acme.yaml, line 7: providers.acme.models.m.prices.input_tokens.above.many is many; allowed: a number of tokens",
                "m: {prices: {input_tokens: {base: 1, above: {5: 2, 3: 4}}}}|acme.yaml, line 7: providers.acme.models.m.prices.input_tokens (tier start) is 3; allowed: more than 5",
                "m: {prices: [{from: 2026-13-01, rates: {}}]}|acme.yaml, line 7: providers.acme.models.m.prices[0].from is 2026-13-01; allowed: a date or an instant such as 2026-03-13 or 2026-03-13T00:00:00Z",
                "m: {prices: [{daily: 22:00-06:00, rates: {}}]}|acme.yaml, line 7: providers.acme.models.m.prices[0].daily is 22:00-06:00; allowed: a start before the end; write a night as the rest of the day",
                "m: {prices: []}|acme.yaml, line 7: providers.acme.models.m (prices of m) is empty; allowed: one row or more; {} for a free model",
                "m: {prices: {}, prices: {}}|acme.yaml, line 7: providers.acme.models.m.prices is given twice; allowed: each name once",
                "m: {match: {regex: '(a+)+$'}, prices: {}}|acme.yaml, line 7: providers.acme.models.m.match.regex (match rule regex) is (a+)+$; allowed: an expression of at most 500 characters without repeated groups that repeat or choose inside, without back references and look-around, and with at most 2 open-ended repetitions",
                "m: {match: {like: a}, prices: {}}|acme.yaml, line 7: providers.acme.models.m.match.like is an unknown field; allowed: all, any, contains, endsWith, equals, regex, startsWith",
            })
    void a_mistake_is_told_with_file_line_and_field(String model, String message) {
        assertThatThrownBy(() -> PriceCatalog.ofYaml(HEAD + "      " + model + "\n", "acme.yaml"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage(message);
    }

    @Test
    void a_yaml_bomb_is_refused_before_it_grows() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x]\n");
        for (int i = 1; i < 30; i++) {
            bomb.append("a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
        }
        assertThatThrownBy(() -> PriceCatalog.ofYaml(bomb.toString(), "bomb.yaml"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("bomb.yaml is refused: Number of aliases for non-scalar nodes exceeds");
        assertThatThrownBy(() -> PriceCatalog.ofYaml("[".repeat(100_000), "deep.yaml"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("deep.yaml");
    }

    @Test
    void what_is_not_yaml_is_told_with_its_line() {
        assertThatThrownBy(() -> PriceCatalog.ofYaml("format: 1\nversion: [\n", "broken.yaml"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("broken.yaml, line 3 is not YAML");
        assertThatThrownBy(() -> PriceCatalog.ofYaml("", "empty.yaml"))
                .hasMessage("empty.yaml is empty; allowed: names with values");
        assertThatThrownBy(() -> PriceCatalog.ofYaml("format: 2\n", "new.yaml"))
                .hasMessage("new.yaml, line 1: format is 2; allowed: 1");
    }
}
