package ai.aim2balance.metering.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import ai.aim2balance.metering.entry.Entry;
import ai.aim2balance.metering.entry.EntryKind;
import ai.aim2balance.metering.store.InMemoryMeteringStore;
import ai.aim2balance.metering.store.MeteringStore;
import ai.aim2balance.metering.usage.UsageFlag;
import ai.aim2balance.metering.usage.UsageReader;
import ai.aim2balance.metering.usage.UsageReading;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When the id of a response is taken for the id of a posting, and when that would lose a call. */
class ResponseIdsTest {
    private static final String UNIQUE = "chatcmpl-B9MBs8CjcvOU2jLn4n570S5qMJKcT";

    private final MeteringStore store = new InMemoryMeteringStore();
    private final Metering metering = Ledgers.on(store, Clock.systemUTC()).build();

    @AfterEach
    void close() {
        metering.close();
    }

    private static UsageReading response(String provider, String id) {
        return response(provider, "chat", id);
    }

    private static UsageReading response(String provider, String api, String id) {
        return UsageReader.bundled().read(provider, api, """
                {"id": "%s", "model": "gpt-4o-2024-08-06",
                 "usage": {"prompt_tokens": 800, "completion_tokens": 100, "total_tokens": 900}}
                """.formatted(id));
    }

    private SpendResult book(UsageReading reading) {
        return metering.spendTokens(Spend.builder(Ledgers.ANNA, reading).build());
    }

    private List<Entry> spends() {
        return metering.operator().entries(Ledgers.ANNA, 1, 100).stream()
                .filter(entry -> entry.kind() == EntryKind.SPEND)
                .toList();
    }

    @Test
    void a_response_with_a_unique_id_is_booked_once_without_an_id_of_the_caller() {
        book(response("openai", UNIQUE));

        assertThat(book(response("openai", UNIQUE))).isInstanceOf(SpendResult.AlreadyApplied.class);
        assertThat(spends())
                .singleElement()
                .satisfies(entry -> assertThat(entry.postingId()).isEqualTo("openai/chat/" + UNIQUE + "#0"));
    }

    @Test
    void an_id_that_a_local_server_draws_from_a_thousand_loses_no_call() {
        book(response("openai", "chatcmpl-417"));
        book(response("openai", "chatcmpl-417"));

        assertThat(spends()).hasSize(2);
    }

    @Test
    void a_provider_whose_ids_nobody_calls_unique_loses_no_call() {
        book(response("mistral", "default", UNIQUE));
        book(response("mistral", "default", UNIQUE));

        assertThat(spends()).hasSize(2);
    }

    @Test
    void what_was_counted_so_far_does_not_stand_in_the_way_of_the_final_counts() {
        UsageReading last = response("openai", UNIQUE);
        UsageReading aborted = new UsageReading(
                last.provider(),
                last.api(),
                last.model(),
                last.responseId(),
                last.usage(),
                Set.of(UsageFlag.ESTIMATED),
                null,
                null,
                false,
                null,
                null,
                List.of());
        book(aborted);
        book(last);

        assertThat(spends()).hasSize(2).noneMatch(entry -> entry.usage().flags().contains("id-collision"));
    }

    @Test
    void parts_of_one_response_are_spends_of_their_own_and_no_requests() {
        UsageReading reading = UsageReader.bundled().read("anthropic", "default", """
                {"id": "msg_01XFDUDYJgAACzvnptvVoYEL", "model": "claude-opus-4-6", "usage": {"input_tokens": 220,
                 "output_tokens": 431, "iterations": [
                 {"type": "compaction", "input_tokens": 5196, "output_tokens": 1904},
                 {"type": "compaction", "input_tokens": 5196, "output_tokens": 1904},
                 {"type": "message", "input_tokens": 220, "output_tokens": 431}]}}
                """);
        List<Spend> calls = Spend.builders(Ledgers.ANNA, reading).stream()
                .map(Spend.Builder::build)
                .toList();
        calls.forEach(metering::spendTokens);
        calls.forEach(metering::spendTokens);

        assertThat(spends())
                .extracting(Entry::postingId)
                .containsExactly(
                        "anthropic/default/msg_01XFDUDYJgAACzvnptvVoYEL#0",
                        "anthropic/default/msg_01XFDUDYJgAACzvnptvVoYEL#1",
                        "anthropic/default/msg_01XFDUDYJgAACzvnptvVoYEL#2");
        assertThat(spends())
                .extracting(entry -> entry.usage().amounts().requests())
                .containsExactly(1L, 0L, 0L);
        assertThat(metering.audit(Ledgers.ANNA).isProven()).isTrue();
    }

    @Test
    void a_part_that_could_not_be_booked_is_a_part_when_it_is_replayed() {
        Spend part = Spend.builder(Ledgers.ANNA, response("openai", UNIQUE))
                .id("p")
                .response(null, true, List.of())
                .occurredAt(Clock.systemUTC().instant())
                .build();
        metering.operator().replay(List.of(SpendJson.write(part, null, NotBookedException.Reason.STORE_UNAVAILABLE)));

        assertThat(spends())
                .singleElement()
                .satisfies(
                        entry -> assertThat(entry.usage().amounts().requests()).isZero());
    }

    @Test
    void open_holds_are_listed_by_their_expiry() {
        for (int minutes : List.of(50, 10, 40, 20, 30)) {
            metering.reserve(PlannedCall.ofCredits(Ledgers.ANNA, Ledgers.credits("1"))
                    .holdId("h" + minutes)
                    .life(Duration.ofMinutes(minutes)));
        }

        assertThat(metering.operator().openHolds(Ledgers.ANNA))
                .extracting(Entry::postingId)
                .containsExactly("h10", "h20", "h30", "h40", "h50");
    }
}
