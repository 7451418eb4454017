package ai.aim2balance.metering.jdbc;

import ai.aim2balance.metering.it.postgres.TestPostgres;
import ai.aim2balance.metering.store.MeteringStore;
import com.zaxxer.hikari.HikariDataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;

@DisplayName(
        "The store on PostgreSQL, with one connection for each node, in another schema, with tables that are there")
class PostgresSmallPoolContractTest extends PostgresContractTest {
    private static HikariDataSource one;
    private static HikariDataSource other;

    @BeforeAll
    static void openOne() {
        TestPostgres.execute(URL, "create schema if not exists billing");
        one = pool(1);
        other = pool(1);
    }

    @AfterAll
    static void closeOne() {
        one.close();
        other.close();
    }

    @Override
    String prefix() {
        return "billing.m";
    }

    @Override
    MeteringStore create(JdbcOptions fresh) {
        JdbcMeteringStore.of(one, fresh).close();
        return JdbcMeteringStore.of(one, fresh.withSchemaMode(SchemaMode.VALIDATE));
    }

    @Override
    MeteringStore join(JdbcOptions same) {
        return JdbcMeteringStore.of(other, same.withSchemaMode(SchemaMode.NONE));
    }
}
