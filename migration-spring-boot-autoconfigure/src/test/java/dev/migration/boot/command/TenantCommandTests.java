// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.command;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.support.GenericApplicationContext;

import dev.migration.Migrator;
import dev.migration.boot.properties.MigrationProperties;
import dev.migration.boot.testing.EmptyDatabase;
import dev.migration.boot.testing.Queries;
import dev.migration.cli.CommandLines;
import dev.migration.cli.command.Invocation;
import dev.migration.cli.output.Console;
import dev.migration.cli.output.ExitCode;
import dev.migration.cli.setting.GlobalOptions;
import dev.migration.cli.setting.UsageException;
import dev.migration.tenant.TenantSource;
import dev.migration.tenant.run.TenantMigrator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Commands in an application with tenants: each tenant is a database, the shared schema is not. */
class TenantCommandTests extends EmptyDatabase {

    private final ByteArrayOutputStream output = new ByteArrayOutputStream();

    @BeforeEach
    void startEmpty() {
        Queries.execute(database, "CREATE SCHEMA acme");
        Queries.execute(database, "CREATE SCHEMA umbrella");
    }

    @Test
    void aCommandRunsForEachTenant() {
        assertThat(run("upgrade")).isEqualTo(ExitCode.OK);

        assertThat(output.toString(StandardCharsets.UTF_8))
                .contains("Database acme")
                .contains("Database umbrella");
        assertThat(Queries.applied(database, "acme")).hasSize(2);
        assertThat(Queries.applied(database, "umbrella")).hasSize(2);
        assertThat(Queries.exists(database, "public.migration_revision")).isFalse();
    }

    @Test
    void aTenantIsSelectedLikeADatabase() {
        assertThat(run("upgrade", "a1", "--database", "umbrella")).isEqualTo(ExitCode.OK);

        assertThat(Queries.applied(database, "umbrella")).hasSize(1);
        assertThat(Queries.exists(database, "acme.migration_revision")).isFalse();
    }

    @Test
    void aCommandWithoutDatabaseDoesNotQueryTenants() {
        TenantSource unusable = jdbc -> {
            throw new IllegalStateException("this command must not query tenants");
        };

        int code = run(unusable, "upgrade", "heads", "--sql");

        assertThat(output.toString(StandardCharsets.UTF_8)).contains("ALTER TABLE thing ADD COLUMN colour");
        assertThat(code).isEqualTo(ExitCode.OK);
    }

    @Test
    void withoutTenantsNothingIsMigrated() {
        try (GenericApplicationContext context = context(TenantSource.of(List.of()))) {
            ApplicationCommandContext command = new ApplicationCommandContext(new GlobalOptions(), context);

            assertThat(command.databases()).isEmpty();
            assertThatExceptionOfType(UsageException.class)
                    .isThrownBy(() -> command.migrator(List.of()))
                    .withMessageContaining("migration.tenants");
        }
    }

    private int run(String... arguments) {
        return run(TenantSource.of(List.of("acme", "umbrella")), arguments);
    }

    private int run(TenantSource source, String... arguments) {
        try (GenericApplicationContext context = context(source);
                PrintStream stream = new PrintStream(output, true, StandardCharsets.UTF_8)) {
            GlobalOptions options = new GlobalOptions();
            Console console = Console.ofProcess(stream, stream, Map.of(), StandardCharsets.UTF_8);
            return CommandLines.execute(
                    new Invocation(options, new ApplicationCommandContext(options, context), console), arguments);
        }
    }

    private GenericApplicationContext context(TenantSource source) {
        GenericApplicationContext context = new GenericApplicationContext();
        TenantMigrator tenants = TenantMigrator.builder(
                        Migrator.builder().dataSource(database.dataSource()).build())
                .source(source)
                .build();
        context.registerBean(TenantMigrator.class, () -> tenants);
        context.registerBean(MigrationProperties.class);
        context.refresh();
        return context;
    }
}
