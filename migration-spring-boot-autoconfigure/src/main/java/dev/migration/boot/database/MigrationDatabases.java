// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.database;

import java.util.List;
import java.util.Objects;

import javax.sql.DataSource;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.env.Environment;

import dev.migration.MigrationSettings;
import dev.migration.Migrator;
import dev.migration.MigratorBuilder;
import dev.migration.boot.observation.StartupStepListener;
import dev.migration.boot.properties.NamedDatabaseProperties;
import dev.migration.boot.properties.TenantsProperties;
import dev.migration.boot.startup.MigrationCustomizer;
import dev.migration.boot.startup.MigrationInitializer;
import dev.migration.boot.startup.MigrationStrategy;
import dev.migration.boot.startup.StartupStrategy;
import dev.migration.boot.status.MigrationMonitor;
import dev.migration.boot.tenant.TenantInitializer;
import dev.migration.boot.tenant.TenantSources;
import dev.migration.boot.tenant.TenantStartupStrategy;
import dev.migration.boot.tenant.TenantStrategy;
import dev.migration.event.MigrationListener;
import dev.migration.script.JavaRevision;
import dev.migration.tenant.TenantSource;
import dev.migration.tenant.run.TenantMigrator;

/** The databases of {@code migration.databases.*}: their settings, and the factory methods of their beans. */
public final class MigrationDatabases {

    /** The name of the bean of this type. */
    public static final String BEAN = "migrationDatabases";

    private static final Logger log = LoggerFactory.getLogger(MigrationDatabases.class);

    private final ConfigurableListableBeanFactory beans;
    private final Environment environment;
    private final DatabaseNames names;
    private final DatabaseBeans members;
    private final NamedDataSources sources;
    private final StateTableOwners owners = new StateTableOwners();

    /**
     * @throws MisplacedTenantsException if a property or a bean defines tenants without naming their database
     * @throws UnknownDatabaseException if the beans of a database were not generated ahead of time
     */
    public MigrationDatabases(ConfigurableListableBeanFactory beans, Environment environment) {
        this.beans = beans;
        this.environment = environment;
        this.names = DatabaseNames.in(environment);
        this.members = new DatabaseBeans(beans, names.list());
        DatabaseKinds kinds = new DatabaseKinds(names, members);
        kinds.requireThatTenantsHaveADatabase();
        requireBeans(kinds);
        this.sources = new NamedDataSources(beans, names, members, beans.getBeanProvider(DataSource.class));
    }

    /** Bean definitions that were generated ahead of time contain only the databases that were known then. */
    private void requireBeans(DatabaseKinds kinds) {
        List<String> unknown = names.list().stream()
                .filter(name -> !beans.containsBean(kinds.migrator(name)))
                .toList();
        if (!unknown.isEmpty()) {
            throw new UnknownDatabaseException(unknown.stream()
                    .map(name -> name + " (named by " + names.origin(name) + ")")
                    .toList());
        }
    }

    /** Returns the names of the databases, in the order in which they are migrated. */
    public List<String> names() {
        return names.list();
    }

    /** Returns the settings of a database. A key that the database does not set has the value for all databases. */
    public MigrationSettings settings(String database) {
        return names.settings(database).toSettings(environment.getProperty("spring.application.name", "application"));
    }

    /** Returns the Java revisions that are beans for this database or for all databases. */
    public List<JavaRevision> javaRevisions(String database) {
        return members.of(database, JavaRevision.class);
    }

    // Called by name; see DatabaseRegistrar.
    Migrator migrator(String database) {
        Migrator migrator = build(database);
        owners.claim(database, migrator);
        return migrator;
    }

    // Called by name; see DatabaseRegistrar.
    TenantMigrator tenantMigrator(String database) {
        NamedDatabaseProperties settings = names.settings(database);
        TenantsProperties tenants = settings.getTenants();
        TenantMigrator migrator = TenantMigrator.builder(build(database))
                .source(TenantSources.of(tenants, members.of(database, TenantSource.class).stream()))
                .settings(tenants.toSettings(settings.getTarget()))
                .build();
        tenants.getSchemas().forEach(schema -> owners.claim(database, migrator.migrator(schema)));
        return migrator;
    }

    /** Builds the migrator without claiming its state tables. */
    private Migrator build(String database) {
        MigratorBuilder builder = Migrator.builder()
                .dataSource(sources.of(database))
                .settings(settings(database))
                .javaRevisions(javaRevisions(database))
                .classLoader(Objects.requireNonNull(beans.getBeanClassLoader()));
        members.of(database, MigrationListener.class)
                .forEach(listener -> builder.listener(listener.forDatabase(database)));
        members.of(database, MigrationCustomizer.class).forEach(customizer -> customizer.customize(builder));
        Migrator migrator = builder.build();
        // A fault in the scripts of one database is reported before any of them is migrated.
        migrator.revisions();
        return migrator;
    }

    // Called by name; see DatabaseRegistrar.
    MigrationMonitor monitor(String database, Migrator migrator) {
        return new MigrationMonitor(
                migrator, names.settings(database).getPolicy().refused());
    }

    // Called by name; see DatabaseRegistrar.
    MigrationInitializer initializer(String database, Migrator migrator) {
        MigrationStrategy strategy = isEnabled() ? strategy(database) : StartupStrategy.SWITCHED_OFF;
        return new MigrationInitializer(migrator, strategy, beans.getBean(StartupStepListener.class), database);
    }

    // Called by name; see DatabaseRegistrar.
    TenantInitializer tenantInitializer(String database, TenantMigrator tenants) {
        if (members.hasOwn(database, MigrationStrategy.class)) {
            log.warn("'{}' has tenants: its MigrationStrategy is ignored; define a TenantStrategy instead", database);
        }
        TenantStrategy strategy = isEnabled() ? tenantStrategy(database) : switchedOff -> {};
        return new TenantInitializer(tenants, strategy, beans.getBean(StartupStepListener.class), database);
    }

    private boolean isEnabled() {
        return environment.getProperty("migration.enabled", Boolean.class, true);
    }

    private MigrationStrategy strategy(String database) {
        return members.oneOf(database, MigrationStrategy.class).orElseGet(() -> configured(database));
    }

    private TenantStrategy tenantStrategy(String database) {
        return members.oneOf(database, TenantStrategy.class)
                .orElseGet(() -> new TenantStartupStrategy(configured(database)));
    }

    private StartupStrategy configured(String database) {
        return StartupStrategy.of(names.settings(database), key -> names.keyOf(database, key))
                .finishing(environment.getProperty("migration.background.finish", Boolean.class, false));
    }

    /** Returns whether one of the databases is migrated through this DataSource or one that is derived from it. */
    public boolean isMigrated(DataSource dataSource) {
        return sources.isMigrated(dataSource);
    }
}
