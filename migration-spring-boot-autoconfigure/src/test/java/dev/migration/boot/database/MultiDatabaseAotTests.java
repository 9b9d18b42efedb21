// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.database;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.aot.generate.ClassNameGenerator;
import org.springframework.aot.generate.DefaultGenerationContext;
import org.springframework.aot.generate.GeneratedFiles.Kind;
import org.springframework.aot.generate.InMemoryGeneratedFiles;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.javapoet.ClassName;
import org.springframework.mock.env.MockEnvironment;

import dev.migration.boot.autoconfigure.MigrationAutoConfiguration;
import dev.migration.boot.testing.Queries;
import dev.migration.boot.testing.TwoDatabases;
import dev.migration.test.postgres.PostgresDatabase;
import dev.migration.test.postgres.PostgresTest;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** The beans of several databases, generated ahead of time. */
@PostgresTest
class MultiDatabaseAotTests {

    @Test
    void codeIsGeneratedForTheBeansOfEachDatabaseWithoutAConnection(PostgresDatabase database, @TempDir Path folder)
            throws IOException {
        TwoDatabases two = TwoDatabases.empty(database, folder);
        InMemoryGeneratedFiles files = new InMemoryGeneratedFiles();
        DefaultGenerationContext generation =
                new DefaultGenerationContext(new ClassNameGenerator(ClassName.get(Application.class)), files);
        try (var context = new AnnotationConfigApplicationContext()) {
            TestPropertyValues.of(two.both())
                    .and("migration.databases.customers.tenants.schemas=acme")
                    .and("migration.databases.customers.data-source=reports")
                    .applyTo(context);
            context.register(Application.class);
            new ApplicationContextAotGenerator().processAheadOfTime(context, generation);
            generation.writeGeneratedContent();
        }

        String code = files.getGeneratedFiles(Kind.SOURCE).keySet().stream()
                .map(name -> content(files, name))
                .collect(Collectors.joining());
        assertThat(code)
                .contains("\"ordersMigrator\"", "\"reportsMonitor\"", "\"reportsMigrationInitializer\"")
                .contains("addIndexedArgumentValue(0, \"reports\")")
                .contains("setDependsOn(\"ordersMigrationInitializer\",")
                .contains("\"customersTenantMigrator\"", "\"customersTenantMonitor\"", "\"customersTenantInitializer\"")
                .contains("setDependsOn(\"reportsMigrationInitializer\",");
        assertThat(Queries.tables(two.orders())).isEmpty();
    }

    @Test
    void aNameThatWasNotKnownAtBuildTimeIsRefused() {
        MockEnvironment later = new MockEnvironment().withProperty("migration.databases.audit.schema", "audit");

        assertThatExceptionOfType(UnknownDatabaseException.class)
                .isThrownBy(() -> new MigrationDatabases(new DefaultListableBeanFactory(), later))
                .withMessageContaining("did not know these databases, or that they have tenants: audit (named by"
                        + " migration.databases.audit.schema (")
                .withMessageContaining("process-aot");
    }

    @Test
    void tenantsThatWereNotKnownAtBuildTimeAreRefused() {
        MockEnvironment later = new MockEnvironment().withProperty("migration.databases.audit.tenants.schemas", "acme");
        DefaultListableBeanFactory beans = new DefaultListableBeanFactory();
        beans.registerSingleton("auditMigrator", "generated without tenants");

        assertThatExceptionOfType(UnknownDatabaseException.class)
                .isThrownBy(() -> new MigrationDatabases(beans, later))
                .withMessageContaining("audit");
    }

    private static String content(InMemoryGeneratedFiles files, String name) {
        try {
            return requireNonNull(files.getGeneratedFileContent(Kind.SOURCE, name));
        } catch (IOException impossible) {
            throw new AssertionError(impossible);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration(MigrationAutoConfiguration.class)
    static class Application {}
}
