// SPDX-License-Identifier: Apache-2.0
package dev.migration.setting;

import java.util.Arrays;

/**
 * The keys under {@code migration} that configure one database. The settings file of the command line is read with these keys;
 * Spring Boot's properties declare the same keys, which a test compares with this list. Their defaults are those of
 * {@code MigrationSettings}.
 */
public enum SettingKey {
    LOCATIONS("locations", SettingType.LIST),
    MODULES_INCLUDE("modules.include", SettingType.LIST),
    MODULES_EXCLUDE("modules.exclude", SettingType.LIST),
    SCHEMA("schema", SettingType.TEXT),
    REVISION_TABLE("revision-table", SettingType.TEXT),
    HISTORY_TABLE("history-table", SettingType.TEXT),
    VARIABLES("variables", SettingType.MAP),
    LOCK_WAIT("lock.wait", SettingType.DURATION),
    LOCK_MAX_WAIT("lock.max-wait", SettingType.DURATION),
    LOCK_TERMINATE_IDLE_AFTER("lock.terminate-idle-after", SettingType.DURATION),
    LOCK_TIMEOUT("lock-timeout", SettingType.DURATION),
    STATEMENT_TIMEOUT("statement-timeout", SettingType.DURATION),
    RETRY_FOR("retry-for", SettingType.DURATION),
    JAVA_IDLE_TIMEOUT("java-idle-timeout", SettingType.DURATION),
    FLUSH_EACH("flush-each", SettingType.FLAG),
    REQUIRE_SINGLE_HEAD("require-single-head", SettingType.FLAG),
    ON_DIVERGED("on-diverged", SettingType.POLICY),
    ON_EDITED("on-edited", SettingType.POLICY),
    ON_SPLICED("on-spliced", SettingType.POLICY),
    VERIFY_SCHEMA("verify-schema", SettingType.VERIFICATION),
    BATCH_MAX_LAG("batch.max-lag", SettingType.DURATION),
    BATCH_MAX_WAL("batch.max-wal", SettingType.SIZE),
    BATCH_MAX_DEAD_ROWS("batch.max-dead-rows", SettingType.PERCENTAGE),
    BATCH_WAIT_FOR_VACUUM("batch.wait-for-vacuum", SettingType.FLAG),
    BATCH_ONLY("batch.only", SettingType.TIME_WINDOW),
    BATCH_HOLD_IF("batch.hold-if", SettingType.TEXT),
    URL("url", SettingType.TEXT),
    USERNAME("username", SettingType.TEXT),
    PASSWORD("password", SettingType.TEXT),

    ENABLED("enabled", SettingType.FLAG, Scope.APPLICATION),
    ON_STARTUP("on-startup", SettingType.TEXT, Scope.APPLICATION),
    TARGET("target", SettingType.TEXT, Scope.APPLICATION),
    WAIT_FOR("wait-for", SettingType.DURATION, Scope.APPLICATION),
    CONNECT_FOR("connect-for", SettingType.DURATION, Scope.APPLICATION),
    BACKGROUND_ENABLED("background.enabled", SettingType.FLAG, Scope.APPLICATION),
    BACKGROUND_WORKERS("background.workers", SettingType.TEXT, Scope.APPLICATION),
    BACKGROUND_FINISH("background.finish", SettingType.FLAG, Scope.APPLICATION),
    DEPENDS_ON_TYPES("depends-on-types", SettingType.LIST, Scope.APPLICATION),
    POLICY_WIDENING("policy.widening", SettingType.TEXT, Scope.APPLICATION),
    POLICY_DATA("policy.data", SettingType.TEXT, Scope.APPLICATION),
    POLICY_BLOCKING("policy.blocking", SettingType.TEXT, Scope.APPLICATION),
    POLICY_DESTRUCTIVE("policy.destructive", SettingType.TEXT, Scope.APPLICATION),
    POLICY_UNKNOWN("policy.unknown", SettingType.TEXT, Scope.APPLICATION),

    APPLICATION("application", SettingType.TEXT, Scope.COMMAND_LINE),
    ENVIRONMENT("environment", SettingType.TEXT, Scope.COMMAND_LINE),
    MODEL("model", SettingType.TEXT, Scope.COMMAND_LINE),
    COMPARE_INCLUDE("compare.include", SettingType.LIST, Scope.COMMAND_LINE),
    COMPARE_EXCLUDE("compare.exclude", SettingType.LIST, Scope.COMMAND_LINE),
    SCRATCH_URL("scratch-url", SettingType.TEXT, Scope.COMMAND_LINE),
    SCRATCH_TEMPLATES("scratch-templates", SettingType.FLAG, Scope.COMMAND_LINE),
    AUTHORING_FILE_NAME("authoring.file-name", SettingType.TEXT, Scope.COMMAND_LINE),
    AUTHORING_TIME_ZONE("authoring.time-zone", SettingType.TEXT, Scope.COMMAND_LINE),
    AUTHORING_SLUG_LENGTH("authoring.slug-length", SettingType.TEXT, Scope.COMMAND_LINE),
    AUTHORING_TEMPLATES("authoring.templates", SettingType.TEXT, Scope.COMMAND_LINE),
    AUTHORING_POST_WRITE_ORDER("authoring.post-write", SettingType.LIST, Scope.COMMAND_LINE),
    AUTHORING_POST_WRITE("authoring.post-write", SettingType.MAP, Scope.COMMAND_LINE),
    AUTHORING_POST_WRITE_TIMEOUT("authoring.post-write-timeout", SettingType.DURATION, Scope.COMMAND_LINE);

    private static final String PREFIX = "migration.";

    private final String suffix;
    private final SettingType type;
    private final Scope scope;

    SettingKey(String suffix, SettingType type) {
        this(suffix, type, Scope.EVERYWHERE);
    }

    SettingKey(String suffix, SettingType type, Scope scope) {
        this.suffix = suffix;
        this.type = type;
        this.scope = scope;
    }

    /** The key as users write it: {@code migration.lock-timeout}. */
    public String key() {
        return PREFIX + suffix;
    }

    /** The type of the value. */
    public SettingType type() {
        return type;
    }

    /** Which modules read the setting. */
    public Scope scope() {
        return scope;
    }

    /** Whether a key under {@code migration} is one of these, or a name below one of the type {@link SettingType#MAP}. */
    public static boolean isKnown(String key) {
        return Arrays.stream(values()).anyMatch(setting -> setting.matches(key));
    }

    private boolean matches(String key) {
        return type == SettingType.MAP ? key.startsWith(key() + ".") : key.equals(key());
    }

    /** Which modules read a setting. */
    public enum Scope {
        /** The command line and Spring Boot's properties. */
        EVERYWHERE,
        /** Spring Boot's properties only: the command line accepts and ignores the key. */
        APPLICATION,
        /** The commands only. */
        COMMAND_LINE
    }
}
