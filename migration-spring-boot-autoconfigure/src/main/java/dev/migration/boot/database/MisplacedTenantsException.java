package dev.migration.boot.database;

import java.util.List;

import dev.migration.error.MigrationException;

/** Tenants are spoken of beside other databases, and it cannot be told which of them they belong to. Nothing was run. */
public final class MisplacedTenantsException extends MigrationException {

    private static final long serialVersionUID = 1L;

    private MisplacedTenantsException(String problem, String remedy) {
        super(problem, remedy);
    }

    static MisplacedTenantsException settings(List<String> databases) {
        return new MisplacedTenantsException(
                "The settings have migration.tenants.schemas or .pattern, and several databases: "
                        + String.join(", ", databases) + ". Whose tenants they are is not said.",
                "Write them as migration.databases.NAME.tenants.schemas (or .pattern), where NAME is the database whose"
                        + " schemas they are, one of those above or another.");
    }

    static MisplacedTenantsException source(String bean, List<String> databases) {
        return new MisplacedTenantsException(
                "The TenantSource '" + bean + "' does not say whose tenants it knows; there are the databases "
                        + String.join(", ", databases) + ".",
                "Give the bean @Qualifier(\"NAME\"), where NAME is the database whose schemas they are.");
    }

    public static MisplacedTenantsException migrator(String bean) {
        return new MisplacedTenantsException(
                "The application has tenants (migration.tenants, or a TenantSource), and a Migrator '" + bean
                        + "' of its own: one would not be run.",
                "Give both a name. Set migration.databases.shared.on-startup=upgrade and call the bean sharedMigrator; write"
                        + " the tenants as migration.databases.NAME.tenants.schemas (or .pattern, or @Qualifier(\"NAME\") at the"
                        + " TenantSource). Or take the Migrator out.");
    }
}
