package ai.aim2balance.metering.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class QuickstartTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private int status;

    private String run(String input, String... args) throws IOException {
        InputStream stdin = System.in;
        System.setIn(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
        try (PrintStream stdout = new PrintStream(out, false, StandardCharsets.UTF_8);
                PrintStream stderr = new PrintStream(err, false, StandardCharsets.UTF_8)) {
            status = Quickstart.run(List.of(args), stdout, stderr);
        } finally {
            System.setIn(stdin);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void a_priced_line_says_usage_price_impact_and_flags() throws IOException {
        String answer = run(
                "{\"id\": 7, \"provider\": \"openai\", \"at\": \"2026-02-02T08:00:00Z\", \"zone\": \"DEU\", \"body\":"
                        + " {\"model\": \"gpt-4o\", \"usage\": {\"prompt_tokens\": 1000, \"completion_tokens\": 200,"
                        + " \"total_tokens\": 1200}}, \"extra\": 1}\n",
                "price",
                "--usd-eur",
                "0.9");

        assertThat(answer)
                .startsWith("{\"id\":7,\"provider\":\"openai\",\"model\":\"gpt-4o\","
                        + "\"priceVersion\":\"openai/gpt-4o@2026-08-21\","
                        + "\"usage\":{\"input_tokens\":1000,\"output_tokens\":200},"
                        + "\"listUsd\":{\"input\":\"0.0025\",\"output\":\"0.002\",\"total\":\"0.0045\"},"
                        + "\"costEUR\":\"0.0047739375\","
                        + "\"credits\":\"4500\",\"impact\":{\"kWh\":{\"low\":\"")
                .contains("\"zone\":\"DEU\"")
                .endsWith("\"flags\":[\"ignored-field:extra\"],\"more\":[]}\n");
    }

    @Test
    void usage_beside_the_call_is_priced_as_a_record_of_its_own() throws IOException {
        String answer = run(
                "{\"id\": \"a\", \"provider\": \"anthropic\", \"api\": \"default\", \"at\": \"2026-02-02T08:00:00Z\","
                        + " \"body\": {\"model\": \"claude-opus-4-6\", \"usage\": {\"input_tokens\": 220,"
                        + " \"output_tokens\": 431, \"iterations\": [{\"type\": \"compaction\", \"input_tokens\": 55196,"
                        + " \"output_tokens\": 1904}, {\"type\": \"message\", \"input_tokens\": 220, \"output_tokens\":"
                        + " 431}]}}}\n",
                "price");

        assertThat(answer)
                .contains("\"usage\":{\"input_tokens\":220,\"output_tokens\":431}")
                .contains("\"more\":[{\"part\":\"compaction\",\"provider\":\"anthropic\"")
                .contains("\"usage\":{\"input_tokens\":55196,\"output_tokens\":1904}");
    }

    @Test
    void what_a_line_says_about_tier_and_batch_holds_where_the_body_does_not_say_it() throws IOException {
        Path catalog = Files.writeString(
                Files.createTempFile("catalog", ".yaml"),
                "format: 1\nversion: v\nsource: s\nproviders:\n  openai:\n    models:\n      house:\n        prices:\n"
                        + "          - {rates: {input_tokens: 4, output_tokens: 4}}\n"
                        + "          - {batch: true, rates: {input_tokens: 2, output_tokens: 2}}\n"
                        + "          - {tier: flex, rates: {input_tokens: 3, output_tokens: 3}}\n");
        String body = "\"body\": {\"model\": \"house\", %s\"usage\": {\"prompt_tokens\": 1000000,"
                + " \"completion_tokens\": 0}}}\n";
        String answers = run(
                "{\"id\": 1, \"provider\": \"openai\", \"batch\": true, " + body.formatted("")
                        + "{\"id\": 2, \"provider\": \"openai\", \"serviceTier\": \"flex\", " + body.formatted("")
                        + "{\"id\": 3, \"provider\": \"openai\", \"serviceTier\": \"flex\", "
                        + body.formatted("\"service_tier\": \"default\", "),
                "price",
                "--catalog",
                catalog.toString());

        assertThat(answers.lines())
                .satisfiesExactly(
                        line -> assertThat(line).contains("\"total\":\"2\"}").contains("\"flags\":[]"),
                        line -> assertThat(line).contains("\"total\":\"3\"}").contains("\"flags\":[]"),
                        line -> assertThat(line).contains("\"total\":\"4\"}").contains("\"flags\":[]"));
        Files.delete(catalog);
    }

    @Test
    void a_bad_line_gets_an_error_and_the_next_one_a_price() throws IOException {
        String answers = run("""
                nonsense
                {"id": "1", "provider": "opnai", "body": {"usage": {}}}
                {"id": "2", "provider": "openai", "model": "gpt-4o", "usage": {"input_tokens": -3}}
                {"id": "3", "provider": "openai", "model": "gpt-4o", "usage": {"input_tokens": 1.5}}
                {"id": "4", "provider": "openai", "model": "gpt-4o", "usage": {"input_tokens": 1}, "body": {}}
                {"id": "5", "provider": "openai", "model": "gpt-4o", "at": "soon", "usage": {"input_tokens": 1}}
                {"id": "6", "provider": "openai", "model": "no-such-model", "usage": {"input_tokens": 1}}
                """, "price");

        List<String> lines = answers.lines().toList();
        assertThat(lines.get(0))
                .startsWith("{\"id\":null,\"error\":\"line is not readable at column 1: Unrecognized token");
        assertThat(lines.get(1)).startsWith("{\"id\":\"1\",\"error\":\"provider is opnai; allowed: openai, ");
        assertThat(lines.subList(2, 6))
                .containsExactly(
                        "{\"id\":\"2\",\"error\":\"input_tokens is -3; allowed: 0 to 9223372036854775807\"}",
                        "{\"id\":\"3\",\"error\":\"usage.input_tokens is 1.5; allowed: a whole number\"}",
                        "{\"id\":\"4\",\"error\":\"usage is given beside a body; allowed: one of body and usage\"}",
                        "{\"id\":\"5\",\"error\":\"at is soon; allowed: an instant such as 2026-01-31T12:00:00Z\"}");
        assertThat(lines.get(6)).contains("\"priceVersion\":\"fallback@1\"").contains("\"flags\":[\"fallback-price\"]");
        assertThat(status).isZero();
    }

    @Test
    void wrong_types_are_told_and_never_taken_for_no() throws IOException {
        String answers = run("""
                {"id": 1, "provider": "openai", "batch": "true", "usage": {"input_tokens": 1}}
                {"id": 2, "provider": "openai", "model": "%s", "usage": {"input_tokens": 1}}
                {"id": 3, "provider": "openai", "model": 4, "usage": {"input_tokens": 1}}
                """.formatted("m".repeat(2_000)), "price");

        List<String> lines = answers.lines().toList();
        assertThat(lines.get(0)).isEqualTo("{\"id\":1,\"error\":\"batch is \\\"true\\\"; allowed: true or false\"}");
        assertThat(lines.get(1)).endsWith("…; allowed: a text of at most 1000 characters\"}");
        assertThat(lines.get(2))
                .isEqualTo("{\"id\":3,\"error\":\"model is 4; allowed: a text of at most 1000 characters\"}");
    }

    @Test
    void counts_beyond_any_range_get_an_error_and_never_end_the_program() throws IOException {
        String answers = run("""
                {"id": 1, "provider": "openai", "model": "m", "usage": {"cache_read_tokens": 9223372036854775807,\
                 "cache_write_tokens": 1}}
                {"id": 2, "provider": "openai", "model": "gpt-4o", "usage": {"input_tokens": 9223372036854775807}}
                {"id": 3, "provider": "openai", "model": "gpt-4o", "usage": {"input_tokens": 1}}
                """, "price");

        assertThat(answers.lines().toList())
                .satisfiesExactly(
                        line -> assertThat(line)
                                .isEqualTo("{\"id\":1,\"error\":\"the sum of the parts of input_tokens is too large;"
                                        + " allowed: 0 to 9223372036854775807\"}"),
                        line -> assertThat(line)
                                .startsWith("{\"id\":2,\"error\":\"cost of input_tokens in USD is 23058430092136.9395"),
                        line -> assertThat(line).contains("\"total\":\"0.0000025\""));
    }

    @Test
    void a_line_beyond_the_limits_of_the_parser_is_told_with_its_id() throws IOException {
        String answers = run("""
                {"id": 1, "provider": "openai", "usage": {"input_tokens": %s}}
                {"id": 2, "provider": "openai", "usage": %s}
                {"id": 3, "provider": "openai", "model": "gpt-4o", "usage": {"input_tokens": 1}}
                """.formatted("9".repeat(5_000), "[".repeat(5_000)), "price");

        List<String> lines = answers.lines().toList();
        assertThat(lines.get(0)).startsWith("{\"id\":1,\"error\":\"line is not readable: Number value length (5000)");
        assertThat(lines.get(1))
                .startsWith("{\"id\":2,\"error\":\"line is not readable: Document nesting depth (1001)");
        assertThat(lines.get(2)).contains("\"total\":\"0.0000025\"");
    }

    @Test
    void a_byte_order_mark_before_the_first_line_is_no_part_of_it() throws IOException {
        String answers = run("\uFEFF{\"id\": 1, \"provider\": \"openai\", \"usage\": {\"input_tokens\": 1}}", "price");

        assertThat(answers).startsWith("{\"id\":1,\"provider\":\"openai\"");
    }

    @Test
    void wrong_options_are_told_with_what_is_allowed() throws IOException {
        assertThat(errorOf("price", "--usd-eur", "0"))
                .isEqualTo("--usd-eur is 0; allowed: EUR for one USD, 0.01 to 100");
        assertThat(errorOf("price", "--rules", "mine")).isEqualTo("--rules is mine; allowed: own, feed");
        assertThat(errorOf("price", "--catalogue", "x"))
                .isEqualTo("option is --catalogue; allowed: --catalog, --usd-eur, --rules");
        assertThat(errorOf("price", "--catalog")).isEqualTo("--catalog is without a value; allowed: a value after it");
        assertThat(errorOf("price", "--catalog", "a.yaml", "b.yaml"))
                .isEqualTo("--catalog is a.yaml b.yaml; allowed: one value");
        assertThat(errorOf("prize")).isEqualTo("program is prize; allowed: replay, price, help");
    }

    private String errorOf(String... args) throws IOException {
        err.reset();
        run("", args);
        assertThat(status).isEqualTo(2);
        return err.toString(StandardCharsets.UTF_8).lines().findFirst().orElseThrow();
    }

    @Test
    void lines_of_any_number_pass_through_without_being_kept() throws IOException {
        byte[] line = "{\"id\":\"1\",\"provider\":\"openai\",\"model\":\"gpt-4o\",\"usage\":{\"input_tokens\":1}}\n"
                .getBytes(StandardCharsets.UTF_8);
        int count = 50_000;
        long[] written = new long[1];
        OutputStream counting = new OutputStream() {
            @Override
            public void write(int b) {
                written[0] += b == '\n' ? 1 : 0;
            }
        };
        InputStream endless = new InputStream() {
            private long position;

            @Override
            public int read() {
                return position < (long) count * line.length ? line[(int) (position++ % line.length)] : -1;
            }

            @Override
            public int read(byte[] buffer, int offset, int length) {
                int n = 0;
                for (int next = read(); next >= 0; next = n < length ? read() : -1) {
                    buffer[offset + n++] = (byte) next;
                }
                return n == 0 ? -1 : n;
            }
        };

        new Price(Options.parse(List.of()), new PrintStream(counting, false, StandardCharsets.UTF_8)).run(endless);

        assertThat(written[0]).isEqualTo(count);
    }
}
