// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.command;

import java.nio.file.Path;

import org.hibernate.boot.model.naming.Identifier;
import org.hibernate.boot.model.naming.PhysicalNamingStrategySnakeCaseImpl;
import org.hibernate.cfg.MappingSettings;
import org.hibernate.engine.jdbc.env.spi.JdbcEnvironment;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.hibernate.autoconfigure.HibernatePropertiesCustomizer;
import org.springframework.boot.persistence.autoconfigure.EntityScan;
import org.springframework.context.annotation.Bean;

import dev.migration.boot.testing.Queries;
import dev.migration.test.postgres.PostgresDatabase;
import dev.migration.test.postgres.PostgresTest;

import static org.assertj.core.api.Assertions.assertThat;

/** Kinds of mappings: the model is what Hibernate creates in a database, and a revision written from it is enough for Hibernate. */
@PostgresTest
class EntityMappingTests {

    private static final String NOTHING = "-- @revision a1\n-- @upgrade\nSELECT 1;\n-- @downgrade\n";

    @TempDir
    Path scripts;

    private PostgresDatabase database;
    private EntityApplications applications;

    @BeforeEach
    void startEmpty(PostgresDatabase postgres) {
        postgres.reset();
        database = postgres;
        applications = new EntityApplications(postgres, scripts);
    }

    @Test
    void everyKindOfMappingIsWhatHibernateCreatesInADatabase() throws Exception {
        applications.write(NOTHING);
        applications.start(Everything.class, "create-only");

        assertThat(applications.run(Everything.class, "diff", "database", "model"))
                .isEqualToIgnoringNewLines("The schemas are equal.");
        assertThat(Queries.tables(database))
                .contains("animal", "vehicle", "car", "bicycle", "document", "document_lines");
    }

    @Test
    void tablesOfEnversAreThoseThatHibernateCreatesInADatabase() throws Exception {
        applications.write(NOTHING);
        applications.start(Audits.class, "create-only");

        assertThat(applications.run(Audits.class, "diff", "database", "model"))
                .isEqualToIgnoringNewLines("The schemas are equal.");
        assertThat(applications.run(Audits.class, "check"))
                .contains("+ table public.contract_aud", "+ table public.contract_signatories_aud")
                .contains("+ table public.lease_aud", "+ table history.party_history")
                .contains("+ table public.contract_party_history", "+ table public.revinfo")
                .contains("+ sequence public.revinfo_seq");
    }

    @Test
    void aRevisionFromEntitiesOfSeveralPackagesAndSchemasPassesTheValidationOfHibernate() throws Exception {
        applications.write(NOTHING);

        assertThat(applications.run(AllPackages.class, "revision", "--autogenerate", "-m", "everything"))
                .contains("Wrote ");
        assertThat(applications.run(AllPackages.class, "check"))
                .isEqualToIgnoringNewLines("The revisions mean what the model is: the entities.");
        assertThat(applications.run(AllPackages.class, "upgrade")).contains("everything");
        assertThat(applications.start(AllPackages.class, "validate")).isTrue();
        assertThat(applications.run(AllPackages.class, "revision", "--autogenerate", "-m", "again"))
                .contains("there is nothing to write");
        assertThat(applications.run(AllPackages.class, "downgrade", "base")).contains("everything");
        assertThat(applications.run(AllPackages.class, "diff", "revisions@base", "database"))
                .isEqualToIgnoringNewLines("The schemas are equal.");
    }

    @Test
    void theCustomizersOfTheApplicationDecideAboutNames() throws Exception {
        applications.write(NOTHING);
        applications.start(PrefixedTickets.class, "create-only");

        assertThat(applications.run(PrefixedTickets.class, "diff", "database", "model"))
                .isEqualToIgnoringNewLines("The schemas are equal.");
        assertThat(applications.run(PrefixedTickets.class, "check"))
                .contains("+ table public.app_ticket", "+ table public.app_ticket_tags");
    }

    @Test
    void theLabelsOfAnEnumTypeAreComparedButNotTheirOrder() throws Exception {
        applications.write("-- @revision a1\n-- @upgrade\nCREATE TYPE level AS ENUM ('LOW', 'HIGH');\n");
        assertThat(applications.run(Everything.class, "check"))
                .contains("+ table archive.kitchen_sink")
                .doesNotContain("enum public.level");

        applications.write("-- @revision a1\n-- @upgrade\nCREATE TYPE level AS ENUM ('LOW', 'MEDIUM');\n");
        assertThat(applications.run(Everything.class, "check"))
                .contains("~ enum public.level", "label 1: LOW in the revisions, HIGH in the entities");
    }

    @EntityScan(basePackageClasses = dev.migration.boot.command.everything.KitchenSink.class)
    static class Everything extends EntityApplications.Jpa {}

    @EntityScan(
            basePackageClasses = {
                dev.migration.boot.command.audited.Contract.class,
                dev.migration.boot.command.ticket.Ticket.class
            })
    static class Audits extends EntityApplications.Jpa {}

    @EntityScan(
            basePackageClasses = {
                dev.migration.boot.command.audited.Contract.class,
                dev.migration.boot.command.everything.KitchenSink.class,
                dev.migration.boot.command.ticket.Ticket.class
            })
    static class AllPackages extends EntityApplications.Jpa {}

    @EntityScan(basePackageClasses = dev.migration.boot.command.ticket.Ticket.class)
    static class PrefixedTickets extends EntityApplications.Jpa {

        @Bean
        HibernatePropertiesCustomizer namesWithAPrefix() {
            return properties -> properties.put(MappingSettings.PHYSICAL_NAMING_STRATEGY, new PrefixedNames());
        }
    }

    private static final class PrefixedNames extends PhysicalNamingStrategySnakeCaseImpl {

        @Override
        public Identifier toPhysicalTableName(Identifier name, JdbcEnvironment environment) {
            return Identifier.toIdentifier(
                    "app_" + super.toPhysicalTableName(name, environment).getText());
        }
    }
}
