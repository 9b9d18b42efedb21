// SPDX-License-Identifier: Apache-2.0
package dev.migration.test.spring;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.migration.Migrator;
import dev.migration.event.MigrationEvent;
import dev.migration.event.MigrationListener;
import dev.migration.script.JavaRevision;
import dev.migration.script.MigrationContext;
import dev.migration.script.RevisionHeader;
import dev.migration.test.MigrationTest;
import dev.migration.test.Migrations;

import static org.assertj.core.api.Assertions.assertThat;

@MigrationTest
@SpringBootTest(
        properties = {
            "migration.locations=classpath:dev/migration/test/tickets",
            "migration.variables.priority=of the application"
        })
class SpringMigrationTestTests {

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Migrator migrator;

    @Autowired
    private AppliedRevisions applied;

    @Test
    void theDatabaseOfTheContextHasAllRevisions() {
        assertThat(jdbc.sql("SELECT count(*) FROM open_tickets")
                        .query(Long.class)
                        .single())
                .isZero();
        assertThat(jdbc.sql("SELECT count(*) FROM java_table").query(Long.class).single())
                .isZero();
        assertThat(migrator.reader().verify().pending()).isEmpty();
    }

    @Test
    void theMigrationOfTheApplicationHasNothingToApply() {
        assertThat(applied.count).isZero();
    }

    @Test
    void theRevisionsAndSettingsAreThoseOfTheApplication(Migrations migrations) {
        migrations
                .at("a1")
                .insert("tickets", Map.of("title", "x"))
                .upgradeTo("heads")
                .assertThat("SELECT priority FROM tickets, (SELECT count(*) FROM java_table)")
                .containsExactly(Map.of("priority", "of the application"));
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration
    static class Application {

        @Bean
        AppliedRevisions appliedRevisions() {
            return new AppliedRevisions();
        }

        @Bean
        CreateJavaTable createJavaTable() {
            return new CreateJavaTable();
        }
    }

    /** Counts what the context's own migration applies. */
    static class AppliedRevisions implements MigrationListener {

        private int count;

        @Override
        public void on(MigrationEvent event) {
            if (event instanceof MigrationEvent.RevisionFinished) {
                count++;
            }
        }
    }

    @RevisionHeader(
            revision = "j1",
            revises = "b1",
            created = "2026-01-01T00:00:00Z",
            message = "create a table in Java")
    static class CreateJavaTable implements JavaRevision {

        @Override
        public void upgrade(MigrationContext context) {
            context.jdbc().sql("CREATE TABLE java_table (id int)").update();
        }
    }
}
