package ai.aim2balance.metering.tck;

import static org.assertj.core.api.Assertions.assertThat;

import ai.aim2balance.metering.analytics.Dimension;
import ai.aim2balance.metering.analytics.Scope;
import ai.aim2balance.metering.analytics.UsageQuery;
import ai.aim2balance.metering.analytics.UsageRow;
import ai.aim2balance.metering.analytics.UsageSums;
import ai.aim2balance.metering.entry.AccountId;
import ai.aim2balance.metering.entry.Entry;
import ai.aim2balance.metering.entry.EntryKind;
import ai.aim2balance.metering.entry.UsageAmounts;
import ai.aim2balance.metering.entry.UsageRecord;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Exact, grouped as asked, filtered as asked, and of nobody else. */
abstract class AggregateGroup extends ContractGroup {
    private static final UsageQuery ACME = UsageQuery.of(Scope.tenant("acme"));

    @Test
    @DisplayName("of nothing are no row, with and without groups")
    void ofNothing() {
        given(plain(ALICE, 1));

        assertThat(store().aggregate(ACME)).isEmpty();
        assertThat(store().aggregate(ACME.groupBy(Set.of(Dimension.MODEL)))).isEmpty();
    }

    @Test
    @DisplayName("of one entry are its amounts, each in its place")
    void ofOneEntry() {
        given(plain(ALICE, 1), spend(ALICE, 2, SampleUsage.call().build()));

        assertSums(ACME, SampleUsage.amounts(1));
    }

    @Test
    @DisplayName("leave out entries without usage")
    void onlyUsage() {
        given(plain(ALICE, 1), spend(ALICE, 2, SampleUsage.call().build()), plain(ALICE, 3));

        assertThat(one(ACME).entries()).isEqualTo(1);
    }

    @Test
    @DisplayName("take every kind of entry that carries usage")
    void everyKindWithUsage() {
        UsageRecord usage = SampleUsage.call().build();
        given(
                plain(ALICE, 1),
                spend(ALICE, 2, usage),
                entry(ALICE, 3).kind(EntryKind.SETTLE).refersTo(1L).usage(usage).build());

        assertSums(ACME, SampleUsage.amounts(1), SampleUsage.amounts(1));
    }

    @Test
    @DisplayName("take back what a refund takes back")
    void refunds() {
        given(
                plain(ALICE, 1),
                spend(
                        ALICE,
                        2,
                        SampleUsage.call().amounts(SampleUsage.amounts(10)).build()),
                entry(ALICE, 3)
                        .kind(EntryKind.REFUND)
                        .refersTo(2L)
                        .usage(SampleUsage.call()
                                .tokens(null)
                                .amounts(SampleUsage.amounts(-4))
                                .build())
                        .build());

        assertThat(one(ACME).requests()).isEqualTo(BigInteger.valueOf(6));
        assertSums(ACME, SampleUsage.amounts(10), SampleUsage.amounts(-4));
    }

    @Test
    @DisplayName("are exact where a double is not")
    void exact() {
        long odd = (1L << 53) + 1;
        UsageAmounts amounts = SampleUsage.amounts(odd / 97);
        given(
                plain(ALICE, 1),
                spend(ALICE, 2, SampleUsage.call().amounts(amounts).build()));
        given(spend(
                ALICE, 3, SampleUsage.call().amounts(SampleUsage.amounts(odd)).build()));

        assertSums(ACME, amounts, SampleUsage.amounts(odd));
    }

    @Test
    @DisplayName("go beyond a long, upwards and downwards")
    void beyondALong() {
        long large = Long.MAX_VALUE / 97;
        List<Entry> chain = new ArrayList<>(List.of(plain(ALICE, 1)));
        for (int i = 2; i <= 6; i++) {
            chain.add(spend(
                    ALICE,
                    i,
                    SampleUsage.call().amounts(SampleUsage.amounts(large)).build()));
        }
        given(chain);
        given(plain(BOB, 1));
        for (int i = 2; i <= 6; i++) {
            given(spend(
                    BOB,
                    i,
                    SampleUsage.call().amounts(SampleUsage.amounts(-large)).build()));
        }

        UsageAmounts[] up = {
            SampleUsage.amounts(large),
            SampleUsage.amounts(large),
            SampleUsage.amounts(large),
            SampleUsage.amounts(large),
            SampleUsage.amounts(large)
        };
        assertSums(UsageQuery.of(Scope.account(ALICE)), up);
        assertThat(one(UsageQuery.of(Scope.account(BOB))).fallbackRequests())
                .isEqualTo(BigInteger.valueOf(large).multiply(BigInteger.valueOf(-97 * 5)));
        assertThat(one(ACME).requests()).isZero();
    }

    @Test
    @DisplayName("of a tenant have nothing of another tenant")
    void ofOneTenant() {
        givenOneEach();

        assertThat(one(ACME).requests()).isEqualTo(BigInteger.valueOf(3));
        assertThat(one(UsageQuery.of(Scope.tenant("globex"))).requests()).isEqualTo(BigInteger.valueOf(4));
        assertThat(store().aggregate(UsageQuery.of(Scope.tenant("ACME")))).isEmpty();
    }

    @Test
    @DisplayName("of a tenant stay with it whatever is filtered and grouped by")
    void ofOneTenantFiltered() {
        givenOneEach();
        UsageQuery query = ACME.where(Dimension.USER, List.of("alice"))
                .where(Dimension.PROVIDER, List.of("openai"))
                .groupBy(Set.of(Dimension.TENANT, Dimension.USER));

        assertThat(values(store().aggregate(query), Dimension.TENANT)).containsExactly("acme");
        assertThat(store().aggregate(ACME.where(Dimension.TENANT, List.of("globex"))))
                .isEmpty();
    }

    @Test
    @DisplayName("of a user have nothing of another user, nor of the same name elsewhere")
    void ofOneUser() {
        givenOneEach();

        assertThat(one(UsageQuery.of(Scope.account(ALICE))).requests()).isEqualTo(BigInteger.ONE);
        assertThat(store().aggregate(UsageQuery.of(Scope.account(new AccountId("acme", "Alice")))))
                .isEmpty();
    }

    @Test
    @DisplayName("of all tenants have everything")
    void ofAllTenants() {
        givenOneEach();

        assertThat(one(UsageQuery.of(Scope.allTenants())).requests()).isEqualTo(BigInteger.valueOf(7));
    }

    @Test
    @DisplayName("can be grouped by each dimension, and entries without a value are a group")
    void byEachDimension() {
        givenDimensions();
        for (Dimension dimension : Dimension.values()) {
            boolean always =
                    Set.of(Dimension.TENANT, Dimension.USER, Dimension.PROVIDER).contains(dimension);
            List<UsageRow> rows =
                    store().aggregate(UsageQuery.of(Scope.allTenants()).groupBy(Set.of(dimension)));

            assertThat(values(rows, dimension))
                    .as("groups by %s", dimension)
                    .containsExactlyInAnyOrder(
                            always
                                    ? new @Nullable String[] {dimension.key() + "-1", dimension.key() + "-2"}
                                    : new @Nullable String[] {dimension.key() + "-1", null});
            assertThat(rows)
                    .as("sums by %s", dimension)
                    .allSatisfy(row -> assertThat(row.sums().requests())
                            .isEqualTo(
                                    (dimension.key() + "-1").equals(row.group().get(dimension))
                                            ? BigInteger.ONE
                                            : BigInteger.valueOf(10)));
        }
    }

    @Test
    @DisplayName("can be grouped by all dimensions together")
    void byAllDimensions() {
        givenDimensions();
        Map<Dimension, @Nullable String> first = new EnumMap<>(Dimension.class);
        for (Dimension dimension : Dimension.values()) {
            first.put(dimension, dimension.key() + "-1");
        }

        List<UsageRow> rows =
                store().aggregate(UsageQuery.of(Scope.allTenants()).groupBy(List.of(Dimension.values())));

        assertThat(rows).hasSize(2).extracting(UsageRow::group).contains(first);
    }

    @Test
    @DisplayName("keep groups apart whose values differ in case, blanks or accents")
    void groupsByBytes() {
        List<String> names = List.of("chat", "Chat", "chat ", "ch\u00e4t", "cha\u0308t");
        given(plain(ALICE, 1));
        for (int i = 0; i < names.size(); i++) {
            given(spend(ALICE, i + 2L, SampleUsage.call().project(names.get(i)).build()));
        }

        List<UsageRow> rows = store().aggregate(ACME.groupBy(Set.of(Dimension.PROJECT)));

        assertThat(values(rows, Dimension.PROJECT)).containsExactlyInAnyOrderElementsOf(names);
    }

    @Test
    @DisplayName("can be filtered by each dimension")
    void filteredByEachDimension() {
        givenDimensions();
        for (Dimension dimension : Dimension.values()) {
            UsageQuery query = UsageQuery.of(Scope.allTenants()).where(dimension, List.of(dimension.key() + "-1", "x"));

            assertThat(one(query).requests()).as("by %s", dimension).isEqualTo(BigInteger.ONE);
        }
    }

    @Test
    @DisplayName("can be filtered by several values and several dimensions, all of which must hold")
    void filteredBySeveral() {
        given(
                plain(ALICE, 1),
                spend(ALICE, 2, SampleUsage.call().project("a").model("m").build()),
                spend(ALICE, 3, SampleUsage.call().project("b").model("m").build()),
                spend(ALICE, 4, SampleUsage.call().project("c").model("m").build()),
                spend(ALICE, 5, SampleUsage.call().project("b").model("n").build()),
                spend(ALICE, 6, SampleUsage.call().project(null).model("m").build()));

        UsageQuery query = ACME.where(Dimension.PROJECT, List.of("a", "b")).where(Dimension.MODEL, List.of("m"));

        assertThat(one(query).requests()).isEqualTo(BigInteger.TWO);
    }

    @Test
    @DisplayName("are filtered by whole values as they are written, not by patterns or in any case")
    void filtersAreExact() {
        given(
                plain(ALICE, 1),
                spend(ALICE, 2, SampleUsage.call().project("Sales %_1").build()));

        for (String other : List.of("sales %_1", "Sales %", "Sales %_1 ", "Sales .*", "%", "Sales")) {
            assertThat(store().aggregate(ACME.where(Dimension.PROJECT, List.of(other))))
                    .as("filter %s", other)
                    .isEmpty();
        }
        assertThat(store().aggregate(ACME.where(Dimension.PROJECT, List.of("Sales %_1"))))
                .hasSize(1);
    }

    @Test
    @DisplayName("do not look at order and portion")
    void ignorePortion() {
        given(plain(ALICE, 1), spend(ALICE, 2, SampleUsage.call().build()));
        given(spend(ALICE, 3, SampleUsage.call().build()));

        assertThat(one(ACME.portion(null, 1, 1)).entries()).isEqualTo(2);
    }

    @Test
    @DisplayName("have what another node has just appended")
    void ofAnotherNode() {
        given(plain(ALICE, 1));
        otherNode().append(List.of(spend(ALICE, 2, SampleUsage.call().build())));

        assertSums(ACME, SampleUsage.amounts(1));
    }

    private void assertSums(UsageQuery query, UsageAmounts... amounts) {
        List<Entry> entries = Arrays.stream(amounts)
                .map(each -> spend(ALICE, 2, SampleUsage.call().amounts(each).build()))
                .toList();
        assertThat(UsageModel.byGroup(store().aggregate(query)).values()).containsExactly(UsageModel.sums(entries));
    }

    private UsageSums one(UsageQuery query) {
        List<UsageRow> rows = store().aggregate(query);
        assertThat(rows).as("one row for one sum").hasSize(1);
        return rows.get(0).sums();
    }

    private static List<@Nullable String> values(List<UsageRow> rows, Dimension dimension) {
        List<@Nullable String> values = new ArrayList<>();
        rows.forEach(row -> values.add(row.group().get(dimension)));
        return values;
    }

    /** 1 request of alice, 2 of bob, 4 of the other alice. */
    private void givenOneEach() {
        given(plain(ALICE, 1), spend(ALICE, 2, SampleUsage.call().build()));
        given(
                plain(BOB, 1),
                spend(BOB, 2, SampleUsage.call().amounts(SampleUsage.amounts(2)).build()));
        given(
                plain(FOREIGN_ALICE, 1),
                spend(
                        FOREIGN_ALICE,
                        2,
                        SampleUsage.call().amounts(SampleUsage.amounts(4)).build()));
    }

    /** 1 request with a value in each dimension, 10 with as few as possible. */
    private void givenDimensions() {
        AccountId first = new AccountId("tenant-1", "user-1");
        AccountId second = new AccountId("tenant-2", "user-2");
        given(
                plain(first, 1),
                spend(
                        first,
                        2,
                        SampleUsage.call()
                                .project("project-1")
                                .provider("provider-1")
                                .model("model-1")
                                .requestType("requestType-1")
                                .endpoint("endpoint-1")
                                .conversation("conversation-1")
                                .build()));
        given(
                plain(second, 1),
                spend(
                        second,
                        2,
                        SampleUsage.call()
                                .provider("provider-2")
                                .model(null)
                                .amounts(SampleUsage.amounts(10))
                                .build()));
    }

    private static Entry spend(AccountId account, long seq, UsageRecord usage) {
        return SampleEntry.spend(account, seq, usage).build();
    }
}
