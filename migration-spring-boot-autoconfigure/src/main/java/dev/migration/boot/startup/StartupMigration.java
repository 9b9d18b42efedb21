// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.startup;

import java.time.Duration;
import java.util.function.Consumer;

import org.springframework.beans.factory.InitializingBean;
import org.springframework.core.Ordered;

import dev.migration.boot.observation.StartupStepListener;

/**
 * Runs a migration while the application starts. If the JVM is terminated during the run, the migration is
 * stopped.
 */
public abstract class StartupMigration implements InitializingBean, Ordered {

    private final Runnable migration;
    private final Consumer<Duration> stop;
    private final StartupStepListener startup;
    private final String database;

    /**
     * @param stop stops the migration; receives the longest time that this may take
     * @param database the name of the database, as operators know it
     */
    protected StartupMigration(
            Runnable migration, Consumer<Duration> stop, StartupStepListener startup, String database) {
        this.migration = migration;
        this.stop = stop;
        this.startup = startup;
        this.database = database;
    }

    // javac warns about a resource that the block does not use; this one is only closed.
    @Override
    @SuppressWarnings("try")
    public final void afterPropertiesSet() {
        try (StopAtShutdown hook = new StopAtShutdown(stop)) {
            startup.record(database, migration);
        }
    }

    @Override
    public int getOrder() {
        return 0;
    }
}
