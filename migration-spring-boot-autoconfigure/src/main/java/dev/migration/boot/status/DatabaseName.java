package dev.migration.boot.status;

/** What operators call a database, after the beans that belong to it. */
public final class DatabaseName {

    /** The database of the beans that the starter makes when nobody speaks of several. */
    public static final String PRIMARY = "primary";

    private DatabaseName() {}

    /** The database that a {@link MigrationMonitor} watches: {@code ordersMonitor} watches {@code orders}. */
    public static String ofMonitor(String bean) {
        return bean.equals("migrationMonitor") ? PRIMARY : without("Monitor", bean);
    }

    /** The database that a {@link dev.migration.Migrator} migrates: {@code ordersMigrator} migrates {@code orders}. */
    public static String ofMigrator(String bean) {
        return bean.equals("migrator") ? PRIMARY : without("Migrator", bean);
    }

    /** The bean that migrates a database, if it is one of several. */
    public static String toMigrator(String database) {
        return database + "Migrator";
    }

    /** The bean that watches it. */
    public static String toMonitor(String database) {
        return database + "Monitor";
    }

    /** The bean that migrates it when the application starts. */
    public static String toInitializer(String database) {
        return database + "MigrationInitializer";
    }

    /** The database whose tenants a {@link TenantMonitor} watches: {@code ordersTenantMonitor} watches those of {@code orders}. */
    public static String ofTenantMonitor(String bean) {
        return bean.equals("tenantMonitor") ? PRIMARY : without("TenantMonitor", bean);
    }

    /** The database whose tenants a {@link dev.migration.tenant.run.TenantMigrator} migrates. */
    public static String ofTenantMigrator(String bean) {
        return bean.equals("tenantMigrator") ? PRIMARY : without("TenantMigrator", bean);
    }

    /** The bean that migrates the tenants of a database, if it is one of several. */
    public static String toTenantMigrator(String database) {
        return database + "TenantMigrator";
    }

    /** The bean that watches them. */
    public static String toTenantMonitor(String database) {
        return database + "TenantMonitor";
    }

    /** The bean that migrates them when the application starts. */
    public static String toTenantInitializer(String database) {
        return database + "TenantInitializer";
    }

    private static String without(String suffix, String bean) {
        return bean.endsWith(suffix) && bean.length() > suffix.length()
                ? bean.substring(0, bean.length() - suffix.length())
                : bean;
    }
}
