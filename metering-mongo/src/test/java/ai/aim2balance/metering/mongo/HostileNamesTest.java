package ai.aim2balance.metering.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.aim2balance.metering.InvalidInputException;
import ai.aim2balance.metering.analytics.Dimension;
import ai.aim2balance.metering.analytics.Scope;
import ai.aim2balance.metering.analytics.UsageQuery;
import ai.aim2balance.metering.analytics.UsageRow;
import ai.aim2balance.metering.entry.AccountId;
import ai.aim2balance.metering.entry.Entry;
import ai.aim2balance.metering.ledger.Metering;
import ai.aim2balance.metering.ledger.Spend;
import ai.aim2balance.metering.ledger.SpendResult;
import ai.aim2balance.metering.pricing.PricingService;
import ai.aim2balance.metering.pricing.exchange.ExchangeRates;
import ai.aim2balance.metering.store.EntryQuery;
import ai.aim2balance.metering.store.InMemoryMeteringStore;
import ai.aim2balance.metering.store.MeteringStore;
import ai.aim2balance.metering.tck.SampleEntry;
import ai.aim2balance.metering.tck.SampleUsage;
import com.mongodb.client.MongoClient;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names that are operators, paths or nothing at all to a server: as everywhere, or refused as everywhere. */
@DisplayName("A hostile name")
class HostileNamesTest {
    private final MongoClient client = TestMongo.client();
    private MeteringStore store;

    @BeforeEach
    void open() {
        store = TestMongo.store(client, TestMongo.newDatabase(), MongoOptions.DEFAULT);
    }

    @AfterEach
    void close() {
        store.close();
        client.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$balance",
                "$$ROOT",
                "a.b",
                ".",
                "$",
                "$where",
                "{\"$gt\": \"\"}",
                "$literal",
                "__proto__",
                "~probe",
                "a\\.*b",
                "%_",
                "(?i)x",
                "\uFF5E",
                "\uD83D\uDE00"
            })
    @DisplayName("is stored, found, grouped, searched for and returned unchanged, everywhere where a name stands")
    void everywhere(String name) {
        kept(name, name);
    }

    @Test
    @DisplayName("of 256 characters of four bytes is kept everywhere")
    void long256() {
        String name = "\uD83D\uDE00".repeat(256);
        // tenant, user and id have 2,000 bytes together
        assertThatThrownBy(() -> new AccountId(name, name)).isInstanceOf(InvalidInputException.class);
        kept(name, "u");
    }

    private void kept(String name, String user) {
        AccountId account = new AccountId(name, user);
        Entry spend = SampleEntry.spend(
                        account,
                        2,
                        SampleUsage.call()
                                .provider(name)
                                .model(name)
                                .project(name)
                                .endpoint(name)
                                .requestType(name)
                                .conversation(name)
                                .build())
                .postingId(name.length() > 100 ? "id" : name)
                .detail("tag", name)
                .build();
        AccountId plain = new AccountId("tenant", "user");
        store.append(List.of(
                SampleEntry.of(plain, 1).build(),
                SampleEntry.spend(plain, 2, SampleUsage.call().build()).build()));
        store.append(List.of(SampleEntry.of(account, 1).build(), spend));

        assertThat(store.heads(List.of(account))).isEqualTo(Map.of(account, spend));
        assertThat(store.entries(EntryQuery.ByIds.of(account, spend.postingId()))
                        .entries())
                .containsExactly(spend);
        UsageQuery query = UsageQuery.of(Scope.account(account));
        String searched = name.substring(0, Math.min(name.length(), 64));
        assertThat(store.log(UsageQuery.of(Scope.allTenants()).search(searched)))
                .containsExactly(spend);
        for (Dimension dimension : Dimension.values()) {
            String value = dimension == Dimension.USER ? user : name;
            UsageQuery filtered = value.length() > 256 ? query : query.where(dimension, List.of(value));
            List<UsageRow> rows = store.aggregate(filtered.groupBy(Set.of(dimension)));
            assertThat(rows)
                    .extracting(row -> row.group().get(dimension))
                    .as("%s", dimension)
                    .containsExactly(value);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\u0000b", "\uD800", "x\uDC00", "line\u2028", ""})
    @DisplayName("with NUL or half a character is refused as on every other store, by the name of its field")
    void refused(String name) {
        assertThatThrownBy(() -> new AccountId(name, "user"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("tenant");
        assertThatThrownBy(() -> new AccountId("tenant", name)).hasMessageContaining("user");
        assertThatThrownBy(() -> UsageQuery.of(Scope.allTenants()).where(Dimension.MODEL, List.of(name)))
                .hasMessageContaining("model");
        AccountId account = new AccountId("acme", "anna");
        Object here = spendOrError(store, account, name);

        assertThat(here).isEqualTo(spendOrError(new InMemoryMeteringStore(), account, name));
    }

    /** What becomes of a call whose model, project and tag have the name: the amount booked, or the error. */
    private static Object spendOrError(MeteringStore store, AccountId account, String name) {
        PricingService pricing = PricingService.builder()
                .exchangeRates(ExchangeRates.fixed(new BigDecimal("1.0824")))
                .build();
        try (Metering metering = Metering.builder(store, pricing).build()) {
            SpendResult result = metering.spendTokens(Spend.builder(account, "openai", name)
                    .id("chat-1")
                    .project(name)
                    .tag("tag", name)
                    .tokens(10, 10)
                    .build());
            return result.getClass();
        } catch (InvalidInputException e) {
            return e.getMessage();
        }
    }
}
