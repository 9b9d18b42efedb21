// SPDX-License-Identifier: Apache-2.0
package dev.migration.test.spring;

import java.util.List;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.BeanFactoryAware;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.config.BeanPostProcessor;

import dev.migration.Migrator;
import dev.migration.tenant.run.TenantMigrator;
import dev.migration.test.database.RevisionTemplates;
import dev.migration.test.postgres.PostgresDatabase;
import dev.migration.test.postgres.PostgresServer;

/**
 * Applies all revisions to the database of a context before the migration of the application looks: it becomes a copy of a
 * template, which is filled once in a JVM.
 */
final class ContextDatabase implements BeanPostProcessor, BeanFactoryAware, DisposableBean {

    /** The name that the auto-configuration gives the migrator of the application's database. */
    private static final String MIGRATOR = "migrator";

    private final PostgresDatabase database;
    private boolean hasTenants;

    ContextDatabase(PostgresDatabase database) {
        this.database = database;
    }

    @Override
    public void setBeanFactory(BeanFactory factory) {
        // Tenants have schemas of their own, which their migrator creates.
        hasTenants = ((ListableBeanFactory) factory).getBeanNamesForType(TenantMigrator.class, true, false).length > 0;
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        if (bean instanceof Migrator migrator && name.equals(MIGRATOR) && !hasTenants) {
            Migrator silent = migrator.toBuilder().withoutListeners().build();
            new RevisionTemplates(PostgresServer.shared(), silent).reset(database, List.of("heads"));
        }
        return bean;
    }

    @Override
    public void destroy() {
        database.close();
    }
}
