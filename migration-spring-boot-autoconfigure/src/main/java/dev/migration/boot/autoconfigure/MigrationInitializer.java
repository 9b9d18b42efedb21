package dev.migration.boot.autoconfigure;

import org.springframework.beans.factory.InitializingBean;
import org.springframework.core.Ordered;

import dev.migration.Migrator;
import dev.migration.boot.trace.MigrationStartup;

/** Brings the database to its target while the application starts, before any bean that needs the database. */
public class MigrationInitializer implements InitializingBean, Ordered {

    private final Migrator migrator;
    private final MigrationStrategy strategy;
    private final MigrationStartup startup;

    public MigrationInitializer(Migrator migrator, MigrationStrategy strategy, MigrationStartup startup) {
        this.migrator = migrator;
        this.strategy = strategy;
        this.startup = startup;
    }

    // javac warns of a resource that is not used; closing it is its use.
    @Override
    @SuppressWarnings("try")
    public void afterPropertiesSet() {
        try (StopAtShutdown stop = new StopAtShutdown(migrator)) {
            startup.record(() -> strategy.migrate(migrator));
        }
    }

    @Override
    public int getOrder() {
        return 0;
    }
}
