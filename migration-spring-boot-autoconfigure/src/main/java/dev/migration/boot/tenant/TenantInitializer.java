package dev.migration.boot.tenant;

import org.springframework.beans.factory.InitializingBean;
import org.springframework.core.Ordered;

import dev.migration.boot.observation.StartupStepListener;
import dev.migration.boot.startup.StopAtShutdown;
import dev.migration.boot.status.DatabaseName;
import dev.migration.tenant.run.TenantMigrator;

/** Brings every tenant to the target while the application starts, before any bean that needs the database. */
public class TenantInitializer implements InitializingBean, Ordered {

    private final TenantMigrator tenants;
    private final TenantStrategy strategy;
    private final StartupStepListener startup;
    private final String database;

    /** For the only database of the application. */
    public TenantInitializer(TenantMigrator tenants, TenantStrategy strategy, StartupStepListener startup) {
        this(tenants, strategy, startup, DatabaseName.PRIMARY);
    }

    /** @param database what operators call the database whose tenants they are */
    public TenantInitializer(
            TenantMigrator tenants, TenantStrategy strategy, StartupStepListener startup, String database) {
        this.tenants = tenants;
        this.strategy = strategy;
        this.startup = startup;
        this.database = database;
    }

    // javac warns of a resource that is not used; closing it is its use.
    @Override
    @SuppressWarnings("try")
    public void afterPropertiesSet() {
        try (StopAtShutdown stop = new StopAtShutdown(tenants::stop)) {
            startup.record(database, () -> strategy.migrate(tenants));
        }
    }

    @Override
    public int getOrder() {
        return 0;
    }
}
