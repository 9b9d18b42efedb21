package dev.migration.boot.autoconfigure;

import org.springframework.beans.factory.InitializingBean;
import org.springframework.core.Ordered;

import dev.migration.Migrator;
import dev.migration.boot.autoconfigure.MigrationProperties.StartupMode;

/** Brings the database to its target while the application starts, before any bean that needs the database. */
public class MigrationInitializer implements InitializingBean, Ordered {

    private final Migrator migrator;
    private final StartupMode mode;
    private final String target;

    public MigrationInitializer(Migrator migrator, StartupMode mode, String target) {
        this.migrator = migrator;
        this.mode = mode;
        this.target = target;
    }

    @Override
    public void afterPropertiesSet() {
        switch (mode) {
            case UPGRADE -> upgrade();
            case VERIFY -> migrator.verify();
            case NONE -> {}
        }
    }

    // javac warns of a resource that is not used; closing it is its use.
    @SuppressWarnings("try")
    private void upgrade() {
        try (StopAtShutdown stop = new StopAtShutdown(migrator)) {
            migrator.upgrade(target);
        }
    }

    @Override
    public int getOrder() {
        return 0;
    }
}
