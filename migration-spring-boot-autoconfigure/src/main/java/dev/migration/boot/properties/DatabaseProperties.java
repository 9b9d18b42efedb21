// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.properties;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

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
