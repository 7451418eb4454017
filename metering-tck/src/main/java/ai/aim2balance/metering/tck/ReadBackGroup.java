package ai.aim2balance.metering.tck;

import static org.assertj.core.api.Assertions.assertThat;

import ai.aim2balance.metering.analytics.Scope;
import ai.aim2balance.metering.analytics.UsageQuery;
import ai.aim2balance.metering.entry.AccountState;
import ai.aim2balance.metering.entry.BalanceMode;
import ai.aim2balance.metering.entry.Entry;
import ai.aim2balance.metering.entry.EntryKind;
import ai.aim2balance.metering.entry.Payment;
import ai.aim2balance.metering.entry.RefillSettings;
import ai.aim2balance.metering.entry.UsageRecord;
import ai.aim2balance.metering.store.EntryQuery;
import ai.aim2balance.metering.usage.TokenUsage;
import ai.aim2balance.metering.usage.UsageUnit;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Nothing of an entry is lost, rounded or changed, whichever way it is read. */
abstract class ReadBackGroup extends ContractGroup {
    @Test
    @DisplayName("whatever its kind")
    void everyKind() {
        for (EntryKind kind : EntryKind.values()) {
            if (kind != EntryKind.UNKNOWN) {
                assertReadBack(second().kind(kind).build());
            }
        }
    }

    @Test
    @DisplayName("with what it refers to, its due time, deltas, fingerprint and hash")
    void ownFields() {
        assertReadBack(second().kind(EntryKind.HOLD)
                .refersTo(1L)
                .dueAt(Instant.parse("2026-03-02T12:00:00.000001Z"))
                .deltas(-123_456_789L, 42)
                .fingerprint("sha-256:0a1b")
                .chainHash("00ff")
                .recordedAt(SampleEntry.START.plusSeconds(77))
                .build());
    }

    @Test
    @DisplayName("with the smallest and the largest credits")
    void extremes() {
        for (long extreme : new long[] {Long.MIN_VALUE, Long.MAX_VALUE, 0, -1, (1L << 53) + 1}) {
            assertReadBack(second().deltas(extreme, extreme)
                    .state(new AccountState(
                            extreme,
                            Math.max(0, extreme),
                            Math.max(0, extreme),
                            null,
                            extreme,
                            BalanceMode.ENFORCED,
                            false,
                            null,
                            Map.of()))
                    .build());
        }
    }

    @Test
    @DisplayName("with every field of the account's state")
    void fullState() {
        for (BalanceMode mode : BalanceMode.values()) {
            assertReadBack(second().state(new AccountState(
                            -5,
                            7,
                            3,
                            Instant.parse("2026-03-01T09:00:00.654321Z"),
                            11,
                            mode,
                            true,
                            refill(RefillSettings.Policy.UP_TO, RefillSettings.Unit.MONTHS, "Europe/Berlin", null),
                            Map.of()))
                    .build());
        }
    }

    @Test
    @DisplayName("with fields of the state that only a newer version knows")
    void unknownState() {
        assertReadBack(second().formatVersion(2)
                .state(new AccountState(
                        1,
                        0,
                        0,
                        null,
                        1,
                        BalanceMode.TRACKED,
                        false,
                        null,
                        Map.of("budgets", "[{\"project\":\"x.y\",\"left\":12}]", "tier", "\"gold\"", "level", "3")))
                .build());
    }

    @Test
    @DisplayName("with refill settings of every policy, unit and kind of zone")
    void refills() {
        for (RefillSettings.Policy policy : RefillSettings.Policy.values()) {
            for (RefillSettings.Unit unit : RefillSettings.Unit.values()) {
                for (String zone : List.of("UTC", "Z", "America/St_Johns", "+05:45")) {
                    assertReadBack(second().state(new AccountState(
                                    1,
                                    0,
                                    0,
                                    null,
                                    1,
                                    BalanceMode.ENFORCED,
                                    false,
                                    refill(policy, unit, zone, SampleEntry.START),
                                    Map.of()))
                            .build());
                }
            }
        }
    }

    @Test
    @DisplayName("with a call that has a value in every field")
    void fullUsage() {
        assertReadBack(second().kind(EntryKind.SPEND).usage(SampleUsage.full()).build());
    }

    @Test
    @DisplayName("with a call that has nothing that may be missing")
    void bareUsage() {
        assertReadBack(second().kind(EntryKind.SPEND).usage(SampleUsage.bare()).build());
    }

    @Test
    @DisplayName("with a reported count of zero, which is not an absent one")
    void zeroIsNotAbsent() {
        TokenUsage zeros = TokenUsage.builder()
                .set(UsageUnit.INPUT_TOKENS, 5)
                .set(UsageUnit.CACHE_READ_TOKENS, 0)
                .set(UsageUnit.OUTPUT_TOKENS, 0)
                .build();
        assertReadBack(usage(SampleUsage.call().tokens(zeros).build()));
        assertReadBack(usage(SampleUsage.call()
                .tokens(TokenUsage.builder().set(UsageUnit.INPUT_TOKENS, 5).build())
                .build()));
        assertReadBack(
                usage(SampleUsage.call().tokens(TokenUsage.builder().build()).build()));
    }

    @Test
    @DisplayName("with a duration of zero, which is not an absent one")
    void durationOfZero() {
        UsageRecord bare = SampleUsage.bare();
        assertReadBack(usage(new UsageRecord(
                new UsageRecord.Call("own", null, null, null, null, null, null, null, null, false, 0L, Map.of()),
                bare.usage(),
                bare.amounts(),
                bare.transactions(),
                bare.price(),
                bare.impact(),
                bare.flags())));
    }

    @Test
    @DisplayName("with the negative amounts of a refund, which has no counts")
    void refund() {
        assertReadBack(second().kind(EntryKind.REFUND)
                .refersTo(1L)
                .usage(SampleUsage.call()
                        .tokens(null)
                        .amounts(SampleUsage.amounts(-1_000_003))
                        .build())
                .build());
    }

    @Test
    @DisplayName("with amounts near the ends of a long")
    void largeAmounts() {
        long large = Long.MAX_VALUE / 97;
        assertReadBack(
                usage(SampleUsage.call().amounts(SampleUsage.amounts(large)).build()));
        assertReadBack(
                usage(SampleUsage.call().amounts(SampleUsage.amounts(-large)).build()));
    }

    @Test
    @DisplayName("with decimals as they were written, zeros at the end included")
    void decimals() {
        for (String amount : List.of("0", "0.00", "10", "10.0", "123456789012345.123456789012", "0.000000000001")) {
            assertReadBack(second().kind(EntryKind.TOP_UP)
                    .payment(new Payment(new BigDecimal(amount), "EUR", null))
                    .build());
        }
    }

    @Test
    @DisplayName("with a payment and its reference")
    void payment() {
        assertReadBack(second().kind(EntryKind.TOP_UP)
                .payment(new Payment(new BigDecimal("20.00"), "EUR", "pi_3Nx/😀 \"x\""))
                .build());
    }

    @Test
    @DisplayName("with details of any characters in names and values")
    void details() {
        assertReadBack(second().detail(
                        "reason", "Kulanz: \"Störung\" am 3.\u00a0März\r\n\tzwei Zeilen \\ 'x' 😀 \u2028 \u05d0")
                .detail("a.b.c", "dots")
                .detail("$set", "{\"$gt\":\"\"}")
                .detail("Ünï \" \\ 'name'", "")
                .detail("reason ", "with a blank behind")
                .detail("REASON", "in capitals")
                .build());
    }

    @Test
    @DisplayName("with a long detail")
    void longDetail() {
        assertReadBack(second().detail("note", "Ä😀x".repeat(5_000)).build());
    }

    @Test
    @DisplayName("with times to the microsecond, long ago and far ahead")
    void times() {
        for (String time : List.of(
                "2026-03-01T08:00:00.999999Z",
                "2026-03-01T08:00:00.000001Z",
                "2026-03-29T01:30:00.001Z",
                "1969-12-31T23:59:59.999999Z",
                "1970-01-01T00:00:00Z",
                "2999-12-31T23:59:59.999999Z")) {
            Instant instant = Instant.parse(time);
            assertReadBack(second().at(instant)
                    .recordedAt(instant.plusNanos(1_000))
                    .dueAt(instant.plusNanos(2_000))
                    .build());
        }
    }

    @Test
    @DisplayName("with a newer format version, so that it can be recognised")
    void newerFormat() {
        assertReadBack(second().formatVersion(2).build());
    }

    @Test
    @DisplayName("by every way of reading")
    void everyWay() {
        Instant due = Instant.parse("2026-03-02T12:00:00.000001Z");
        Entry full = second().kind(EntryKind.SETTLE)
                .refersTo(1L)
                .dueAt(due)
                .usage(SampleUsage.full())
                .detail("a.b", "ü")
                .build();
        given(plain(ALICE, 1), full);

        assertThat(store().heads(List.of(ALICE))).as("heads").containsEntry(ALICE, full);
        assertThat(find(EntryQuery.ByIds.of(ALICE, full.postingId())))
                .as("by id")
                .containsExactly(full);
        assertThat(find(new EntryQuery.ByReference(ALICE, Set.of(1L))))
                .as("by reference")
                .containsExactly(full);
        assertThat(find(new EntryQuery.Chain(ALICE, 2, 1))).as("chain").containsExactly(full);
        assertThat(find(new EntryQuery.Due(null, Set.of(EntryKind.SETTLE), due, due, null, 1)))
                .as("due")
                .containsExactly(full);
        assertThat(Arrivals.from(contract(), null, 2)).as("arrival").containsExactly(plain(ALICE, 1), full);
        assertThat(store().log(UsageQuery.of(Scope.account(ALICE)))).as("log").containsExactly(full);
    }

    private List<Entry> find(EntryQuery query) {
        return store().entries(query).entries();
    }

    private final List<Entry> written = new ArrayList<>();

    /** Appends it behind what the test has written, and reads it from the other node. */
    private void assertReadBack(Entry entry) {
        if (written.isEmpty()) {
            written.add(plain(ALICE, 1));
            given(written);
        }
        long seq = written.size() + 1L;
        Entry next = new Entry(
                entry.account(),
                seq,
                "posting-" + seq,
                entry.kind(),
                entry.refersTo(),
                entry.occurredAt(),
                entry.recordedAt(),
                entry.creditsDelta(),
                entry.reservedDelta(),
                entry.stateAfter(),
                entry.dueAt(),
                entry.fingerprint(),
                entry.usage(),
                entry.payment(),
                entry.details(),
                entry.formatVersion(),
                entry.chainHash());
        given(next);
        written.add(next);
        assertThat(otherNode().entries(new EntryQuery.Chain(ALICE, seq, 1)).entries())
                .containsExactly(next);
    }

    private static SampleEntry second() {
        return entry(ALICE, 2);
    }

    private static Entry usage(UsageRecord usage) {
        return second().kind(EntryKind.SPEND).usage(usage).build();
    }

    private static AccountState.Refill refill(
            RefillSettings.Policy policy, RefillSettings.Unit unit, String zone, @Nullable Instant last) {
        return new AccountState.Refill(
                new RefillSettings(
                        policy,
                        5_000_000,
                        30,
                        unit,
                        ZoneId.of(zone),
                        Instant.parse("2026-01-31T23:00:00.000005Z"),
                        policy == RefillSettings.Policy.EVERY_PERIOD
                                ? RefillSettings.Missed.EACH
                                : RefillSettings.Missed.SKIP),
                4,
                2,
                last);
    }
}
