package ai.aim2balance.metering.docs;

import static org.assertj.core.api.Assertions.assertThat;

import ai.aim2balance.metering.analytics.Dimension;
import ai.aim2balance.metering.analytics.EntryOf;
import ai.aim2balance.metering.analytics.EnvironmentalTotals;
import ai.aim2balance.metering.analytics.ListSource;
import ai.aim2balance.metering.analytics.Scope;
import ai.aim2balance.metering.analytics.TimeRange;
import ai.aim2balance.metering.analytics.UsageAnalytics;
import ai.aim2balance.metering.analytics.UsageBreakdown;
import ai.aim2balance.metering.analytics.UsageLog;
import ai.aim2balance.metering.analytics.UsageQuery;
import ai.aim2balance.metering.analytics.UsageSeries;
import ai.aim2balance.metering.analytics.UsageSource;
import ai.aim2balance.metering.analytics.UsageSummary;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnalyticsDocTest {
    private static final String DOCUMENT = "docs/analytics.md";
    private static final long MILLI = 1_000_000_000L;

    private final UsageSource store = ListSource.of(
            EntryOf.at("2026-10-24T20:00:00Z")
                    .seq(1)
                    .with(Dimension.PROJECT, "shop")
                    .costs(1_200, 2 * MILLI)
                    .entry(),
            EntryOf.at("2026-10-24T22:30:00Z")
                    .seq(2)
                    .with(Dimension.PROJECT, "shop")
                    .costs(1_500, 3 * MILLI)
                    .entry(),
            EntryOf.at("2026-10-25T12:00:00Z").seq(3).costs(300, MILLI).entry());
    private final Clock clock = Clock.fixed(Instant.parse("2026-10-26T09:00:00Z"), ZoneOffset.UTC);

    @Test
    void the_documented_questions_have_the_documented_answers() throws IOException {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);

        // snippet: questions
        UsageAnalytics usage = new UsageAnalytics(store, clock);
        UsageQuery query = UsageQuery.of(Scope.tenant("acme")).where(Dimension.PROVIDER, List.of("openai"));
        TimeRange range = TimeRange.lastDays(3, ZoneId.of("Europe/Berlin"), clock.instant());

        UsageSummary summary = usage.summary(query, range);
        out.println(summary.total().tokens() + " tokens for " + summary.total().costEur() + " EUR, "
                + summary.avgCostPerRequest() + " EUR each");

        UsageBreakdown projects = usage.breakdown(query, range, Dimension.PROJECT, 20, Dimension.MODEL);
        projects.rows().forEach(row -> out.println(row.kind() + " " + row.name() + ": " + row.costShare() + " %"));

        UsageSeries days = usage.series(query, range, UsageSeries.Bucket.DAY, null);
        days.points()
                .forEach(day ->
                        out.println(day.start() + ": " + day.sums().costEur().toPlainString() + " EUR"));

        UsageLog.Request request =
                UsageLog.Request.newest().sort(UsageLog.Sort.COST, false).limit(2);
        UsageLog first = usage.log(query, range, request);
        UsageLog second = usage.log(query, range, request.after(first.nextCursor())); // null on the last page
        second.rows().forEach(row -> out.println(row.date() + " " + row.call().model() + " " + row.status()));

        EnvironmentalTotals environment = usage.environmental(query, range);
        out.println(environment.kWh().low() + " to " + environment.kWh().high() + " kWh");
        // end

        assertThat(DocumentedCode.block(DOCUMENT, "snippet: AnalyticsDocTest#questions"))
                .isEqualTo(DocumentedCode.snippet(AnalyticsDocTest.class, "questions"));
        assertThat(DocumentedCode.block(DOCUMENT, "It prints:")).isEqualTo(printed.toString(StandardCharsets.UTF_8));
    }
}
