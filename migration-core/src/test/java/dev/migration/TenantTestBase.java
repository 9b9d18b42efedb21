// SPDX-License-Identifier: Apache-2.0
package dev.migration;

import java.util.List;
import java.util.stream.IntStream;

import dev.migration.sql.Quoting;
import dev.migration.tenant.TenantOutcome;
import dev.migration.tenant.TenantReport;
import dev.migration.tenant.TenantSettings;
import dev.migration.tenant.TenantSettings.OnFailure;
import dev.migration.tenant.TenantSource;
import dev.migration.tenant.run.TenantMigrator;

/** An empty database with one schema for each tenant. */
abstract class TenantTestBase extends MigratorTestBase {

    TenantMigrator tenants(String... schemas) {
        return tenants(builder(), schemas);
    }

    TenantMigrator tenants(MigratorBuilder template, String... schemas) {
        return tenants(template, settings(4, OnFailure.CONTINUE), schemas);
    }

    TenantMigrator tenants(MigratorBuilder template, TenantSettings settings, String... schemas) {
        return TenantMigrator.builder(template.build())
                .source(TenantSource.of(List.of(schemas)))
                .settings(settings)
                .build();
    }

    static TenantSettings settings(int parallel, OnFailure onFailure) {
        return new TenantSettings("heads", false, parallel, onFailure);
    }

    /** Creates the schemas, and returns their names. */
    String[] schemas(int number) {
        String[] names = IntStream.rangeClosed(1, number)
                .mapToObj(tenant -> "t%03d".formatted(tenant))
                .toArray(String[]::new);
        schemas(names);
        return names;
    }

    void schemas(String... names) {
        for (String name : names) {
            sql("CREATE SCHEMA " + Quoting.identifier(name));
        }
    }

    /** The tables that revisions created in a schema. */
    List<String> tablesIn(String schema) {
        return jdbc().sql("""
                        SELECT relname FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace
                        WHERE relkind = 'r' AND nspname = ? AND relname NOT LIKE 'migration%' ORDER BY 1""").param(schema).query(String.class).list();
    }

    List<String> appliedIn(String schema) {
        return jdbc().sql("SELECT revision FROM " + Quoting.identifier(schema) + ".migration_revision ORDER BY ordinal")
                .query(String.class)
                .list();
    }

    static TenantOutcome outcome(TenantReport report, String tenant) {
        return report.outcomes().stream()
                .filter(outcome -> outcome.tenant().equals(tenant))
                .findFirst()
                .orElseThrow();
    }
}
