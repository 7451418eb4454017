package ai.aim2balance.metering.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.aim2balance.metering.InvalidInputException;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

@NullUnmarked
class EntryJsonTest {
    private static Stream<String> names() {
        return Samples.all().keySet().stream();
    }

    private static String golden(String name) {
        try (InputStream file = EntryJsonTest.class.getResourceAsStream(name + ".json")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void theStoredFormIsTheOneInTheFile(String name) {
        assertThat(EntryJson.write(Samples.all().get(name)))
                .as("a stored form is never changed without a new format version")
                .isEqualTo(golden(name))
                .doesNotContain("\n");
    }

    @ParameterizedTest
    @MethodSource("names")
    void whatWasStoredIsRead(String name) {
        assertThat(EntryJson.read(golden(name))).isEqualTo(Samples.all().get(name));
    }

    @Test
    void aCallAndAStateHaveFormsOfTheirOwn() {
        assertThat(EntryJson.writeUsage(Samples.call())).startsWith("{\"formatVersion\":1,\"provider\":\"openai\",");
        assertThat(EntryJson.readUsage(EntryJson.writeUsage(Samples.call()))).isEqualTo(Samples.call());
        assertThat(EntryJson.writeState(Samples.STATE))
                .isEqualTo("{\"credits\":5000,\"granted\":5000,\"mode\":\"enforced\"}");
        assertThat(EntryJson.readState(EntryJson.writeState(Samples.STATE))).isEqualTo(Samples.STATE);
    }

    @Test
    void zerosThatWereReportedDifferFromUnitsThatWereNot() {
        assertThat(EntryJson.writeUsage(Samples.call()))
                .contains("\"units\":{\"input_tokens\":100,\"output_tokens\":20,\"cache_read_tokens\":0}");
        UsageRecord empty = EntryJson.readUsage(
                EntryJson.writeUsage(Samples.call()).replaceFirst("\"units\":\\{[^}]*}", "\"units\":{}"));
        UsageRecord none =
                EntryJson.readUsage(EntryJson.writeUsage(Samples.call()).replaceFirst("\"units\":\\{[^}]*},", ""));
        assertThat(empty.usage().counts()).isEmpty();
        assertThat(none.usage()).isNull();
        assertThat(EntryJson.readUsage(EntryJson.writeUsage(empty))).isEqualTo(empty);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"seq\":2                    | \"seq\":0                       | entry: seq is 0; allowed: 1 or more",
                "\"seq\":2                    | \"seq\":\"2\"                   | entry.seq is 2; allowed: a number",
                "\"seq\":2                    | \"seq\":2.5                     | entry.seq is 2.5; allowed: -9223372036854775808 to 9223372036854775807, at most 0 decimals",
                "\"seq\":2,                   |                                 | entry.seq is missing; allowed: a whole number",
                "\"kind\":\"spend\",          |                                 | entry.kind is missing; allowed: a text",
                "\"tenantId\":\"acme\"        | \"tenantId\":\"\"               | entry: tenant is empty; allowed: a text",
                "\"tenantId\":\"acme\"        | \"tenantId\":7                  | entry.tenantId is 7; allowed: a text",
                "\"formatVersion\":1          | \"formatVersion\":0             | entry.formatVersion is 0; allowed: 1 to",
                "\"formatVersion\":1          | \"formatVersion\":4294967297    | entry.formatVersion is 4294967297; allowed: 1 to 2147483647",
                "\"occurredAt\":\"2026-11     | \"occurredAt\":\"2026-13        | entry.occurredAt is 2026-13-24T09:30:00.123456Z; allowed: an instant",
                "\"creditsDelta\":-412.5      | \"creditsDelta\":-0.0000001     | entry.creditsDelta is -1E-7; allowed: -9223372036854.775808 to 9223372036854.775807, at most 6 decimals",
                "\"creditsDelta\":-412.5      | \"creditsDelta\":1e13           | entry.creditsDelta is 1E+13; allowed: -9223372036854.775808",
                "\"creditsDelta\":-412.5      | \"creditsDelta\":1e999999999    | entry.creditsDelta is a number of 1 digits, -999999999 of them decimals; allowed: at most 38 digits",
                "\"stateAfter\":{             | \"stateAfter\":7,\"x\":{        | entry.stateAfter is 7; allowed: an object",
                "\"mode\":\"enforced\"        | \"mode\":7                      | entry.stateAfter.mode is 7; allowed: a text",
                "\"credits\":4587.5           | \"reserved\":-1,\"credits\":1   | entry.stateAfter: reserved is -1000000; allowed: 0 or more",
                "\"input_tokens\":100         | \"input_tokens\":-1             | entry.usage.units: input_tokens is -1; allowed: 0 to",
                "\"input_tokens\":100         | \"inputs\":1                    | entry.usage.units: usage unit is inputs; allowed: ",
                "\"costEUR\":0.000448886978   | \"costEUR\":0.0004488869781     | entry.usage.amounts.costEUR is 0.0004488869781; allowed: -9223372.036854775808",
                "\"costEUR\":0.000448886978,  |                                 | entry.usage.amounts.costEUR is missing; allowed: a number",
                "\"tokenType\":\"completion\" | \"tokenType\":\"image\"         | entry.usage.transactions[1].tokenType is image; allowed: completion, credits, other, prompt",
                "\"rate\":1.0832              | \"rate\":1000                   | entry.usage.price.exchange: exchange rate USD_PER_EUR is 1000; allowed: 0.01 to 100",
                "\"date\":\"2026-11-23\"      | \"date\":\"23.11.2026\"         | entry.usage.price.exchange.date is 23.11.2026; allowed: a day such as",
                "\"batch\":true               | \"batch\":\"true\"              | entry.usage.batch is true; allowed: true or false",
                "\"batch\":true               | \"batches\":true                | entry.usage.batches is an unknown field; allowed: ",
                "\"flags\":[                  | \"flags\":[7,                   | entry.usage.flags[0] is 7; allowed: a text",
                "\"flags\":[                  | \"flags\":7,\"x\":[             | entry.usage.flags is 7; allowed: a list",
                "\"team\":\"blue\"            | \"team\":null                   | entry.usage.tags.team is missing; allowed: a text",
                "\"fingerprint\":             | \"fingerprints\":               | entry.fingerprint is missing; allowed: a text",
                "\"fingerprint\":             | \"sum\":1,\"fingerprint\":      | entry.sum is an unknown field; allowed: formatVersion, tenantId, user, seq, "
            })
    void whatIsNoEntryIsRefusedByItsPath(String from, String to, String message) {
        String wrong = golden("spend").replace(from, to == null ? "" : to);
        assertThatThrownBy(() -> EntryJson.read(wrong))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void whatIsNoJsonObjectIsRefused() {
        assertThatThrownBy(() -> EntryJson.read("[]")).hasMessage("entry is a list; allowed: an object");
        assertThatThrownBy(() -> EntryJson.read("")).hasMessageStartingWith("entry is not readable");
        assertThatThrownBy(() -> EntryJson.readState("null")).hasMessage("state is null; allowed: an object");
        assertThatThrownBy(() -> EntryJson.readUsage(null)).hasMessage("usage is null; allowed: a JSON object");
        assertThatThrownBy(() -> EntryJson.write(null)).hasMessage("entry is null; allowed: an entry");
    }

    @Test
    void whatIsTheSameInAnotherSpellingIsTheSameEntry() {
        String other = golden("spend")
                .replace("\"creditsDelta\":-412.5", "\"creditsDelta\":-4.125000e2")
                .replace("\"seq\":2", "\"seq\":2.0")
                .replace("09:30:00.123456Z", "10:30:00.123456+01:00")
                .replace("\"kind\":\"spend\",", "\"refersTo\":null,\"kind\":\"spend\",");
        assertThat(EntryJson.read(other)).isEqualTo(Samples.all().get("spend"));
    }

    @Test
    void aKindOfANewerVersionIsUnknown() {
        Entry entry = EntryJson.read(golden("spend").replace("\"kind\":\"spend\"", "\"kind\":\"grant\""));
        assertThat(entry.kind()).isEqualTo(EntryKind.UNKNOWN);
        assertThat(entry.understood()).isFalse();
    }

    @Test
    void whatANewerStateSaysIsKeptAndWrittenBack() {
        String json = "{\"credits\":1,\"granted\":1,\"budgets\":[{\"limit\":1.50}],\"mode\":\"limited\",\"note\":null,"
                + "\"refill\":{\"policy\":\"every-period\",\"jitter\":5}}";
        AccountState state = EntryJson.readState(json);
        assertThat(state.unknown())
                .containsOnly(
                        Map.entry("budgets", "[{\"limit\":1.50}]"),
                        Map.entry("mode", "\"limited\""),
                        Map.entry("note", "null"),
                        Map.entry("refill", "{\"policy\":\"every-period\",\"jitter\":5}"));
        assertThat(state.mode()).isEqualTo(BalanceMode.ENFORCED);
        assertThat(state.refill()).isNull();
        assertThat(EntryJson.writeState(state)).isEqualTo(json);
        assertThat(EntryJson.readState(EntryJson.writeState(state))).isEqualTo(state);
    }

    @ParameterizedTest
    @CsvSource({"up-to, down-to", "months, fortnights", "skip, some", "Europe/Berlin, Mars/Olympus"})
    void refillSettingsOfANewerVersionAreKeptAsAWhole(String known, String newer) {
        Entry entry = EntryJson.read(golden("settings").replace(known, newer));
        assertThat(entry.stateAfter().refill()).isNull();
        assertThat(entry.stateAfter().unknown().get("refill")).contains(newer);
        assertThat(entry.understood()).isFalse();
        assertThat(EntryJson.read(EntryJson.write(entry))).isEqualTo(entry);
    }

    @Test
    void refillSettingsThatAreWrongAreRefused() {
        assertThatThrownBy(() -> EntryJson.read(
                        golden("settings").replace("\"refillIntervalValue\":1", "\"refillIntervalValue\":0")))
                .hasMessage("entry.stateAfter.refill.refillIntervalValue is 0; allowed: 1 to 10000");
        assertThatThrownBy(() ->
                        EntryJson.read(golden("settings").replace("\"refillAmount\":20000", "\"refillAmount\":0")))
                .hasMessageStartingWith("entry.stateAfter.refill: refillAmount is 0; allowed: credits above 0");
        assertThatThrownBy(() -> EntryJson.readState("{\"credits\":1,\"mode\":\"off\",\"refill\":7}"))
                .hasMessage("state.refill is 7; allowed: an object");
        assertThatThrownBy(() -> EntryJson.readState("{\"credits\":1,\"mode\":\"off\",\"x\":[1e999999999]}"))
                .hasMessageStartingWith("state.x is a number of 1 digits");
    }

    @Test
    void ofANewerFormatWhatThisVersionKnowsIsRead() {
        String newer = golden("spend")
                .replace("\"formatVersion\":1", "\"formatVersion\":2,\"budget\":{\"id\":7}")
                .replace("\"input_tokens\":100", "\"input_tokens\":100,\"input_smells\":3")
                .replace("\"tokenType\":\"completion\"", "\"tokenType\":\"image\",\"sum\":1")
                .replace("\"creditBasis\":\"list-price\"", "\"creditBasis\":\"cost-price\"");
        Entry entry = EntryJson.read(newer);
        assertThat(entry.formatVersion()).isEqualTo(2);
        assertThat(entry.understood()).isFalse();
        assertThat(entry.usage().usage()).isEqualTo(Samples.call().usage());
        assertThat(entry.usage().transactions().get(1).tokenType()).isEqualTo(TokenType.OTHER);
        assertThatThrownBy(() -> EntryJson.read(newer.replace("\"seq\":2", "\"seq\":{}")))
                .hasMessage("entry.seq is an object; allowed: a number");
        String usage =
                EntryJson.writeUsage(Samples.call()).replace("\"formatVersion\":1", "\"formatVersion\":9,\"x\":1");
        assertThat(EntryJson.readUsage(usage)).isEqualTo(Samples.call());
    }

    @Test
    void anUnknownFieldThatCannotBeWrittenIsRefused() {
        assertThatThrownBy(() -> EntryJson.writeState(unknown(Map.of("x", "no json"))))
                .hasMessageStartingWith("state.unknown.x is not readable");
        assertThatThrownBy(() -> EntryJson.writeState(unknown(Map.of("credits", "7"))))
                .hasMessage("state.unknown.credits is 7; allowed: no field of this version");
        assertThatThrownBy(() -> EntryJson.writeState(unknown(Map.of("a\ud83d", "7"))))
                .hasMessage("name in JSON is a text with half a surrogate pair at 1; allowed: whole characters");
    }

    private static AccountState unknown(Map<String, String> unknown) {
        return new AccountState(0, 0, 0, null, 0, BalanceMode.OFF, false, null, unknown);
    }

    @Test
    void decimalsAreKeptWithoutExponent() {
        assertThat(new Payment(new BigDecimal("1E+3"), "EUR", null).amount()).isEqualTo(new BigDecimal("1000"));
        assertThat(new Transaction(TokenType.PROMPT, 0, new BigDecimal("2E1"), 0, 0, 0, 0).rate())
                .isEqualTo(new BigDecimal("20"));
        for (String odd : Set.of("1e999999999", "1e-999999999", "1e-61", "1e38")) {
            assertThatThrownBy(() -> new Payment(new BigDecimal(odd), "EUR", null))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageStartingWith("payment amount is ")
                    .hasMessageContaining("below 10^15, with at most 12 decimals");
        }
    }
}
