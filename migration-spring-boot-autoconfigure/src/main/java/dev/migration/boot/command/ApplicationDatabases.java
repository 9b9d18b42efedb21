// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.command;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.springframework.beans.BeansException;
import org.springframework.context.ConfigurableApplicationContext;

import dev.migration.Migrator;
import dev.migration.boot.database.MigrationDatabases;
import dev.migration.boot.status.DatabaseBean;
import dev.migration.cli.setting.UsageException;
import dev.migration.tenant.TenantState;
import dev.migration.tenant.run.TenantMigrator;

/**
 * The databases of an application under the names that commands use: {@code orders}, or {@code customers/acme} for a tenant
 * of the database {@code customers}. If the application has only tenants and their database has no name, the name of a tenant
 * is {@code acme}.
 *
 * @param migrators the names of {@link Migrator} beans, by the names of their databases
 * @param tenantMigrators the names of {@link TenantMigrator} beans, by the names of their databases
 */
record ApplicationDatabases(
        ConfigurableApplicationContext context,
        SortedMap<String, String> migrators,
        SortedMap<String, String> tenantMigrators) {

    private static final String SEPARATOR = "/";

    static ApplicationDatabases of(ConfigurableApplicationContext context) {
        return new ApplicationDatabases(
                context,
                beans(context, Migrator.class, DatabaseBean.MIGRATOR::database),
                beans(context, TenantMigrator.class, DatabaseBean.TENANT_MIGRATOR::database));
    }

    boolean isEmpty() {
        return migrators.isEmpty() && tenantMigrators.isEmpty();
    }

    /** Returns whether the application has only tenants of a database without a name. */
    boolean areTenants() {
        return migrators.isEmpty() && tenantMigrators.size() == 1 && !isNamed();
    }

    /** Returns the names of all databases, or of all tenants; empty if there is one database without a name. */
    List<String> names() {
        if (areTenants()) {
            return of(tenantMigrator(tenantMigrators.firstKey())).toList();
        }
        List<String> names = List.copyOf(all());
        return names.size() > 1 || isNamed() ? names : List.of();
    }

    /** Returns the tenants of a database of {@link #names()}; empty if the database has no tenants. */
    Optional<List<String>> tenants(String name) {
        boolean hasTenants = !areTenants() && tenantMigrators.containsKey(name);
        return hasTenants
                ? Optional.of(of(tenantMigrator(name))
                        .map(tenant -> name + SEPARATOR + tenant)
                        .toList())
                : Optional.empty();
    }

    /** Returns the database that has the scripts of a name: {@code customers} for {@code customers/acme}. */
    String project(String name) {
        return areTenants() ? name : databaseOfTenant(name).orElse(name);
    }

    /** @throws dev.migration.error.MigrationException if there is no migrator; more specific than the exception of Spring */
    Migrator migrator(Optional<String> name) {
        if (areTenants()) {
            return tenantMigrator(tenantMigrators.firstKey())
                    .migrator(name.orElseThrow(ApplicationDatabases::noTenant));
        }
        Optional<String> database = name.flatMap(this::databaseOfTenant);
        if (database.isPresent()) {
            String tenant = name.get().substring(database.get().length() + SEPARATOR.length());
            return tenantMigrator(database.get()).migrator(tenant);
        }
        return name.or(() -> migrators.keySet().stream().findFirst())
                .map(migrators::get)
                .map(bean -> bean(bean, Migrator.class))
                .orElseThrow(() -> tenantMigrators.isEmpty() ? nothingToMigrate() : noTenant());
    }

    static UsageException nothingToMigrate() {
        return new UsageException(
                "This application has no database to migrate: there is no DataSource.",
                "Set spring.datasource.url, or add --url 'jdbc:postgresql://HOST:PORT/DATABASE'.");
    }

    private static UsageException noTenant() {
        return new UsageException(
                "The revisions of this application are for tenants, and no tenant is selected, or there is none.",
                "Add --database TENANT (NAME/TENANT if databases have names). If there is no tenant, check migration.tenants"
                        + " and the query of the application's TenantSource.");
    }

    private Optional<String> databaseOfTenant(String name) {
        return tenantMigrators.keySet().stream()
                .filter(database -> name.startsWith(database + SEPARATOR))
                .findFirst();
    }

    private boolean isNamed() {
        return !isEmpty()
                && context.getBeanProvider(MigrationDatabases.class).stream()
                        .anyMatch(known -> known.names().containsAll(all()));
    }

    private TreeSet<String> all() {
        return Stream.concat(migrators.keySet().stream(), tenantMigrators.keySet().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private Stream<String> of(TenantMigrator tenants) {
        return tenants.states().all().stream().map(TenantState::tenant);
    }

    private TenantMigrator tenantMigrator(String database) {
        return bean(tenantMigrators.getOrDefault(database, database), TenantMigrator.class);
    }

    private <T> T bean(String name, Class<T> type) {
        try {
            return context.getBeanFactory().getBean(name, type);
        } catch (BeansException failure) {
            throw StartFailure.known(failure, context);
        }
    }

    private static SortedMap<String, String> beans(
            ConfigurableApplicationContext context, Class<?> type, UnaryOperator<String> database) {
        SortedMap<String, String> beans = new TreeMap<>();
        Stream.of(context.getBeanNamesForType(type)).forEach(bean -> beans.put(database.apply(bean), bean));
        return beans;
    }
}
