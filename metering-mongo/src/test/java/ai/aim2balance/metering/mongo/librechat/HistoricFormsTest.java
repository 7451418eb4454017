package ai.aim2balance.metering.mongo.librechat;

import static org.assertj.core.api.Assertions.assertThat;

import ai.aim2balance.metering.analytics.Scope;
import ai.aim2balance.metering.analytics.TimeRange;
import ai.aim2balance.metering.analytics.UsageQuery;
import ai.aim2balance.metering.entry.Entry;
import ai.aim2balance.metering.entry.EntryKind;
import ai.aim2balance.metering.jdbc.JdbcMeteringStore;
import ai.aim2balance.metering.store.InMemoryMeteringStore;
import ai.aim2balance.metering.store.MeteringStore;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A database of each historic form is imported")
class HistoricFormsTest {
    private static final int USERS = 25;

    @ParameterizedTest
    @DisplayName("with each balance equal, each chain proven, each row in the ledger; a second run changes nothing")
    @CsvSource({"CLASSIC, memory", "BULK, memory", "RESERVING, memory", "MIGRATED, memory", "RESERVING, file"})
    void imported(History.Form form, String where, @TempDir Path folder) {
        try (TestLibreChat source = new TestLibreChat();
                Destination destination = new Destination(store(where, folder), new BigDecimal("1234.5"))) {
            History history = new History(source, form, USERS, 42);
            history.write(1_000);
            ImportReport dry = destination.from(source).build().dryRun();
            assertThat(destination.everything()).isEmpty();

            ImportReport report = destination.run(source);
            assertEqualBalances(history, destination);
            assertEachRowIsBooked(report, source, destination);
            assertThat(report.toString())
                    .isEqualTo(dry.toString()
                            .replace("Dry run of an import", "Import")
                            .replace("would be booked ", "booked now      "));

            List<String> before = destination.everything();
            ImportReport second = destination.run(source);
            assertThat(destination.everything()).isEqualTo(before);
            assertThat(second.booked().now()).isZero();
            assertThat(second.booked().before())
                    .isEqualTo(report.booked().now() - report.booked().corrections());
            assertThat(second.amounts().costEur()).isEqualTo(report.amounts().costEur());
            assertThat(destination.from(source).build().dryRun().booked().now()).isZero();
        }
    }

    private static void assertEqualBalances(History history, Destination destination) {
        for (int user = 0; user < USERS; user++) {
            assertThat(destination.credits(TestLibreChat.user(user)))
                    .as("user %s", user)
                    .isEqualByComparingTo(new BigDecimal(history.balance(user)).setScale(6, RoundingMode.HALF_EVEN));
            assertThat(destination
                            .metering
                            .audit(Destination.account(TestLibreChat.user(user)))
                            .isProven())
                    .isTrue();
        }
    }

    private static void assertEachRowIsBooked(ImportReport report, TestLibreChat source, Destination destination) {
        long legs = 0;
        long credits = 0;
        for (int user = 0; user < USERS; user++) {
            for (Entry entry : destination.chain(TestLibreChat.user(user))) {
                if (entry.kind() == EntryKind.SPEND) {
                    legs += entry.usage().transactions().size();
                } else if (entry.kind() == EntryKind.TOP_UP) {
                    credits++;
                }
            }
        }
        assertThat(report.skipped()).isEmpty();
        assertThat(legs + credits - report.booked().pendingRefills())
                .isEqualTo(source.transactions().countDocuments())
                .isEqualTo(report.source().transactions());
        assertThat(destination
                        .metering
                        .usage()
                        .summary(
                                UsageQuery.of(Scope.tenant(Destination.TENANT)),
                                TimeRange.between(
                                        TestLibreChat.DAY,
                                        TestLibreChat.DAY.plus(Duration.ofDays(1)),
                                        java.time.ZoneOffset.UTC))
                        .total()
                        .costEur())
                .isEqualByComparingTo(report.amounts().costEur());
    }

    private static MeteringStore store(String where, Path folder) {
        return where.equals("memory")
                ? new InMemoryMeteringStore()
                : JdbcMeteringStore.embedded(folder.resolve("ledger.db"));
    }
}
