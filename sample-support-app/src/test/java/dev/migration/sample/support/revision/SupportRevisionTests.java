// SPDX-License-Identifier: Apache-2.0
package dev.migration.sample.support.revision;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;

import dev.migration.boot.entity.EntityModels;
import dev.migration.revision.Revision;
import dev.migration.schema.model.SchemaModel;
import dev.migration.test.LintCheck;
import dev.migration.test.MigratedDatabase;
import dev.migration.test.MigrationTest;
import dev.migration.test.Migrations;
import dev.migration.test.ModelCheck;
import dev.migration.test.RevisionChecks;

import static org.assertj.core.api.Assertions.assertThat;

/** The revisions of the application, with the ready-made tests and tests of what they do with rows. */
@MigrationTest
@SpringBootTest(webEnvironment = WebEnvironment.NONE, properties = "support.demo-data=false")
class SupportRevisionTests implements RevisionChecks, LintCheck, ModelCheck {

    @Autowired
    private ConfigurableListableBeanFactory beans;

    /** The entities, as the application maps them. */
    @Override
    public SchemaModel model() {
        return EntityModels.find(beans, Optional.empty()).orElseThrow();
    }

    /** The rows that no downgrade may lose. */
    @Override
    public Map<String, String> rowsAfter() {
        return Map.of(
                "def456",
                "INSERT INTO users (name, email) VALUES ('Ada', 'ada@example.org');"
                        + "INSERT INTO tickets (title, status, requester_id) SELECT 'Printer', 'open', id FROM users");
    }

    @Test
    void theEntitiesAreReadAsOftenAsSomebodyAsks() {
        assertThat(model().name()).isEqualTo(model().name());
    }

    @Test
    void theRevisionsCreateTheTables(Migrations migrations) {
        migrations.atHeads().assertThat().hasTables("tickets", "users", "customer_satisfaction", "scheduled_reports");
    }

    @Test
    void aTicketHasTheColumnsOfAllRevisions(Migrations migrations) {
        migrations
                .atHeads()
                .assertThat()
                .hasColumns("tickets", "id", "priority", "status", "created_at", "resolution_time_seconds")
                .hasColumn("tickets", "priority", "character varying(20)")
                .hasColumn("tickets", "status", "character varying(50)");
    }

    @Test
    void theRevisionsGoDownAndUpAgain(Migrations migrations) {
        migrations
                .atHeads()
                .downgradeTo("-1")
                .upgradeTo("heads")
                .downgradeTo("base")
                .upgradeTo("heads")
                .assertThat()
                .hasNothingPending();
    }

    @Test
    void aTicketKeepsItsTitleAndGetsTheNewStatus(Migrations migrations) {
        migrations
                .at("xyz789")
                .insert("users", Map.of("id", 1, "name", "Ada", "email", "ada@example.org"))
                .insert("tickets", Map.of("title", "Test ticket", "status", "in_progress", "requester_id", 1))
                .upgradeTo("data001")
                .assertThat("SELECT title, status FROM tickets")
                .containsExactly(Map.of("title", "Test ticket", "status", "IN_PROGRESS"));
    }

    @Test
    void everyParentIsARevision(Migrations migrations) {
        List<Revision> history = migrations.revisions().history("base:heads");

        assertThat(history).isNotEmpty();
        assertThat(history.stream().flatMap(revision -> revision.downRevisions().stream()))
                .isSubsetOf(history.stream().map(Revision::id).toList());
    }

    @Test
    void tenThousandTicketsAreConvertedInTime(Migrations migrations) {
        MigratedDatabase database = migrations
                .at("data001")
                .insert("users", Map.of("id", 1, "name", "Ada", "email", "ada@example.org"))
                .generate(
                        "tickets",
                        10_000,
                        Map.of(
                                "title", "'Test ticket ' || i",
                                "requester_id", "1",
                                "created_at", "timestamptz '2026-01-01'",
                                "resolved_at", "timestamptz '2026-01-01' + i * interval '1 second'"))
                .upgradeTo("data002", Duration.ofSeconds(30));

        database.assertThat("SELECT min(resolution_time_seconds), max(resolution_time_seconds) FROM tickets")
                .containsExactly(Map.of("min", 1, "max", 10_000));
    }
}
