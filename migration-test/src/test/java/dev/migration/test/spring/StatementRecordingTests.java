// SPDX-License-Identifier: Apache-2.0
package dev.migration.test.spring;

import java.nio.file.Path;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import dev.migration.test.postgres.PostgresDatabase;
import dev.migration.test.postgres.PostgresServer;
import dev.migration.test.recording.StatementRecorder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

/** A property records the statements of the application, and not those of its migration. */
class StatementRecordingTests {

    @TempDir
    private static Path folder;

    @Test
    void theFileIsWrittenWhenTheContextIsClosed() {
        EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(ApplicationUnderTest.class))
                .configurationParameter("junit.jupiter.execution.parallel.enabled", "false")
                .execute()
                .testEvents()
                .assertStatistics(tests -> tests.succeeded(1));

        assertThat(folder.resolve("statements.sql")).content().isEqualTo("""
                -- The statements that the tests of the application ran, for survive --statements.
                SELECT title FROM tickets WHERE id = $1;
                """);
    }

    /** Run by the other test. Its revisions, which the start applies, have an UPDATE. */
    @ContextConfiguration(classes = Application.class)
    @DirtiesContext
    @SpringBootTest(
            properties = {
                "migration.locations=classpath:dev/migration/test/tickets",
                "migration.variables.priority=of the application"
            })
    static class ApplicationUnderTest {

        @Autowired
        private JdbcClient jdbc;

        @Autowired
        private DataSource dataSource;

        @Autowired
        private StatementRecorder recorder;

        @DynamicPropertySource
        static void properties(DynamicPropertyRegistry properties) {
            PostgresDatabase database = PostgresServer.shared().createDatabase("recording");
            properties.add("spring.datasource.url", database::url);
            properties.add("spring.datasource.username", database::username);
            properties.add("spring.datasource.password", database::password);
            properties.add(
                    "migration.test.statements",
                    () -> folder.resolve("statements.sql").toString());
        }

        @Test
        void readsTheTitleOfATicket() throws Exception {
            jdbc.sql("SELECT title FROM tickets WHERE id = :id")
                    .param("id", 1)
                    .query()
                    .listOfRows();

            assertThat(recorder.statements()).hasSize(1);
            assertThat(dataSource.unwrap(HikariDataSource.class)).isNotNull();
        }
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration
    static class Application {}
}
