// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.command;

import java.nio.file.Path;
import java.util.Optional;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.persistence.autoconfigure.EntityScan;
import org.springframework.context.annotation.Bean;

import dev.migration.schema.SchemaDifferenceCustomizer;
import dev.migration.test.postgres.PostgresDatabase;
import dev.migration.test.postgres.PostgresTest;

import static org.assertj.core.api.Assertions.assertThat;

/** The entities of an application as the model that its revisions are compared with. */
@PostgresTest
class EntityCommandTests {

    private static final String REVISION = """
            -- @revision a1
            -- @upgrade
            CREATE TABLE ticket (
                id bigint PRIMARY KEY,
                status varchar(255) NOT NULL DEFAULT 'OPEN' CHECK (status IN ('OPEN', 'DONE')),
                requester_email varchar(80) NOT NULL,
                parent_id bigint,
                CONSTRAINT ticket_parent FOREIGN KEY (parent_id) REFERENCES ticket (id),
                CONSTRAINT email_once UNIQUE (requester_email),
                CHECK (id > 0)
            );
            CREATE TABLE ticket_tags (ticket_id bigint NOT NULL REFERENCES ticket, tags varchar(255));
            CREATE SEQUENCE ticket_seq INCREMENT BY 50;
            CREATE INDEX by_status ON ticket (status);
            CREATE INDEX open_tickets ON ticket (id) WHERE status = 'OPEN';
            CREATE VIEW open_ticket AS SELECT * FROM ticket WHERE status = 'OPEN';
            CREATE TABLE shedlock (name text PRIMARY KEY);
            COMMENT ON TABLE ticket IS 'of customers';
            """;

    @TempDir
    Path scripts;

    private EntityApplications applications;

    @BeforeEach
    void startEmpty(PostgresDatabase postgres) {
        postgres.reset();
        applications = new EntityApplications(postgres, scripts);
    }

    @Test
    void revisionsThatMeanTheEntitiesAreEqualWithoutAnyConnectionOfHibernate() throws Exception {
        applications.write(REVISION);

        assertThat(applications.run(Tickets.class, "check"))
                .isEqualToIgnoringNewLines("The revisions mean what the model is: the entities.");
    }

    @Test
    void checkSeesAnEnumConstantAnIndexAndAColumnThatAreMissing() throws Exception {
        applications.write(REVISION.replace(", 'DONE'", "")
                .replace("CREATE INDEX by_status ON ticket (status);\n", "")
                .replace(
                        "    requester_email varchar(80) NOT NULL,\n",
                        "    requester_email text NOT NULL, extra int,\n"));

        assertThat(applications.run(Tickets.class, "check").lines().toList())
                .contains(
                        "The revisions differ from the model, the entities, in 4 objects:",
                        "  + index public.by_status  only in the entities",
                        "  - column public.ticket.extra  only in the revisions",
                        "  ~ column public.ticket.requester_email",
                        "      type: text in the revisions, character varying(80) in the entities",
                        "  ~ constraint public.ticket.ticket_status_check");
        assertThat(applications.run(Tickets.class, "diff", "model", "revisions"))
                .contains("- index public.by_status  only in the entities");
    }

    @Test
    void aBeanVetoesADifference() throws Exception {
        applications.write(REVISION.replace("CREATE INDEX by_status ON ticket (status);\n", "")
                .replace("    requester_email varchar(80) NOT NULL,\n", "    requester_email text NOT NULL,\n"));

        assertThat(applications.run(TicketsWithoutIndexes.class, "check"))
                .contains("in 1 object:", "~ column public.ticket.requester_email")
                .doesNotContain("by_status");
        applications.write(REVISION.replace("CREATE INDEX by_status ON ticket (status);\n", "")
                + "ALTER TABLE ticket DROP COLUMN parent_id CASCADE;\n");
        assertThat(applications.run(TicketsWithoutIndexes.class, "revision", "--autogenerate", "--sql"))
                .contains("ADD COLUMN parent_id bigint")
                .doesNotContain("by_status");
    }

    @Test
    void aRevisionIsWrittenFromTheEntitiesAndLeavesAloneWhatTheyDoNotSay() throws Exception {
        applications.write(REVISION.replace(", 'DONE'", "")
                + "ALTER TABLE ticket DROP COLUMN parent_id CASCADE, ALTER COLUMN requester_email TYPE varchar(90);\n"
                + "-- @downgrade\nDROP TABLE ticket, ticket_tags, shedlock CASCADE;\nDROP SEQUENCE ticket_seq;\n");

        String output = applications.run(Tickets.class, "revision", "--autogenerate", "-m", "follow the entities");

        assertThat(output).contains("Wrote ");
        assertThat(applications.run(Tickets.class, "check"))
                .isEqualToIgnoringNewLines("The revisions mean what the model is: the entities.");
        assertThat(applications.run(Tickets.class, "revision", "--autogenerate", "-m", "again"))
                .contains("there is nothing to write");
    }

    @Test
    void allFaultsOfAMappingAreReportedWithEntityAndAttribute() throws Exception {
        applications.write(REVISION);

        assertThat(applications.run(Faults.class, "check"))
                .contains(
                        "Faulty: user is a reserved word",
                        "Faulty.order: order is a reserved word",
                        "Faulty.longOne: the name " + "x".repeat(70) + " has 70 bytes",
                        "unique index live: Hibernate writes the options 'where status = 1'",
                        "index lower_name: there is no column 'lower(name)'");
    }

    @Test
    void entitiesThatDoNotMapAreReported() throws Exception {
        applications.write(REVISION);

        assertThat(applications.run(Unmapped.class, "check"))
                .contains("The schema of the entities cannot be created", "NoId", "Correct the mapping");
    }

    @Test
    void anApplicationWithoutEntitiesIsToldToNameAModel() throws Exception {
        applications.write(REVISION);

        assertThat(applications.run(InProcessCommand.Application.class, "check"))
                .contains("There is no model to compare with.", "--model file:schema.sql");
    }

    @EntityScan(basePackageClasses = dev.migration.boot.command.ticket.Ticket.class)
    static class Tickets extends EntityApplications.Jpa {}

    @EntityScan(basePackageClasses = dev.migration.boot.command.ticket.Ticket.class)
    static class TicketsWithoutIndexes extends EntityApplications.Jpa {

        @Bean
        SchemaDifferenceCustomizer indexesBelongToTheRevisions() {
            return difference ->
                    difference.object().kind().equals("index") ? Optional.empty() : Optional.of(difference);
        }
    }

    @EntityScan(basePackageClasses = dev.migration.boot.command.faulty.Faulty.class)
    static class Faults extends EntityApplications.Jpa {}

    @EntityScan(basePackageClasses = dev.migration.boot.command.unmapped.NoId.class)
    static class Unmapped extends EntityApplications.Jpa {}
}
