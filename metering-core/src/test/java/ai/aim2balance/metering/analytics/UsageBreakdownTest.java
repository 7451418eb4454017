package ai.aim2balance.metering.analytics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.aim2balance.metering.InvalidInputException;
import ai.aim2balance.metering.analytics.UsageBreakdown.Kind;
import ai.aim2balance.metering.analytics.UsageBreakdown.Row;
import ai.aim2balance.metering.entry.EntryKind;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

class UsageBreakdownTest {
    private static final Instant NOW = Instant.parse("2026-11-24T09:30:00Z");
    private static final TimeRange TODAY = TimeRange.lastDays(1, ZoneId.of("UTC"), NOW);
    private static final UsageQuery ACME = UsageQuery.of(Scope.tenant("acme"));

    private final ListSource source = ListSource.of();
    private final UsageAnalytics usage = new UsageAnalytics(source, () -> NOW);

    private void spend(String project, String provider, long tokens, long pico) {
        EntryOf entry = EntryOf.at(NOW).with(Dimension.PROVIDER, provider).costs(tokens, pico);
        source.entries.add((project == null ? entry : entry.with(Dimension.PROJECT, project)).entry());
    }

    private static List<String> texts(List<Row> rows) {
        return rows.stream()
                .map(row -> row.kind().key() + " " + row.name() + " "
                        + row.sums().tokens() + " " + row.tokenShare() + " " + row.costShare())
                .toList();
    }

    @Test
    void the_most_expensive_come_first_and_the_rest_is_one_row() {
        spend("b", "openai", 10, 300);
        spend("a", "openai", 20, 300);
        spend("c", "openai", 30, 350);
        spend("d", "openai", 30, 30);
        spend("e", "openai", 10, 20);

        UsageBreakdown breakdown = usage.breakdown(ACME, TODAY, Dimension.PROJECT, 3, null);

        assertThat(texts(breakdown.rows()))
                .containsExactly(
                        "value c 30 30.00 35.00",
                        "value a 20 20.00 30.00",
                        "value b 10 10.00 30.00",
                        "other null 40 40.00 5.00");
        assertThat(breakdown.total().tokens()).isEqualTo(100);
    }

    @Test
    void as_many_values_as_rows_leave_no_rest() {
        spend("a", "openai", 10, 300);
        spend("b", "openai", 20, 200);

        assertThat(usage.breakdown(ACME, TODAY, Dimension.PROJECT, 2, null).rows())
                .extracting(Row::kind)
                .containsOnly(Kind.VALUE);
    }

    @Test
    void entries_without_a_value_are_a_row_and_not_the_value_none() {
        spend(null, "openai", 10, 300);
        spend("none", "openai", 10, 300);
        spend("other", "openai", 10, 400);

        assertThat(texts(usage.breakdown(ACME, TODAY, Dimension.PROJECT).rows()))
                .containsExactly("value other 10 33.34 40.00", "value none 10 33.33 30.00", "none null 10 33.33 30.00");
    }

    @Test
    void each_row_is_divided_by_the_split_and_its_parts_share_the_row() {
        spend("a", "openai", 10, 300);
        spend("a", "mistral", 30, 100);
        spend("b", "mistral", 10, 100);
        spend("c", "google", 10, 50);
        spend("d", "openai", 10, 50);

        List<Row> rows = usage.breakdown(ACME, TODAY, Dimension.PROJECT, 2, Dimension.PROVIDER)
                .rows();

        assertThat(texts(rows.get(0).parts()))
                .containsExactly("value openai 10 25.00 75.00", "value mistral 30 75.00 25.00");
        assertThat(texts(rows.get(1).parts())).containsExactly("value mistral 10 100.00 100.00");
        assertThat(texts(rows.get(2).parts()))
                .containsExactly("value google 10 50.00 50.00", "value openai 10 50.00 50.00");
    }

    @Test
    void a_row_of_refunds_has_no_share_and_takes_back_from_the_total() {
        spend("a", "openai", 10, 300);
        spend("b", "openai", 10, 100);
        source.entries.add(EntryOf.at(NOW)
                .with(Dimension.PROJECT, "c")
                .kind(EntryKind.REFUND)
                .amounts(EntryOf.amounts(1, 2, 2, 200).refunded(0, 1, 1))
                .entry());

        UsageBreakdown breakdown = usage.breakdown(ACME, TODAY, Dimension.PROJECT);

        assertThat(texts(breakdown.rows()))
                .containsExactly("value a 10 50.00 75.00", "value b 10 50.00 25.00", "value c -4 0.00 0.00");
        assertThat(breakdown.total().costEur()).isEqualByComparingTo(new BigDecimal("200E-12"));
    }

    @Test
    void no_entries_make_no_rows() {
        UsageBreakdown breakdown = usage.breakdown(ACME, TODAY, Dimension.MODEL);

        assertThat(breakdown.rows()).isEmpty();
        assertThat(breakdown.total().entries()).isZero();
    }

    @Test
    void twenty_values_have_a_row_unless_asked_otherwise() {
        for (int i = 0; i < 30; i++) {
            spend("p" + i, "openai", 10, 100 + i);
        }

        assertThat(usage.breakdown(ACME, TODAY, Dimension.PROJECT).rows())
                .hasSize(21)
                .last()
                .extracting(Row::kind)
                .isEqualTo(Kind.OTHER);
    }

    @Test
    void misuse_is_refused_before_the_source_is_asked() {
        assertThatThrownBy(() -> usage.breakdown(ACME, TODAY, Dimension.MODEL, 0, null))
                .hasMessage("limit is 0; allowed: 1 to 100");
        assertThatThrownBy(() -> usage.breakdown(ACME, TODAY, Dimension.MODEL, 101, null))
                .hasMessage("limit is 101; allowed: 1 to 100");
        assertThatThrownBy(() -> usage.breakdown(ACME, TODAY, Dimension.MODEL, 5, Dimension.MODEL))
                .hasMessage("split is model; allowed: another dimension than by, model");
        assertThat(source.asked).isEmpty();
    }

    @Test
    void users_of_one_name_in_two_tenants_are_never_one_row() {
        source.entries.add(EntryOf.at(NOW).by("acme", "ann").entry());
        source.entries.add(EntryOf.at(NOW).by("globex", "ann").entry());
        UsageQuery all = UsageQuery.of(Scope.allTenants());

        assertThatThrownBy(() -> usage.breakdown(all, TODAY, Dimension.USER))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("by is user; allowed: for all tenants a dimension other than user");
        assertThatThrownBy(() -> usage.breakdown(all, TODAY, Dimension.MODEL, 5, Dimension.USER))
                .isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> usage.series(all, TODAY, UsageSeries.Bucket.DAY, Dimension.USER))
                .isInstanceOf(InvalidInputException.class);
        assertThat(usage.breakdown(all, TODAY, Dimension.TENANT, 5, Dimension.USER)
                        .rows())
                .hasSize(2)
                .allMatch(row -> row.parts().size() == 1);
    }
}
