package dev.migration.cli.frame;

import java.nio.file.Path;
import java.util.Map;

import dev.migration.Migrator;
import dev.migration.Revisions;
import dev.migration.cli.output.Console;
import dev.migration.cli.setting.Configuration;
import dev.migration.cli.setting.GlobalOptions;
import dev.migration.event.MigrationListener;

/**
 * One call of the command line: what was typed for all commands, where its text goes, and what it works on.
 *
 * @param options the options that every command has
 * @param configuration what they say together with the environment and the file of settings
 * @param console where text goes
 */
public record Invocation(GlobalOptions options, Configuration configuration, Console console) {

    /** @param folder where the command is given; relative names begin there */
    public static Invocation of(Console console, Map<String, String> environment, Path folder) {
        GlobalOptions options = new GlobalOptions();
        return new Invocation(options, new Configuration(options, environment, folder), console);
    }

    /** The scripts, without a database. */
    public Revisions revisions() {
        return Revisions.load(configuration.settings());
    }

    /** A migrator for the database. */
    public Migrator migrator(MigrationListener... listeners) {
        Migrator.Builder builder = Migrator.builder()
                .dataSource(configuration.database().dataSource())
                .settings(configuration.settings());
        for (MigrationListener listener : listeners) {
            builder.listener(listener);
        }
        return builder.build();
    }
}
