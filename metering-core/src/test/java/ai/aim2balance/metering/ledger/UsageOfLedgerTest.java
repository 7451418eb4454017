package ai.aim2balance.metering.ledger;

import static ai.aim2balance.metering.ledger.Ledgers.ANNA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.aim2balance.metering.InvalidInputException;
import ai.aim2balance.metering.analytics.Dimension;
import ai.aim2balance.metering.analytics.LogPosition;
import ai.aim2balance.metering.analytics.Scope;
import ai.aim2balance.metering.analytics.UsageQuery;
import ai.aim2balance.metering.analytics.UsageRow;
import ai.aim2balance.metering.entry.AccountId;
import ai.aim2balance.metering.entry.Entry;
import ai.aim2balance.metering.store.InMemoryMeteringStore;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Usage as it is asked for after it was booked: twelve calls of two users, one every ten minutes. */
class UsageOfLedgerTest {
    private static final UsageQuery ACME = UsageQuery.of(Scope.tenant("acme"));
    private static final AccountId BOB = new AccountId("acme", "bob");

    private final InMemoryMeteringStore store = new InMemoryMeteringStore();
    private final SettableClock clock = SettableClock.at("2026-03-01T12:00:00Z");
    private final Metering ledger = Ledgers.on(store, clock).build();

    @BeforeEach
    void book() {
        for (int i = 0; i < 12; i++) {
            boolean even = i % 2 == 0;
            ledger.spendTokens(Spend.builder(even ? ANNA : BOB, "openai", even ? "gpt-4o" : "gpt-4o-mini")
                    .id("c" + i)
                    .tokens(10, 1)
                    .project(even ? "Apollo" : "Gemini")
                    .requestType(even ? "chat" : "embedding")
                    .endpoint(even ? "agents" : "assistants")
                    .conversationId(even ? "conv-1" : "conv-2")
                    .build());
            clock.move(Duration.ofMinutes(10));
        }
        ledger.spendTokens(Ledgers.call(new AccountId("other", "eve"), "c", 10, 1));
    }

    @ParameterizedTest
    @EnumSource(
            value = Dimension.class,
            names = {"TENANT", "PROVIDER"},
            mode = EnumSource.Mode.EXCLUDE)
    @DisplayName("groups by a dimension have six calls each")
    void groups(Dimension dimension) {
        assertThat(store.aggregate(ACME.groupBy(Set.of(dimension))))
                .hasSize(2)
                .allSatisfy(row -> assertThat(row.sums().requests()).isEqualTo(BigInteger.valueOf(6)));
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("a filter by what an entry has finds the entry")
    void filters(Dimension dimension) {
        String value = Objects.requireNonNull(dimension.of(store.log(ACME).get(0)));

        assertThat(store.log(ACME.where(dimension, List.of(value)))).hasSizeBetween(6, 12);
    }

    @Test
    @DisplayName("without groups there is one row for the tenant, and nothing of others")
    void tenantAlone() {
        assertThat(store.aggregate(ACME))
                .singleElement()
                .satisfies(row -> assertThat(row.sums().tokens()).isEqualTo(BigInteger.valueOf(132)));
    }

    @Test
    @DisplayName("only operators see all tenants")
    void allTenants() {
        assertThat(store.aggregate(UsageQuery.of(ledger.operator().allTenants()).groupBy(Set.of(Dimension.TENANT))))
                .extracting(row -> row.group().get(Dimension.TENANT))
                .containsExactlyInAnyOrder("acme", "other");
    }

    @Test
    @DisplayName("buckets begin at full intervals in UTC")
    void buckets() {
        assertThat(store.aggregate(ACME.bucket(Duration.ofHours(1))))
                .extracting(UsageRow::bucket)
                .containsExactlyInAnyOrder(
                        Instant.parse("2026-03-01T12:00:00Z"), Instant.parse("2026-03-01T13:00:00Z"));
    }

    @Test
    @DisplayName("a span of time has its beginning and not its end")
    void between() {
        assertThat(store.log(
                        ACME.between(Instant.parse("2026-03-01T12:10:00Z"), Instant.parse("2026-03-01T12:30:00Z"))))
                .extracting(Entry::postingId)
                .containsExactly("c2", "c1");
    }

    @Test
    @DisplayName("what was booked later than asked for is not in the answer")
    void asOf() {
        assertThat(store.log(ACME.asOf(Instant.parse("2026-03-01T12:20:00Z")))).hasSize(3);
    }

    @Test
    @DisplayName("a search finds a part of a name in any case")
    void search() {
        assertThat(store.log(ACME.search("aPOLl"))).hasSize(6);
    }

    @Test
    @DisplayName("pages by position have every entry once, the oldest first where that is asked for")
    void pages() {
        UsageQuery oldestFirst = ACME.newestFirst(false);
        List<String> found = new ArrayList<>();
        LogPosition after = null;
        List<Entry> page = store.log(oldestFirst.portion(after, 0, 5));
        while (!page.isEmpty()) {
            page.forEach(entry -> found.add(entry.postingId()));
            after = LogPosition.of(page.get(page.size() - 1));
            page = store.log(oldestFirst.portion(after, 0, 5));
        }

        assertThat(found).containsExactly("c0", "c1", "c2", "c3", "c4", "c5", "c6", "c7", "c8", "c9", "c10", "c11");
    }

    @Test
    @DisplayName("an offset passes over entries")
    void offset() {
        assertThat(store.log(ACME.portion(null, 10, 20))).hasSize(2);
    }

    @Test
    @DisplayName("a query narrows to a user and cannot widen again")
    void within() {
        UsageQuery anna = ACME.within(Scope.account(ANNA));

        assertThat(store.log(anna)).hasSize(6);
        assertThatThrownBy(() -> anna.within(Scope.tenant("acme")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("scope is tenant acme; allowed: a part of user anna of tenant acme");
    }

    @Test
    @DisplayName("what cannot be asked is told by name and range")
    void badQuestions() {
        assertThatThrownBy(() -> ACME.bucket(Duration.ofMinutes(7)))
                .hasMessage("bucket is PT7M; allowed: a multiple of PT15M that divides P1D");
        assertThatThrownBy(() -> ACME.portion(null, -1, 1)).hasMessage("offset is -1; allowed: 0 or more");
        assertThatThrownBy(() -> ACME.portion(null, 0, 0)).hasMessage("limit is 0; allowed: 1 to 10001");
        assertThatThrownBy(() -> ACME.where(Dimension.MODEL, List.of()))
                .hasMessage("model is 0 values; allowed: 1 to 20 values");
        assertThatThrownBy(() -> ACME.where(Dimension.MODEL, Collections.nCopies(21, "m")))
                .hasMessage("model is 21 values; allowed: 1 to 20 values");
        assertThatThrownBy(() -> ACME.between(clock.instant(), Instant.EPOCH))
                .hasMessageStartingWith("to is 1970-01-01T00:00:00Z; allowed: an instant not before from");
        assertThatThrownBy(() -> Dimension.ofKey("modell")).hasMessageStartingWith("by is modell; allowed: model");
    }
}
