package dev.migration.boot.startup;

import org.springframework.beans.factory.InitializingBean;
import org.springframework.core.Ordered;

import dev.migration.Migrator;
import dev.migration.boot.observation.StartupStepListener;
import dev.migration.boot.status.DatabaseName;

/** Brings the database to its target while the application starts, before any bean that needs the database. */
public class MigrationInitializer implements InitializingBean, Ordered {

    private final Migrator migrator;
    private final MigrationStrategy strategy;
    private final StartupStepListener startup;
    private final String database;

    /** For the only database of the application. */
    public MigrationInitializer(Migrator migrator, MigrationStrategy strategy, StartupStepListener startup) {
        this(migrator, strategy, startup, DatabaseName.PRIMARY);
    }

    /** @param database what operators call it */
    public MigrationInitializer(
            Migrator migrator, MigrationStrategy strategy, StartupStepListener startup, String database) {
        this.migrator = migrator;
        this.strategy = strategy;
        this.startup = startup;
        this.database = database;
    }

    // javac warns of a resource that is not used; closing it is its use.
    @Override
    @SuppressWarnings("try")
    public void afterPropertiesSet() {
        try (StopAtShutdown stop = new StopAtShutdown(migrator)) {
            startup.record(database, () -> strategy.migrate(migrator));
        }
    }

    @Override
    public int getOrder() {
        return 0;
    }
}
