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
import dev.migration.event.MigrationListener;

/**
 * What commands work on: the scripts and the database that somebody configured, be it by options and a file or in an
 * application. Each part is looked for when it is asked for.
 */
public interface CommandContext {

    /** How the program is called, for texts that say what to type. */
    String program();

    /**
     * A migrator for the database.
     *
     * @throws dev.migration.error.MigrationException if there is none, or if a setting or a script is wrong
     */
    Migrator migrator(List<? extends MigrationListener> listeners);

    /**
     * The scripts, without asking a database.
     *
     * @throws dev.migration.error.MigrationException with every fault
     */
    Revisions revisions();

    /**
     * The settings, without asking a database or reading a script.
     *
     * @throws UsageException with every fault
     */
    MigrationSettings settings();

    /**
     * Where the database is, for other programs that are to connect to it.
     *
     * @throws UsageException if nobody says so
     */
    DatabaseAddress database();

    /** Whether somebody says which database. */
    boolean hasDatabase();

    /** The names of several databases; empty when there is one, which has no name. */
    List<String> databases();

    /**
     * The tenants of one of {@link #databases()}, each of which is a database to commands: {@code customers/acme}. Empty when it has
     * a state of its own; an empty list when there is no tenant.
     */
    default Optional<List<String>> tenants(String name) {
        return Optional.empty();
    }

    /** Whether all of them have the same scripts, so that none need be named to write some. */
    default boolean sharesRevisions() {
        return false;
    }

    /** The same for one of {@link #databases()}, or of {@link #tenants}. */
    CommandContext forDatabase(String name);

    /** A setting about writing revisions: the value of {@code migration.authoring.KEY}. */
    Optional<String> authoringSetting(String key);

    /** The settings about writing revisions whose keys begin so, by the rest of their keys. */
    SortedMap<String, String> authoringSettings(String prefix);

    /** The folders on disk among the locations; revisions are written to one of them. */
    List<Path> folders();

    /** What {@code ${name}} stands for in scripts. */
    Map<String, String> variables();

    /** The variables of the process. */
    Map<String, String> environment();

    /** Writes revisions, beside what is known of Java revisions. */
    RevisionAuthor author(AuthoringSettings settings);

    /** Where the command is given. */
    Path folder();

    /** Where revisions go when nobody says otherwise. */
    Path defaultFolder();
}
