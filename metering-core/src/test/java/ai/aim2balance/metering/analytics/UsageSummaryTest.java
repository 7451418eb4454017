package ai.aim2balance.metering.analytics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.aim2balance.metering.InvalidInputException;
import ai.aim2balance.metering.entry.EntryKind;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

class UsageSummaryTest {
    private static final ZoneId UTC = ZoneId.of("UTC");
    private static final Instant NOW = Instant.parse("2026-11-24T09:30:00Z");
    private static final UsageQuery ACME = UsageQuery.of(Scope.tenant("acme"));
    private static final long EUR = 1_000_000_000_000L;

    private final ListSource source = ListSource.of();
    private final UsageAnalytics usage = new UsageAnalytics(source, () -> NOW);

    @Test
    void the_first_instant_belongs_to_a_range_and_the_last_one_does_not() {
        source.entries.add(EntryOf.at("2026-11-23T23:59:59.999999Z").costs(1, 1).entry());
        source.entries.add(EntryOf.at("2026-11-24T00:00:00Z").costs(2, 2).entry());
        source.entries.add(EntryOf.at("2026-11-24T23:59:59.999999Z").costs(4, 4).entry());
        source.entries.add(EntryOf.at("2026-11-25T00:00:00Z").costs(8, 8).entry());

        assertThat(usage.summary(ACME, TimeRange.lastDays(1, UTC, NOW)).total().tokens())
                .isEqualTo(6);
    }

    @Test
    void the_average_is_rounded_half_even_at_twelve_decimals() {
        source.entries.add(EntryOf.at(NOW).costs(1, 2 * EUR).entry());
        source.entries.add(EntryOf.at(NOW).costs(1, 3 * EUR).entry());
        source.entries.add(EntryOf.at(NOW).costs(1, 3 * EUR).entry());

        assertThat(usage.summary(ACME, TimeRange.lastDays(1, UTC, NOW)).avgCostPerRequest())
                .isEqualTo("2.666666666667");
    }

    @Test
    void without_requests_there_is_no_average_and_everything_is_zero() {
        UsageSummary summary = usage.summary(ACME, TimeRange.lastDays(7, UTC, NOW));

        assertThat(summary.avgCostPerRequest()).isNull();
        assertThat(Figures.of(summary.total())).allMatch(figure -> figure.endsWith("=0"));
        assertThat(summary.asOf()).isEqualTo(NOW);
    }

    @Test
    void a_refund_takes_back_in_the_range_in_which_it_happened() {
        source.entries.add(EntryOf.at("2026-11-23T10:00:00Z").costs(10, 5 * EUR).entry());
        source.entries.add(EntryOf.at("2026-11-24T08:00:00Z")
                .seq(2)
                .kind(EntryKind.REFUND)
                .amounts(EntryOf.amounts(1, 5, 5, 5 * EUR).refunded(0, 1, 1))
                .entry());

        UsageSummary today = usage.summary(ACME, TimeRange.lastDays(1, UTC, NOW));
        UsageSummary both = usage.summary(ACME, TimeRange.lastDays(2, UTC, NOW));

        assertThat(today.total().costEur()).isEqualByComparingTo("-5");
        assertThat(today.total().requests()).isEqualTo(-1);
        assertThat(today.avgCostPerRequest()).isNull();
        assertThat(both.total().costEur()).isZero();
        assertThat(both.total().entries()).isEqualTo(2);
    }

    @Test
    void the_period_before_stands_beside_it() {
        source.entries.add(EntryOf.at("2026-11-23T10:00:00Z").costs(10, 5 * EUR).entry());
        source.entries.add(EntryOf.at("2026-11-24T08:00:00Z").costs(10, 7 * EUR).entry());

        UsageSummary summary = usage.summaryWithPrevious(ACME, TimeRange.lastDays(1, UTC, NOW));

        assertThat(summary.total().costEur()).isEqualByComparingTo("7");
        assertThat(summary.previous().total().costEur()).isEqualByComparingTo("5");
        assertThat(summary.previous().range().to()).isEqualTo(summary.range().from());
    }

    @Test
    void a_range_of_more_than_five_years_is_refused_before_the_source_is_asked() {
        TimeRange range = TimeRange.between(LocalDate.of(2020, 1, 1), LocalDate.of(2025, 1, 2), UTC);

        assertThatThrownBy(() -> usage.summary(ACME, range))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageEndingWith("at most P5Y");
        assertThat(source.asked).isEmpty();
    }

    @Test
    void time_and_groups_of_the_query_do_not_count_but_its_pin_does() {
        source.entries.add(EntryOf.at("2026-11-24T08:00:00Z").costs(1, 1).entry());
        source.entries.add(EntryOf.at("2026-11-24T08:00:00Z")
                .booked(NOW.plusSeconds(1))
                .costs(2, 1)
                .entry());
        UsageQuery query = ACME.between(NOW, NOW)
                .groupBy(List.of(Dimension.MODEL))
                .bucket(UsageQuery.FINEST_BUCKET)
                .asOf(NOW);

        UsageSummary summary = usage.summary(query, TimeRange.lastDays(1, UTC, NOW));

        assertThat(summary.total().tokens()).isEqualTo(1);
        assertThat(source.asked.get(0).groupBy()).isEmpty();
        assertThat(source.asked.get(0).bucket()).isNull();
    }

    @Test
    void environmental_totals_are_those_of_the_summary() {
        source.entries.add(EntryOf.at(NOW).costs(10, 5 * EUR + 1).entry());
        source.entries.add(EntryOf.at(NOW).costs(10, 7 * EUR + 3).entry());
        TimeRange today = TimeRange.lastDays(1, UTC, NOW);

        EnvironmentalTotals totals = usage.environmental(ACME, today);
        UsageSums sums = usage.summary(ACME, today).total();

        assertThat(totals)
                .isEqualTo(new EnvironmentalTotals(
                        today,
                        sums.kWh(),
                        sums.waterL(),
                        sums.co2eKg(),
                        sums.m2Restored(),
                        sums.donatedEur(),
                        sums.requests(),
                        sums.fallbackRequests(),
                        NOW));
        assertThat(totals.m2Restored())
                .isEqualByComparingTo(totals.restorationEur().multiply(BigDecimal.TEN));
    }
}
