package dev.migration.boot.status;

/** Maps the names of databases to the names of their beans, and back. */
public final class DatabaseName {

    /** The name of the only database, if the application does not configure several. */
    public static final String PRIMARY = "primary";

    private DatabaseName() {}

    /** The database of a {@link MigrationMonitor} bean: {@code orders} for {@code ordersMonitor}. */
    public static String ofMonitor(String bean) {
        return bean.equals("migrationMonitor") ? PRIMARY : without("Monitor", bean);
    }

    /** The database of a {@link dev.migration.Migrator} bean: {@code orders} for {@code ordersMigrator}. */
    public static String ofMigrator(String bean) {
        return bean.equals("migrator") ? PRIMARY : without("Migrator", bean);
    }

    /** The name of the {@link dev.migration.Migrator} bean of one of several databases. */
    public static String toMigrator(String database) {
        return database + "Migrator";
    }

    /** The name of the {@link MigrationMonitor} bean of one of several databases. */
    public static String toMonitor(String database) {
        return database + "Monitor";
    }

    /** The name of the bean that migrates one of several databases when the application starts. */
    public static String toInitializer(String database) {
        return database + "MigrationInitializer";
    }

    /** The database of a {@link TenantMonitor} bean: {@code orders} for {@code ordersTenantMonitor}. */
    public static String ofTenantMonitor(String bean) {
        return bean.equals("tenantMonitor") ? PRIMARY : without("TenantMonitor", bean);
    }

    /** The database of a {@link dev.migration.tenant.run.TenantMigrator} bean: {@code orders} for {@code ordersTenantMigrator}. */
    public static String ofTenantMigrator(String bean) {
        return bean.equals("tenantMigrator") ? PRIMARY : without("TenantMigrator", bean);
    }

    /** The name of the {@link dev.migration.tenant.run.TenantMigrator} bean of one of several databases. */
    public static String toTenantMigrator(String database) {
        return database + "TenantMigrator";
    }

    /** The name of the {@link TenantMonitor} bean of one of several databases. */
    public static String toTenantMonitor(String database) {
        return database + "TenantMonitor";
    }

    /** The name of the bean that migrates the tenants of one of several databases when the application starts. */
    public static String toTenantInitializer(String database) {
        return database + "TenantInitializer";
    }

    private static String without(String suffix, String bean) {
        return bean.endsWith(suffix) && bean.length() > suffix.length()
                ? bean.substring(0, bean.length() - suffix.length())
                : bean;
    }
}
