// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.database;

import java.util.List;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import jakarta.persistence.EntityManager;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration;
import org.springframework.boot.jdbc.SchemaManagement;
import org.springframework.boot.jdbc.SchemaManagementProvider;
import org.springframework.boot.persistence.autoconfigure.EntityScan;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.JdbcTemplate;

import dev.migration.boot.datasource.MigrationConnectionDetails;
import dev.migration.boot.testing.DatabaseConnectionDetails;
import dev.migration.boot.testing.Queries;
import dev.migration.boot.testing.TestContexts;
import dev.migration.boot.testing.Thing;
import dev.migration.boot.testing.TwoEmptyDatabases;
import dev.migration.test.postgres.PostgresDatabase;

import static org.assertj.core.api.Assertions.assertThat;

/** The DataSources of several databases in one application, and the beans that wait for the migration. */
class NamedDataSourcesTests extends TwoEmptyDatabases {

    private ApplicationContextRunner runner = TestContexts.withoutDataSource();

    @Test
    void aDatabaseIsMigratedThroughItsDataSourceBean() {
        runner.withUserConfiguration(Pools.class)
                .withBean("ordersDatabase", PostgresDatabase.class, () -> orders)
                .withBean("reportsDatabase", PostgresDatabase.class, () -> reports)
                .withPropertyValues(
                        "migration.databases.primary.locations=" + two.location("orders"),
                        "migration.databases.reports.locations=" + two.location("reports"),
                        "migration.databases.third.data-source=reports",
                        "migration.databases.third.locations=" + two.location("orders"),
                        "migration.databases.third.revision-table=third_revision",
                        "migration.databases.third.history-table=third_history")
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    assertThat(Queries.tables(orders)).contains("orders").doesNotContain("report");
                    assertThat(Queries.tables(reports)).contains("orders", "report", "third_revision");
                    var management = context.getBean(SchemaManagementProvider.class);
                    assertThat(management.getSchemaManagement(context.getBean("reports", DataSource.class)))
                            .isEqualTo(SchemaManagement.MANAGED);
                    assertThat(management.getSchemaManagement(context.getBean("main", DataSource.class)))
                            .isEqualTo(SchemaManagement.MANAGED);
                    assertThat(management.getSchemaManagement(context.getBean("spare", DataSource.class)))
                            .isEqualTo(SchemaManagement.UNMANAGED);
                });
    }

    @Test
    void connectionDetailsOfADatabaseReplaceItsUrl() {
        runner.withUserConfiguration(Details.class)
                .withBean("reportsDatabase", PostgresDatabase.class, () -> reports)
                .withPropertyValues(TestContexts.connection("migration.databases.orders", orders))
                .withPropertyValues(
                        "migration.databases.orders.locations=" + two.location("orders"),
                        "migration.databases.reports.url=jdbc:postgresql://localhost:1/nowhere",
                        "migration.databases.reports.locations=" + two.location("reports"))
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    assertThat(Queries.tables(orders)).contains("orders");
                    assertThat(Queries.tables(reports)).contains("report");
                });
    }

    @Test
    void beansThatNeedADatabaseWaitForAllDatabases() {
        TestContexts.withDataSource(orders, HibernateJpaAutoConfiguration.class)
                .withUserConfiguration(CountsReports.class)
                .withBean("reportsDatabase", PostgresDatabase.class, () -> reports)
                .withPropertyValues(TestContexts.connection("migration.databases.reports", reports))
                .withPropertyValues(
                        "spring.jpa.hibernate.ddl-auto=validate",
                        "migration.databases.primary.locations=classpath:db/revisions",
                        "migration.databases.reports.locations=" + two.location("reports"))
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    assertThat(context.getBean("counts")).isEqualTo(List.of(0));
                    assertThat(context.getBean(EntityManager.class)
                                    .createQuery("select t.colour from Thing t", String.class)
                                    .getResultList())
                            .containsExactly("green");
                });
    }

    @Configuration(proxyBeanMethods = false)
    static class Pools {

        @Bean
        @Primary
        HikariDataSource main(@Qualifier("ordersDatabase") PostgresDatabase database) {
            return pool(database);
        }

        @Bean
        HikariDataSource spare(@Qualifier("ordersDatabase") PostgresDatabase database) {
            return pool(database);
        }

        @Bean(defaultCandidate = false)
        HikariDataSource reports(@Qualifier("reportsDatabase") PostgresDatabase database) {
            return pool(database);
        }

        private static HikariDataSource pool(PostgresDatabase database) {
            HikariDataSource pool = new HikariDataSource();
            pool.setJdbcUrl(database.url());
            pool.setUsername(database.username());
            pool.setPassword(database.password());
            return pool;
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Details {

        @Bean
        @Qualifier("reports")
        MigrationConnectionDetails container(PostgresDatabase database) {
            return DatabaseConnectionDetails.forMigration(database);
        }
    }

    /** Defined before the migrators, so that it would be created first if it did not depend on them. */
    @Configuration(proxyBeanMethods = false)
    @EntityScan(basePackageClasses = Thing.class)
    static class CountsReports {

        @Bean
        JdbcTemplate reportsTemplate(PostgresDatabase database) {
            return new JdbcTemplate(database.dataSource());
        }

        @Bean
        List<Integer> counts(JdbcTemplate reportsTemplate) {
            return reportsTemplate.queryForList("SELECT count(*)::int FROM report", Integer.class);
        }
    }
}
