package dev.migration.plan;

/** What an upgrade does when the database and the scripts contradict each other. */
public enum UpgradePolicy {
    /** Runs nothing, and says what is wrong. */
    REFUSE,
    /** Says what is wrong in the log, and goes on. */
    WARN
}
