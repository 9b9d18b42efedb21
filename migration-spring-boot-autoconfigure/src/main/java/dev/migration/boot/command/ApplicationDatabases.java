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
import dev.migration.boot.status.DatabaseName;
import dev.migration.cli.setting.UsageException;
import dev.migration.error.MigrationException;
import dev.migration.tenant.TenantState;
import dev.migration.tenant.run.TenantMigrator;

/**
 * The databases of an application, as commands name them: {@code orders}, or {@code customers/acme} for a tenant of the database {@code
 * customers}. Where the application has nothing but tenants, and their database has no name, a tenant is {@code acme}.
 *
 * @param migrators the beans by the names of their databases
 * @param tenanted the beans of databases that have tenants, the same way
 */
record ApplicationDatabases(
        ConfigurableApplicationContext context,
        SortedMap<String, String> migrators,
        SortedMap<String, String> tenanted) {

    private static final String SEPARATOR = "/";

    static ApplicationDatabases of(ConfigurableApplicationContext context) {
        return new ApplicationDatabases(
                context,
                beans(context, Migrator.class, DatabaseName::ofMigrator),
                beans(context, TenantMigrator.class, DatabaseName::ofTenantMigrator));
    }

    boolean isEmpty() {
        return migrators.isEmpty() && tenanted.isEmpty();
    }

    /** Whether tenants are all there is, so that none needs the name of its database. */
    boolean areTenants() {
        return migrators.isEmpty() && tenanted.size() == 1 && !isNamed();
    }

    /** Empty where there is one that has no name. */
    List<String> names() {
        if (areTenants()) {
            return of(tenantMigrator(tenanted.firstKey())).toList();
        }
        List<String> names = List.copyOf(all());
        return names.size() > 1 || isNamed() ? names : List.of();
    }

    /** The tenants of a database of {@link #names()}; empty if it has a state of its own. */
    Optional<List<String>> tenants(String name) {
        boolean has = !areTenants() && tenanted.containsKey(name);
        return has
                ? Optional.of(of(tenantMigrator(name))
                        .map(tenant -> name + SEPARATOR + tenant)
                        .toList())
                : Optional.empty();
    }

    /** The database that has the scripts of what is named: {@code customers} for {@code customers/acme}. */
    String project(String name) {
        return areTenants() ? name : group(name).orElse(name);
    }

    /** @throws MigrationException why there is none; what Spring says about it is less to the point */
    Migrator migrator(Optional<String> name) {
        if (areTenants()) {
            return tenantMigrator(tenanted.firstKey()).migrator(name.orElseThrow(ApplicationDatabases::noTenant));
        }
        Optional<String> group = name.flatMap(this::group);
        if (group.isPresent()) {
            String tenant = name.get().substring(group.get().length() + SEPARATOR.length());
            return tenantMigrator(group.get()).migrator(tenant);
        }
        return name.or(() -> migrators.keySet().stream().findFirst())
                .map(migrators::get)
                .map(bean -> bean(bean, Migrator.class))
                .orElseThrow(() -> tenanted.isEmpty() ? nothingToMigrate() : noTenant());
    }

    static UsageException nothingToMigrate() {
        return new UsageException(
                "This application has no database to migrate: there is no DataSource.",
                "Set spring.datasource.url, or add --url 'jdbc:postgresql://HOST:PORT/DATABASE'.");
    }

    private static UsageException noTenant() {
        return new UsageException(
                "The revisions of this application are its tenants', and no tenant is named, or there is none.",
                "Add --database TENANT (NAME/TENANT where databases have names), or see migration.tenants and what the"
                        + " application's TenantSource reads.");
    }

    private Optional<String> group(String name) {
        return tenanted.keySet().stream()
                .filter(database -> name.startsWith(database + SEPARATOR))
                .findFirst();
    }

    private boolean isNamed() {
        return !isEmpty()
                && context.getBeanProvider(MigrationDatabases.class).stream()
                        .anyMatch(known -> known.names().containsAll(all()));
    }

    private TreeSet<String> all() {
        return Stream.concat(migrators.keySet().stream(), tenanted.keySet().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private Stream<String> of(TenantMigrator tenants) {
        return tenants.states().all().stream().map(TenantState::tenant);
    }

    private TenantMigrator tenantMigrator(String database) {
        return bean(tenanted.getOrDefault(database, database), TenantMigrator.class);
    }

    private <T> T bean(String name, Class<T> type) {
        try {
            return context.getBeanFactory().getBean(name, type);
        } catch (BeansException failure) {
            throw known(failure);
        }
    }

    private RuntimeException known(BeansException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof MigrationException known) {
                return known;
            }
        }
        return StartFailure.of(failure, context).orElse(failure);
    }

    private static SortedMap<String, String> beans(
            ConfigurableApplicationContext context, Class<?> type, UnaryOperator<String> database) {
        SortedMap<String, String> beans = new TreeMap<>();
        Stream.of(context.getBeanNamesForType(type)).forEach(bean -> beans.put(database.apply(bean), bean));
        return beans;
    }
}
