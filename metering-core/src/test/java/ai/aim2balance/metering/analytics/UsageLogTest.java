package ai.aim2balance.metering.analytics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.aim2balance.metering.InvalidInputException;
import ai.aim2balance.metering.analytics.UsageLog.Request;
import ai.aim2balance.metering.analytics.UsageLog.Row;
import ai.aim2balance.metering.analytics.UsageLog.Sort;
import ai.aim2balance.metering.analytics.UsageLog.Status;
import ai.aim2balance.metering.entry.AccountId;
import ai.aim2balance.metering.entry.Entry;
import ai.aim2balance.metering.entry.EntryKind;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UsageLogTest {
    private static final Instant NOW = Instant.parse("2026-11-24T09:30:00Z");
    private static final ZoneId UTC = ZoneId.of("UTC");
    private static final TimeRange WEEK = TimeRange.lastDays(7, UTC, NOW);
    private static final UsageQuery ACME = UsageQuery.of(Scope.tenant("acme"));
    private static final Request TWO = Request.newest().limit(2);

    private final ListSource source = ListSource.of();
    private Instant now = NOW;
    private final UsageAnalytics usage = new UsageAnalytics(source, () -> now);

    private void spend(int count) {
        List<Entry> entries = new ArrayList<>();
        for (int i = source.entries.size() + 1; i <= count; i++) {
            entries.add(EntryOf.at(NOW.minusSeconds(count - i)).seq(i).entry());
        }
        source.entries.addAll(entries);
    }

    private static List<Long> numbers(UsageLog log) {
        return log.rows().stream().map(Row::seq).toList();
    }

    @Test
    void the_newest_twenty_come_first() {
        spend(30);

        UsageLog log = usage.log(ACME, WEEK, Request.newest());

        assertThat(numbers(log)).hasSize(20).startsWith(30L, 29L).endsWith(11L);
        assertThat(log.page()).isEqualTo(1);
        assertThat(log.totalRows()).isEqualTo(30);
        assertThat(log.totalRowsAtLeast()).isNull();
        assertThat(log.asOf()).isEqualTo(NOW);
    }

    @Test
    void a_row_says_what_was_booked() {
        Entry entry = EntryOf.at(NOW)
                .seq(7)
                .kind(EntryKind.SETTLE)
                .with(Dimension.PROJECT, "shop")
                .flags("fallback-price")
                .entry();
        source.entries.add(entry);

        assertThat(usage.log(ACME, WEEK, TWO).rows())
                .containsExactly(new Row(
                        "id-7",
                        entry.account(),
                        7,
                        EntryKind.SETTLE,
                        NOW,
                        entry.usage().call(),
                        ListSource.sum(List.of(entry)),
                        Status.UNPRICED,
                        entry.usage().flags()));
    }

    @Test
    void the_last_page_has_no_cursor() {
        spend(4);

        UsageLog first = usage.log(ACME, WEEK, TWO);
        UsageLog last = usage.log(ACME, WEEK, TWO.after(first.nextCursor()));

        assertThat(numbers(last)).containsExactly(2L, 1L);
        assertThat(last.nextCursor()).isNull();
        assertThat(last.page()).isNull();
        assertThat(last.totalRows()).isEqualTo(4);
    }

    @Test
    void later_pages_do_not_see_what_was_booked_after_the_first() {
        spend(4);
        UsageLog first = usage.log(ACME, WEEK, TWO);
        now = NOW.plusSeconds(60);
        source.entries.add(EntryOf.at(NOW.minusSeconds(2))
                .seq(99)
                .booked(NOW.plusSeconds(30))
                .entry());

        UsageLog second = usage.log(ACME, WEEK, TWO.after(first.nextCursor()));
        UsageLog numbered = usage.log(ACME, WEEK, TWO.page(2, first.asOf()));
        UsageLog anew = usage.log(ACME, WEEK, TWO.page(2, null));

        assertThat(numbers(second)).containsExactly(2L, 1L);
        assertThat(numbers(numbered)).containsExactly(2L, 1L);
        assertThat(numbered.totalRows()).isEqualTo(4);
        assertThat(numbers(anew)).contains(99L);
    }

    @Test
    void behind_a_cursor_a_rolling_range_stands_still() {
        source.entries.add(EntryOf.at(NOW.minus(Duration.ofHours(24))).seq(1).entry());
        source.entries.add(EntryOf.at(NOW.minus(Duration.ofHours(1))).seq(2).entry());
        TimeRange day = TimeRange.of(TimeRange.Expression.LAST_24_HOURS, UTC, NOW);
        TimeRange later = TimeRange.of(TimeRange.Expression.LAST_24_HOURS, UTC, NOW.plusSeconds(60));
        Request one = Request.newest().limit(1);

        UsageLog first = usage.log(ACME, day, one);
        UsageLog second = usage.log(ACME, later, one.after(first.nextCursor()));

        assertThat(numbers(second)).containsExactly(1L);
        assertThat(second.range()).isEqualTo(day);
    }

    @Test
    void a_cursor_of_another_query_is_refused() {
        spend(4);
        String cursor = usage.log(ACME, WEEK, TWO).nextCursor();
        UsageQuery filtered = ACME.where(Dimension.MODEL, List.of("gpt-4o"));
        String filteredCursor = usage.log(filtered, WEEK, TWO).nextCursor();
        TimeRange custom = TimeRange.between(WEEK.from(), WEEK.to(), UTC);
        List<Runnable> misuses = List.of(
                () -> usage.log(UsageQuery.of(Scope.tenant("globex")), WEEK, TWO.after(cursor)),
                () -> usage.log(ACME.within(Scope.account(new AccountId("acme", "ann"))), WEEK, TWO.after(cursor)),
                () -> usage.log(filtered, WEEK, TWO.after(cursor)),
                () -> usage.log(ACME, WEEK, TWO.after(filteredCursor)),
                () -> usage.log(ACME.search("gpt"), WEEK, TWO.after(cursor)),
                () -> usage.log(ACME.asOf(NOW), WEEK, TWO.after(cursor)),
                () -> usage.log(ACME, TimeRange.lastDays(30, UTC, NOW), TWO.after(cursor)),
                () -> usage.log(ACME, custom, TWO.after(cursor)),
                () -> usage.log(ACME, TimeRange.lastDays(7, ZoneId.of("Etc/UTC"), NOW), TWO.after(cursor)),
                () -> usage.log(ACME, WEEK, TWO.sort(Sort.DATE, true).after(cursor)),
                () -> usage.log(ACME, WEEK, TWO.sort(Sort.COST, false).after(cursor)));
        source.asked.clear();

        assertThat(misuses)
                .allSatisfy(misuse -> assertThatThrownBy(misuse::run)
                        .isInstanceOf(InvalidInputException.class)
                        .hasMessageStartingWith("cursor is ")
                        .hasMessageEndingWith("same scope, range, filters, search, sort and order"));
        assertThat(source.asked).isEmpty();
    }

    @Test
    void a_cursor_with_any_character_changed_is_refused() {
        spend(4);
        String cursor = usage.log(ACME, WEEK, TWO).nextCursor();
        assertThat(cursor).matches("[A-Za-z0-9_-]+");

        for (int i = 0; i < cursor.length(); i++) {
            char other = cursor.charAt(i) == 'A' ? 'B' : 'A';
            String changed = cursor.substring(0, i) + other + cursor.substring(i + 1);
            if (!Arrays.equals(bytes(changed), bytes(cursor))) {
                assertThatThrownBy(() -> usage.log(ACME, WEEK, TWO.after(changed)))
                        .isInstanceOf(InvalidInputException.class);
            }
        }
    }

    private static byte[] bytes(String cursor) {
        return Base64.getUrlDecoder().decode(cursor);
    }

    @ParameterizedTest(name = "\"{0}\" is no cursor")
    @ValueSource(strings = {"", "A", "AAAA", "****", "ÄÖÜ", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"})
    void a_text_that_is_no_cursor_is_refused(String text) {
        assertThatThrownBy(() -> usage.log(ACME, WEEK, TWO.after(text)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("cursor is ");
        assertThatThrownBy(() -> usage.log(ACME, WEEK, TWO.after("A".repeat(10_000))))
                .isInstanceOf(InvalidInputException.class);
    }

    @Test
    void a_cursor_with_another_pin_is_refused() {
        spend(4);
        String cursor = usage.log(ACME, WEEK, TWO).nextCursor();
        Request request = new Request(Sort.DATE, false, 2, null, cursor, NOW.plusSeconds(1));

        assertThatThrownBy(() -> usage.log(ACME, WEEK, request))
                .hasMessage("asOf is 2026-11-24T09:30:01Z; allowed: with this cursor 2026-11-24T09:30:00Z");
    }

    @Test
    void pages_by_number_end_at_ten_thousand_rows_and_name_the_cursor() {
        assertThat(Request.newest().limit(200).page(50, null).page()).isEqualTo(50);
        assertThatThrownBy(() -> Request.newest().limit(200).page(51, null))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("page × limit at most 10000; use the cursor");
        assertThatThrownBy(() -> Request.newest().page(Integer.MAX_VALUE, null))
                .isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> Request.newest().page(0, null)).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> Request.newest().limit(0)).hasMessage("limit is 0; allowed: 1 to 200");
        assertThatThrownBy(() -> Request.newest().limit(201)).hasMessage("limit is 201; allowed: 1 to 200");
        assertThatThrownBy(() -> new Request(Sort.DATE, false, 2, 1, "c", null))
                .hasMessage("page is 1; allowed: either a page or a cursor");
    }

    @Test
    void a_page_behind_the_last_one_is_empty() {
        spend(3);

        assertThat(usage.log(ACME, WEEK, TWO.page(3, null)).rows()).isEmpty();
        assertThat(usage.log(ACME, WEEK, TWO.sort(Sort.COST, true).page(3, null))
                        .rows())
                .isEmpty();
    }

    @Test
    void rows_are_counted_to_ten_thousand() {
        spend(10_000);
        assertThat(usage.log(ACME, WEEK, TWO).totalRows()).isEqualTo(10_000);

        source.entries.add(EntryOf.at(NOW).seq(10_001).entry());
        UsageLog log = usage.log(ACME, WEEK, TWO);

        assertThat(log.totalRows()).isNull();
        assertThat(log.totalRowsAtLeast()).isEqualTo(10_000);
    }

    @Test
    void more_than_ten_thousand_rows_are_sorted_by_time_only() {
        spend(10_001);

        assertThatThrownBy(() -> usage.log(ACME, WEEK, TWO.sort(Sort.COST, true)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage(
                        "sort is cost of 10001 rows; allowed: at most 10000 rows; narrow range or filters, or sort by"
                                + " date");
        assertThat(numbers(usage.log(ACME, WEEK, TWO.sort(Sort.DATE, true)))).containsExactly(1L, 2L);
        source.entries.remove(0);
        assertThat(usage.log(ACME, WEEK, TWO.sort(Sort.COST, true)).rows()).hasSize(2);
    }

    @Test
    void more_than_366_days_are_refused() {
        TimeRange range = TimeRange.between(LocalDate.of(2025, 1, 1), LocalDate.of(2026, 1, 3), UTC);

        assertThatThrownBy(() -> usage.log(ACME, range, TWO)).hasMessageEndingWith("at most P366D");
        assertThat(source.asked).isEmpty();
    }

    @ParameterizedTest(name = "by {0}: {1}")
    @CsvSource({
        "date, 1 2 3 4",
        "project, 1 4 2 3",
        "provider, 4 1 2 3",
        "model, 3 1 2 4",
        "inputTokens, 3 1 2 4",
        "outputTokens, 4 3 1 2",
        "tokens, 3 1 2 4",
        "cost, 2 1 3 4",
        "co2e, 2 1 3 4",
        "status, 4 1 3 2",
    })
    void rows_sort_by_every_column_and_backwards_alike(String sort, String order) {
        source.entries.add(EntryOf.at(NOW.minusSeconds(4))
                .seq(1)
                .amounts(EntryOf.amounts(1, 50, 20, 2_000))
                .flags("estimated-usage")
                .entry());
        source.entries.add(EntryOf.at(NOW.minusSeconds(3))
                .seq(2)
                .with(Dimension.PROJECT, "a")
                .amounts(EntryOf.amounts(1, 50, 20, 1_000))
                .context("failed")
                .entry());
        source.entries.add(EntryOf.at(NOW.minusSeconds(2))
                .seq(3)
                .with(Dimension.PROJECT, "b")
                .with(Dimension.MODEL, "Gpt-4o")
                .amounts(EntryOf.amounts(1, 40, 10, 3_000))
                .context("incomplete")
                .entry());
        source.entries.add(EntryOf.at(NOW.minusSeconds(1))
                .seq(4)
                .with(Dimension.PROVIDER, "google")
                .amounts(EntryOf.amounts(1, 70, 5, 4_000))
                .entry());
        List<Long> expected = Arrays.stream(order.split(" ")).map(Long::valueOf).toList();
        List<Long> backwards = new ArrayList<>(expected);
        Collections.reverse(backwards);
        Sort by = Sort.ofKey(sort);

        assertThat(numbers(usage.log(ACME, WEEK, Request.newest().sort(by, true))))
                .isEqualTo(expected);
        assertThat(numbers(usage.log(ACME, WEEK, Request.newest().sort(by, false))))
                .isEqualTo(backwards);
    }

    @Test
    void a_mistyped_sort_is_told_the_nearest_name() {
        assertThatThrownBy(() -> Sort.ofKey("token")).hasMessageStartingWith("sort is token; allowed: tokens, ");
    }

    @ParameterizedTest(name = "{0} with context {1}: {2}")
    @CsvSource({
        "some-flag, message, COMPLETE",
        "unpriced-region, message, COMPLETE",
        "estimated-usage, message, ESTIMATED",
        "derived-usage, message, ESTIMATED",
        "inconsistent-usage, message, ESTIMATED",
        "estimated-usage, incomplete, INCOMPLETE",
        "lost-tokens, message, INCOMPLETE",
        "unknown-input-usage, message, INCOMPLETE",
        "incomplete, message, INCOMPLETE",
        "fallback-price, incomplete, UNPRICED",
        "parked-price, message, UNPRICED",
        "unpriced-unit, message, UNPRICED",
        "fallback-price, failed, FAILED",
        "failed, message, FAILED",
    })
    void the_status_is_the_worst_that_holds(String flag, String context, Status status) {
        Entry entry = EntryOf.at(NOW).flags(flag).context(context).entry();

        assertThat(LogStatus.of(entry.usage())).isEqualTo(status);
        assertThat(status.key()).isEqualTo(status.name().toLowerCase(Locale.ROOT));
    }

    @Test
    void a_request_that_was_counted_as_unpriced_is_unpriced() {
        assertThat(LogStatus.of(EntryOf.at(NOW).costs(1, 7).entry().usage())).isEqualTo(Status.UNPRICED);
    }
}
