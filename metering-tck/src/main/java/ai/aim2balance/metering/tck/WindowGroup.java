package ai.aim2balance.metering.tck;

import static org.assertj.core.api.Assertions.assertThat;

import ai.aim2balance.metering.analytics.Dimension;
import ai.aim2balance.metering.analytics.Scope;
import ai.aim2balance.metering.analytics.UsageQuery;
import ai.aim2balance.metering.analytics.UsageRow;
import ai.aim2balance.metering.entry.Entry;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Half-open times, the instant of booking, and buckets that begin at midnight UTC. */
abstract class WindowGroup extends ContractGroup {
    private static final UsageQuery ACME = UsageQuery.of(Scope.tenant("acme"));
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    @Test
    @DisplayName("include the first instant of a range")
    void firstInstant() {
        givenAt("2026-03-01T11:59:59.999999Z", "2026-03-01T12:00:00Z");

        assertThat(requests(ACME.between(NOON, null))).isEqualTo(1);
    }

    @Test
    @DisplayName("exclude the last instant of a range, but not the microsecond before it")
    void lastInstant() {
        givenAt("2026-03-01T11:59:59.999999Z", "2026-03-01T12:00:00Z");

        assertThat(requests(ACME.between(null, NOON))).isEqualTo(1);
    }

    @Test
    @DisplayName("cut by the microsecond")
    void byTheMicrosecond() {
        givenAt("2026-03-01T12:00:00.000499Z", "2026-03-01T12:00:00.000500Z", "2026-03-01T12:00:00.000501Z");

        assertThat(requests(ACME.between(NOON.plusNanos(500_000), NOON.plusNanos(501_000))))
                .isEqualTo(1);
    }

    @Test
    @DisplayName("of a range that begins where it ends are none")
    void emptyRange() {
        givenAt("2026-03-01T12:00:00Z");

        assertThat(store().aggregate(ACME.between(NOON, NOON))).isEmpty();
    }

    @Test
    @DisplayName("of two ranges that meet add up to those of the whole")
    void rangesThatMeet() {
        givenAt("2026-03-01T11:00:00Z", "2026-03-01T12:00:00Z", "2026-03-01T12:00:00Z", "2026-03-01T13:00:00Z");
        Instant from = NOON.minusSeconds(3_600);
        Instant to = NOON.plusSeconds(3_600);

        assertThat(requests(ACME.between(from, NOON)) + requests(ACME.between(NOON, to)))
                .isEqualTo(requests(ACME.between(from, to)))
                .isEqualTo(3);
    }

    @Test
    @DisplayName("go by when it happened, not by when it was booked")
    void byOccurrence() {
        given(
                plain(ALICE, 1),
                SampleEntry.spend(ALICE, 2, SampleUsage.call().build())
                        .at(NOON)
                        .recordedAt(NOON.plusSeconds(7_200))
                        .build());

        assertThat(requests(ACME.between(NOON, NOON.plusSeconds(1)))).isEqualTo(1);
    }

    @Test
    @DisplayName("as of an instant include what was booked at it, and nothing that was booked later")
    void asOf() {
        given(
                plain(ALICE, 1),
                booked(2, NOON.minusNanos(1_000)),
                booked(3, NOON),
                booked(4, NOON.plusNanos(1_000)),
                booked(5, NOON.plusSeconds(9)));

        assertThat(requests(ACME.asOf(NOON))).isEqualTo(2);
    }

    @Test
    @DisplayName("in buckets of 15 minutes have their full quarter in each")
    void quarters() {
        givenAt(
                "2026-03-01T11:59:59.999999Z",
                "2026-03-01T12:00:00Z",
                "2026-03-01T12:14:59.999999Z",
                "2026-03-01T12:15:00Z");

        assertThat(buckets(ACME.bucket(Duration.ofMinutes(15))))
                .containsExactlyInAnyOrder(
                        "2026-03-01T11:45:00Z=1", "2026-03-01T12:00:00Z=2", "2026-03-01T12:15:00Z=1");
    }

    @Test
    @DisplayName("in buckets of an hour begin at the full hour UTC")
    void hours() {
        givenAt("2026-03-29T00:59:59.999999Z", "2026-03-29T01:00:00Z", "2026-03-29T01:59:59Z", "2026-03-29T02:00:00Z");

        assertThat(buckets(ACME.bucket(Duration.ofHours(1))))
                .containsExactlyInAnyOrder(
                        "2026-03-29T00:00:00Z=1", "2026-03-29T01:00:00Z=2", "2026-03-29T02:00:00Z=1");
    }

    @Test
    @DisplayName("in buckets of a day begin at midnight UTC, also where clocks are changed")
    void days() {
        givenAt(
                "2026-03-28T23:59:59.999999Z",
                "2026-03-29T00:00:00Z",
                "2026-03-29T23:59:59Z",
                "2026-10-25T00:30:00Z",
                "2026-10-25T23:30:00Z");

        assertThat(buckets(ACME.bucket(Duration.ofDays(1))))
                .containsExactlyInAnyOrder(
                        "2026-03-28T00:00:00Z=1", "2026-03-29T00:00:00Z=2", "2026-10-25T00:00:00Z=2");
    }

    @Test
    @DisplayName("in buckets of other widths that divide a day begin at midnight UTC")
    void otherWidths() {
        givenAt("2026-03-01T02:29:59Z", "2026-03-01T02:30:00Z", "2026-03-01T23:45:00Z");

        assertThat(buckets(ACME.bucket(Duration.ofMinutes(30))))
                .containsExactlyInAnyOrder(
                        "2026-03-01T02:00:00Z=1", "2026-03-01T02:30:00Z=1", "2026-03-01T23:30:00Z=1");
        assertThat(buckets(ACME.bucket(Duration.ofHours(8))))
                .containsExactlyInAnyOrder("2026-03-01T00:00:00Z=2", "2026-03-01T16:00:00Z=1");
    }

    @Test
    @DisplayName("in buckets do not begin with the range that was asked for")
    void bucketsOfARange() {
        givenAt("2026-03-01T12:05:00Z", "2026-03-01T12:10:00Z", "2026-03-01T12:20:00Z");

        assertThat(buckets(ACME.between(NOON.plusSeconds(600), NOON.plusSeconds(3_600))
                        .bucket(Duration.ofHours(1))))
                .containsExactly("2026-03-01T12:00:00Z=2");
    }

    @Test
    @DisplayName("in buckets are right before 1970 too")
    void beforeTheEpoch() {
        givenAt("1969-12-31T23:59:59.999999Z", "1969-12-31T23:45:00Z");

        assertThat(buckets(ACME.bucket(Duration.ofMinutes(15)))).containsExactly("1969-12-31T23:45:00Z=2");
    }

    @Test
    @DisplayName("in buckets and groups have a row for each pair that occurs")
    void bucketsAndGroups() {
        given(
                plain(ALICE, 1),
                spend(2, "2026-03-01T12:00:00Z", "a"),
                spend(3, "2026-03-01T12:01:00Z", "b"),
                spend(4, "2026-03-01T12:20:00Z", "a"),
                spend(5, "2026-03-01T12:21:00Z", null));

        List<UsageRow> rows =
                store().aggregate(ACME.bucket(Duration.ofMinutes(15)).groupBy(Set.of(Dimension.PROJECT)));

        assertThat(rows)
                .extracting(row -> row.bucket() + " " + row.group().get(Dimension.PROJECT))
                .containsExactlyInAnyOrder(
                        "2026-03-01T12:00:00Z a",
                        "2026-03-01T12:00:00Z b",
                        "2026-03-01T12:15:00Z a",
                        "2026-03-01T12:15:00Z null");
    }

    private void givenAt(String... times) {
        List<Entry> chain = new ArrayList<>(List.of(plain(ALICE, 1)));
        for (String time : times) {
            chain.add(spend(chain.size() + 1L, time, null));
        }
        given(chain);
    }

    private static Entry spend(long seq, String time, @Nullable String project) {
        return SampleEntry.spend(ALICE, seq, SampleUsage.call().project(project).build())
                .at(Instant.parse(time))
                .build();
    }

    private static Entry booked(long seq, Instant time) {
        return SampleEntry.spend(ALICE, seq, SampleUsage.call().build())
                .recordedAt(time)
                .build();
    }

    private long requests(UsageQuery query) {
        return store().aggregate(query).stream()
                .map(row -> row.sums().requests())
                .reduce(BigInteger.ZERO, BigInteger::add)
                .longValueExact();
    }

    private List<String> buckets(UsageQuery query) {
        return store().aggregate(query).stream()
                .map(row ->
                        Objects.requireNonNull(row.bucket()) + "=" + row.sums().requests())
                .toList();
    }
}
