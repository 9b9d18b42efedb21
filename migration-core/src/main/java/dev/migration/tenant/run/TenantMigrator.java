// SPDX-License-Identifier: Apache-2.0
package dev.migration.tenant.run;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;

import dev.migration.MigrationReader;
import dev.migration.Migrator;
import dev.migration.Revisions;
import dev.migration.change.ChangeClass;
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
 * The commands that change a database with tenants: the same revisions run in many schemas, one for each tenant.
 *
 * <p>Each tenant keeps its state in its own schema and has its own migration lock. The search_path of a script begins with the
 * schema of the tenant, followed by the search_path of the connection. The scripts are read once. Only the schemas of the tenants
 * are changed.
 *
 * <p>Safe for use by several threads and several instances at once: each tenant is migrated by one of them.
 */
public final class TenantMigrator {

    private static final Duration FOREVER = ChronoUnit.FOREVER.getDuration();

    private final Migrator template;
    private final TenantSettings settings;
    private final TenantDiscovery discovery;
    private final RunningCommands<TenantStop> running = new RunningCommands<>(TenantStop::new);

    // Written by the thread that upgrades; if several threads upgrade, the last write counts.
    private volatile Optional<TenantRun> run = Optional.empty();

    private TenantMigrator(Migrator template, TenantSource source, TenantSettings settings) {
        template.settings().tables().schema().ifPresent(schema -> {
            throw InvalidTenantsException.schema(schema);
        });
        this.template = template;
        this.settings = settings;
        this.discovery = new TenantDiscovery(template, source, Target.parse(settings.target()));
    }

    /**
     * Returns a new builder.
     *
     * @param template has the database, the scripts, the settings and the listeners; it runs no command itself
     */
    public static Builder builder(Migrator template) {
        return new Builder(template);
    }

    /** The settings of the tenants. */
    public TenantSettings settings() {
        return settings;
    }

    /** The scripts, which are the same for all tenants. */
    public Revisions revisions() {
        return template.revisions();
    }

    /** The source of its connections. */
    public DataSource dataSource() {
        return template.dataSource();
    }

    /**
     * Upgrades every tenant that is behind, several of them concurrently. The failure of a tenant is not thrown, but is in the
     * report; see {@link TenantReport#requireComplete()}. Costs one connection and a few SELECTs if nothing is pending.
     *
     * @throws InvalidTenantsException with every invalid name
     * @throws dev.migration.error.MigrationException if the states of the tenants cannot be read
     */
    public TenantReport upgradeAll() {
        return upgradeUnattended(Set.of());
    }

    /**
     * As {@link #upgradeAll()}, for an upgrade that no person has started: a tenant with a pending revision of a class that is left to
     * a person fails, and nothing of it is run. See {@link Migrator#upgradeUnattended(String, Set)}.
     *
     * @param refused the classes that are left to a person
     */
    public TenantReport upgradeUnattended(Set<ChangeClass> refused) {
        return upgradeUnattended(refused, false);
    }

    /**
     * As {@link #upgradeUnattended(Set)}.
     *
     * @param finish whether to run first, in each tenant, what it needs of the work in the background
     *     ({@link Migrator#finishFor})
     */
    public TenantReport upgradeUnattended(Set<ChangeClass> refused, boolean finish) {
        return running.run(stop -> {
            TenantRun begun = new TenantRun(settings.parallel(), settings.onFailure(), stop);
            run = Optional.of(begun);
            try {
                return new TenantUpgrade(template, discovery, settings, stop, Set.copyOf(refused), finish)
                        .execute(begun);
            } finally {
                run = Optional.empty();
            }
        });
    }

    /**
     * Upgrades one tenant, even if the source does not list it yet. Creates its schema if the settings permit it.
     *
     * @throws dev.migration.error.MigrationException if the upgrade fails; what was committed before stays
     */
    public MigrationResult upgrade(String tenant) {
        String schema = TenantNames.check(List.of(tenant)).get(0);
        new TenantSchemas(settings.createSchemas()).require(schema, template.dataSource());
        Migrator one = migrator(schema);
        return running.run(stop -> stop.during(one::stop, () -> one.upgrade(settings.target())));
    }

    /** Returns a migrator for one tenant, for all other commands. */
    public Migrator migrator(String tenant) {
        return template.toBuilder()
                .tenant(TenantNames.check(List.of(tenant)).get(0))
                .build();
    }

    /** Reads the states of all tenants on one connection. */
    public TenantStates states() {
        return discovery.discover().states();
    }

    /** Returns the tenants with work in the background that is not done, as {@link #states()} reads them. */
    public List<String> inBackground() {
        return discovery.discover().inBackground();
    }

    /**
     * Checks that every script is applied to every tenant; changes nothing.
     *
     * @throws TenantsBehindException with the tenants that are behind
     */
    public TenantStates verify() {
        TenantStates found = states();
        if (found.upToDate() < found.total()) {
            throw TenantsBehindException.found(found);
        }
        return found;
    }

    /**
     * Waits until another process has upgraded every tenant; changes nothing. Reads the states on a new connection each time, at
     * most 5 seconds apart. {@link #stop} ends the wait.
     *
     * @param longest the longest wait
     * @throws TenantsBehindException if this time is over
     */
    public TenantStates await(Duration longest) {
        return running.run(stop -> {
            try {
                return new TenantUpgradeWaiter(discovery, stop, longest).await();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw MigrationInterruptedException.waitingToRetry(interrupted);
            }
        });
    }

    /** Waits as {@link #await(Duration)} does, without a limit. */
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

    /** The progress of the current run of {@link #upgradeAll}; empty if there is none. */
    public Optional<TenantProgress> progress() {
        return run.map(TenantRun::progress);
    }

    /**
     * Stops the running commands, from any thread: no further tenant is started, and the runs of single tenants are stopped as by
     * {@link Migrator#stop}.
     *
     * @param longest how long to wait for the commands to end
     * @return whether they have ended
     */
    public boolean stop(Duration longest) {
        return running.stop(longest);
    }

    /** Builds a {@link TenantMigrator}. */
    public static final class Builder {

        private final Migrator template;
        private TenantSettings settings = TenantSettings.defaults();
        private @Nullable TenantSource source;

        private Builder(Migrator template) {
            this.template = template;
        }

        /** The source of the names of the tenants; required. */
        public Builder source(TenantSource tenants) {
            this.source = tenants;
            return this;
        }

        public Builder settings(TenantSettings other) {
            this.settings = other;
            return this;
        }

        /** @throws InvalidTenantsException if the settings of the template have a schema for the state tables */
        public TenantMigrator build() {
            return new TenantMigrator(
                    template, Objects.requireNonNull(source, "A migrator of tenants needs a TenantSource"), settings);
        }
    }
}
