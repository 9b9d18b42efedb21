// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.setting;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

import dev.migration.MigrationSettings;
import dev.migration.Migrator;
import dev.migration.Revisions;
import dev.migration.authoring.AuthoringSettings;
import dev.migration.authoring.RevisionAuthor;
import dev.migration.error.Services;
import dev.migration.event.MigrationListener;
import dev.migration.execution.report.ConnectionPlace;
import dev.migration.schema.SchemaDifferenceCustomizer;
import dev.migration.schema.model.SchemaModel;
import dev.migration.setting.SettingKey;

/**
 * The scripts and the database of a command, as configured by options and the settings file or by an application. An implementation
 * reads each part when its method is called.
 */
public interface CommandContext {

    /** The name of the program, for remedies that contain a command line. */
    String program();

    /** The parts of help texts that depend on where this context takes values from. */
    HelpTexts helpTexts();

    /**
     * Creates a migrator for the database.
     *
     * @throws dev.migration.error.MigrationException if no database is configured, or if a setting or a script is invalid
     */
    Migrator migrator(List<? extends MigrationListener> listeners);

    /**
     * Reads the scripts; needs no database.
     *
     * @throws dev.migration.error.MigrationException with every fault
     */
    Revisions revisions();

    /**
     * Reads the settings; needs neither a database nor a script.
     *
     * @throws UsageException with every fault
     */
    MigrationSettings settings();

    /**
     * Reads the address of the database, for other programs that connect to it.
     *
     * @throws UsageException if no database is configured
     */
    DatabaseAddress database();

    /** Where the address is configured, for remedies; empty if an application has it in its properties. */
    default Optional<ConnectionPlace> connectionPlace() {
        return Optional.empty();
    }

    /** What a person should know about the address: which of its parameters are ignored. */
    default List<String> addressNotes() {
        return List.of();
    }

    /** Whether a database is configured. */
    boolean hasDatabase();

    /** The names of the configured databases; empty if there is one database, without a name. */
    List<String> databases();

    /**
     * The tenants of one of {@link #databases()}. Commands treat each tenant as a database of the name {@code customers/acme}.
     *
     * @return empty if the database has no tenants but its own state tables; an empty list if it has tenants, but none yet
     */
    default Optional<List<String>> tenants(String name) {
        return Optional.empty();
    }

    /** Whether all databases have the same scripts, so that a command that writes scripts needs no name of a database. */
    default boolean sharesRevisions() {
        return false;
    }

    /** Returns the context of one of {@link #databases()} or {@link #tenants}. */
    CommandContext forDatabase(String name);

    /** Returns the value of {@code migration.authoring.KEY}. */
    Optional<String> authoringSetting(String key);

    /** Returns the values of {@code migration.authoring.PREFIX.NAME} by name. */
    SortedMap<String, String> authoringSettings(String prefix);

    /** The locations that are folders of the file system; revisions are written into one of them. */
    List<Path> folders();

    /** The values of {@code ${name}} in scripts. */
    Map<String, String> variables();

    /** The environment variables of the process. */
    Map<String, String> environment();

    /** Creates an author of revisions that also knows the Java revisions. */
    RevisionAuthor author(AuthoringSettings settings);

    /** The value of a setting that only commands read, of the selected database or else of all. */
    default Optional<String> commandSetting(SettingKey key) {
        return Optional.empty();
    }

    /**
     * The schema that the application's entities describe; empty if there are none.
     *
     * @throws dev.migration.error.MigrationException if they are invalid
     */
    default Optional<SchemaModel> entities() {
        return Optional.empty();
    }

    /**
     * What rewrites or vetoes a difference between schemas, in the order of the calls.
     *
     * @throws UsageException if one of them cannot be created
     */
    default List<SchemaDifferenceCustomizer> differenceCustomizers() {
        Services<SchemaDifferenceCustomizer> services = Services.load(
                SchemaDifferenceCustomizer.class, Thread.currentThread().getContextClassLoader());
        if (!services.faults().isEmpty()) {
            throw UsageException.of(
                    services.faults().stream()
                            .map(fault -> services.file() + ": " + fault)
                            .toList(),
                    services.remedy());
        }
        return services.found();
    }

    /** The working directory. */
    Path folder();

    /** The folder for new revisions if none is configured. */
    Path defaultFolder();
}
