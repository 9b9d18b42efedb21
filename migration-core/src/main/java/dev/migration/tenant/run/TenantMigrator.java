package dev.migration.tenant.run;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;

import dev.migration.MigrationReader;
import dev.migration.Migrator;
import dev.migration.Revisions;
import dev.migration.execution.failure.MigrationInterruptedException;
import dev.migration.execution.session.RunningCommands;
import dev.migration.result.MigrationResult;
import dev.migration.revision.target.Target;
import dev.migration.tenant.InvalidTenantsException;
import dev.migration.tenant.TenantNames;
import dev.migration.tenant.TenantProgress;
import dev.migration.tenant.TenantReport;
import dev.migration.tenant.TenantSettings;
import dev.migration.tenant.TenantSource;
import dev.migration.tenant.TenantStates;
import dev.migration.tenant.TenantsBehindException;

/**
 * The front door where the same revisions run in many schemas of one database, a schema for each tenant.
 *
 * <p>Each tenant keeps its state in its own schema and has a migration lock of its own. Scripts see the tenant's schema first, and
 * behind it what the connection shows anyway. Scripts are read once. Nothing is done outside of the tenants' schemas.
 *
 * <p>Safe for use by many threads and by many instances at once: each tenant is migrated by one of them.
 */
public final class TenantMigrator {

    private static final Duration FOREVER = ChronoUnit.FOREVER.getDuration();

    private final Migrator template;
    private final TenantSettings settings;
    private final TenantDiscovery census;
    private final RunningCommands<TenantStop> running = new RunningCommands<>(TenantStop::new);

    // Written by the thread that upgrades; where several do, the last word counts.
    private volatile Optional<TenantRun> run = Optional.empty();

    private TenantMigrator(Migrator template, TenantSource source, TenantSettings settings) {
        template.settings().tables().schema().ifPresent(schema -> {
            throw InvalidTenantsException.schema(schema);
        });
        this.template = template;
        this.settings = settings;
        this.census = new TenantDiscovery(template, source, Target.parse(settings.target()));
    }

    /**
     * Begins to build one.
     *
     * @param template knows the database, the scripts, the settings and the listeners; it is not run itself
     */
    public static Builder builder(Migrator template) {
        return new Builder(template);
    }

    /** What it was told about tenants. */
    public TenantSettings settings() {
        return settings;
    }

    /** The scripts, which are every tenant's. */
    public Revisions revisions() {
        return template.revisions();
    }

    /** Where its connections come from. */
    public DataSource dataSource() {
        return template.dataSource();
    }

    /**
     * Upgrades every tenant that is behind, so many at a time. A tenant that fails does not throw: it is in the report, see {@link
     * TenantReport#requireComplete()}. When nothing is pending, that costs one connection and a few SELECTs for all.
     *
     * @throws InvalidTenantsException with every name that cannot be a tenant's
     * @throws dev.migration.error.MigrationException if it cannot be seen where the tenants are
     */
    public TenantReport upgradeAll() {
        return running.run(stop -> {
            TenantRun begun = new TenantRun(settings.parallel(), settings.onFailure(), stop);
            run = Optional.of(begun);
            try {
                return new TenantUpgrade(template, census, settings, stop).execute(begun);
            } finally {
                run = Optional.empty();
            }
        });
    }

    /**
     * Upgrades one tenant, which the source need not know yet, and makes its schema if the settings say so.
     *
     * @throws dev.migration.error.MigrationException of the kind that fits; what was committed before stays
     */
    public MigrationResult upgrade(String tenant) {
        String schema = TenantNames.check(List.of(tenant)).get(0);
        new TenantSchemas(settings.createSchemas()).require(schema, template.dataSource());
        Migrator one = migrator(schema);
        return running.run(stop -> stop.during(one::stop, () -> one.upgrade(settings.target())));
    }

    /** The front door of one tenant, for whatever else is to be done there. */
    public Migrator migrator(String tenant) {
        return template.toBuilder()
                .tenant(TenantNames.check(List.of(tenant)).get(0))
                .build();
    }

    /** Where every tenant is, on one connection. */
    public TenantStates states() {
        return census.discover().states();
    }

    /**
     * Looks whether every script is applied to every tenant, without changing anything.
     *
     * @throws TenantsBehindException with those that are behind
     */
    public TenantStates verify() {
        TenantStates found = states();
        if (found.upToDate() < found.total()) {
            throw TenantsBehindException.found(found);
        }
        return found;
    }

    /**
     * Waits until another process has upgraded every tenant, and does nothing itself: looks again and again, at most every 5
     * seconds, on a connection of its own each time. {@link #stop} ends it.
     *
     * @param longest how long at most
     * @throws TenantsBehindException if that is over
     */
    public TenantStates await(Duration longest) {
        return running.run(stop -> {
            try {
                return new TenantUpgradeWaiter(census, stop, longest).await();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw MigrationInterruptedException.waitingToRetry(interrupted);
            }
        });
    }

    /** The same, for as long as it takes. */
    public TenantStates await() {
        return await(FOREVER);
    }

    /** See {@link MigrationReader#awaitServer}. */
    public void awaitServer(Duration longest) {
        running.run(stop -> stop.during(template::stop, () -> {
            template.reader().awaitServer(longest);
            return stop;
        }));
    }

    /** How far the run is that {@link #upgradeAll} began; empty when none is under way. */
    public Optional<TenantProgress> progress() {
        return run.map(TenantRun::progress);
    }

    /**
     * Stops the commands that are under way, from any thread: no tenant is begun any more, and the running ones are stopped as
     * {@link Migrator#stop} stops one.
     *
     * @param longest how long to wait for them
     * @return whether they are over
     */
    public boolean stop(Duration longest) {
        return running.stop(longest);
    }

    /** Builds a migrator of tenants. */
    public static final class Builder {

        private final Migrator template;
        private TenantSettings settings = TenantSettings.defaults();
        private @Nullable TenantSource source;

        private Builder(Migrator template) {
            this.template = template;
        }

        /** Which tenants there are. */
        public Builder source(TenantSource tenants) {
            this.source = tenants;
            return this;
        }

        public Builder settings(TenantSettings other) {
            this.settings = other;
            return this;
        }

        /** @throws InvalidTenantsException if the template keeps its state in a schema of its own */
        public TenantMigrator build() {
            return new TenantMigrator(
                    template, Objects.requireNonNull(source, "A migrator of tenants needs a TenantSource"), settings);
        }
    }
}
