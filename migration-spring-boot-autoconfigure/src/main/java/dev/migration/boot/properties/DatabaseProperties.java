// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.properties;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import dev.migration.change.ChangeClass;
import dev.migration.change.ChangePolicy;

/**
 * Properties that can be set for one database and for all databases: the connection, and the behaviour when the application
 * starts.
 */
public abstract class DatabaseProperties extends SettingsProperties {

    /** What to do when the application starts. */
    private StartupMode onStartup = StartupMode.UPGRADE;

    /** Longest time to wait for another process that upgrades the database. No limit by default. */
    private @Nullable Duration waitFor;

    /** Longest time to wait, when the application starts, for a server that does not accept connections yet. */
    private Duration connectFor = Duration.ofSeconds(30);

    /** Which changes the start of an application may apply. */
    private final Policy policy = new Policy();

    /** Revision to upgrade to. */
    private String target = "heads";

    /** JDBC URL of the database to migrate. Defaults to the application's DataSource. */
    private @Nullable String url;

    /** User to migrate with. Defaults to the user of the application's DataSource. */
    private @Nullable String username;

    /** Password of the user to migrate with. */
    private @Nullable String password;

    public StartupMode getOnStartup() {
        return onStartup;
    }

    public void setOnStartup(StartupMode onStartup) {
        this.onStartup = onStartup;
    }

    public Policy getPolicy() {
        return policy;
    }

    public @Nullable Duration getWaitFor() {
        return waitFor;
    }

    public void setWaitFor(@Nullable Duration waitFor) {
        this.waitFor = waitFor;
    }

    public Duration getConnectFor() {
        return connectFor;
    }

    public void setConnectFor(Duration connectFor) {
        this.connectFor = connectFor;
    }

    public String getTarget() {
        return target;
    }

    public void setTarget(String target) {
        this.target = target;
    }

    public @Nullable String getUrl() {
        return url;
    }

    public void setUrl(@Nullable String url) {
        this.url = url;
    }

    public @Nullable String getUsername() {
        return username;
    }

    public void setUsername(@Nullable String username) {
        this.username = username;
    }

    public @Nullable String getPassword() {
        return password;
    }

    public void setPassword(@Nullable String password) {
        this.password = password;
    }

    /** Properties of the classes of changes: which ones the start of an application may apply, and which ones are left to a person. */
    public static class Policy {

        /** Changes that let existing columns, types or constraints have more values. */
        private ChangePolicy widening = ChangePolicy.ALLOW;

        /** Changes of rows of existing tables. */
        private ChangePolicy data = ChangePolicy.ALLOW;

        /** Changes that read, write or index all rows of an existing table while others cannot write it. */
        private ChangePolicy blocking = ChangePolicy.ALLOW;

        /** Changes that drop or rename what instances may use, or drop rows. */
        private ChangePolicy destructive = ChangePolicy.ALLOW;

        /** Java revisions that do not state their class. */
        private ChangePolicy unknown = ChangePolicy.ALLOW;

        /** Returns the classes that are left to a person. */
        public Set<ChangeClass> refused() {
            Map<ChangeClass, ChangePolicy> policies = Map.of(
                    ChangeClass.WIDENING, widening,
                    ChangeClass.DATA, data,
                    ChangeClass.BLOCKING, blocking,
                    ChangeClass.DESTRUCTIVE, destructive,
                    ChangeClass.UNKNOWN, unknown);
            return policies.entrySet().stream()
                    .filter(policy -> policy.getValue() == ChangePolicy.REFUSE)
                    .map(Map.Entry::getKey)
                    .collect(Collectors.toUnmodifiableSet());
        }

        public ChangePolicy getWidening() {
            return widening;
        }

        public void setWidening(ChangePolicy widening) {
            this.widening = widening;
        }

        public ChangePolicy getData() {
            return data;
        }

        public void setData(ChangePolicy data) {
            this.data = data;
        }

        public ChangePolicy getBlocking() {
            return blocking;
        }

        public void setBlocking(ChangePolicy blocking) {
            this.blocking = blocking;
        }

        public ChangePolicy getDestructive() {
            return destructive;
        }

        public void setDestructive(ChangePolicy destructive) {
            this.destructive = destructive;
        }

        public ChangePolicy getUnknown() {
            return unknown;
        }

        public void setUnknown(ChangePolicy unknown) {
            this.unknown = unknown;
        }
    }

    /** The behaviour of an application that starts, with respect to its database. */
    public enum StartupMode {
        /** Applies pending revisions. */
        UPGRADE,
        /** Applies nothing, and fails the start if a revision is pending. */
        VERIFY,
        /** Applies nothing, and waits until another process has applied the pending revisions. */
        WAIT,
        /** Does nothing. */
        NONE
    }
}
