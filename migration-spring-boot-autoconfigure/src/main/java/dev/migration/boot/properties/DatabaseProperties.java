package dev.migration.boot.properties;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/** What can be said about one database as well as about all: how to connect to it, and what to do when the application starts. */
public abstract class DatabaseProperties extends SettingsProperties {

    /** What to do when the application starts. */
    private StartupMode onStartup = StartupMode.UPGRADE;

    /** Time to wait for another process that upgrades the database. Defaults to as long as that takes. */
    private @Nullable Duration waitFor;

    /** Time to wait, when the application starts, for a server that does not take connections yet. */
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

    /** What an application does about its database when it starts. */
    public enum StartupMode {
        /** Runs what is pending. */
        UPGRADE,
        /** Runs nothing, and does not start when something is pending. */
        VERIFY,
        /** Runs nothing, and waits until another process has run what is pending. */
        WAIT,
        /** Does nothing. */
        NONE
    }
}
