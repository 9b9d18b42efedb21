// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.status;

/** The kinds of beans that each database has, and their names. */
public enum DatabaseBean {

    /** The {@link dev.migration.Migrator}. */
    MIGRATOR("migrator", "Migrator"),

    /** The {@link MigrationMonitor}. */
    MONITOR("migrationMonitor", "Monitor"),

    /** The bean that migrates the database when the application starts. */
    INITIALIZER("migrationInitializer", "MigrationInitializer"),

    /** The {@link dev.migration.tenant.run.TenantMigrator}. */
    TENANT_MIGRATOR("tenantMigrator", "TenantMigrator"),

    /** The {@link TenantMonitor}. */
    TENANT_MONITOR("tenantMonitor", "TenantMonitor"),

    /** The bean that migrates the tenants when the application starts. */
    TENANT_INITIALIZER("tenantInitializer", "TenantInitializer");

    private final String only;
    private final String suffix;

    /**
     * @param only the name of the bean if the application has only one database
     * @param suffix the end of the name after the name of one of several databases
     */
    DatabaseBean(String only, String suffix) {
        this.only = only;
        this.suffix = suffix;
    }

    /** The name of the bean of one of several databases: {@code ordersMigrator} for {@code orders}. */
    public String of(String database) {
        return database + suffix;
    }

    /** The database of a bean: {@code orders} for {@code ordersMigrator}, {@code primary} for {@code migrator}. */
    public String database(String bean) {
        if (bean.equals(only)) {
            return DatabaseName.PRIMARY;
        }
        return bean.endsWith(suffix) && bean.length() > suffix.length()
                ? bean.substring(0, bean.length() - suffix.length())
                : bean;
    }
}
