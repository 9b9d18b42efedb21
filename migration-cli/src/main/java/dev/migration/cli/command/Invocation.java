package dev.migration.cli.command;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import dev.migration.Migrator;
import dev.migration.Revisions;
import dev.migration.cli.output.Console;
import dev.migration.cli.output.JsonText;
import dev.migration.cli.output.JsonObject;
import dev.migration.cli.setting.CommandContext;
import dev.migration.cli.setting.GlobalOptions;
import dev.migration.cli.setting.StandaloneCommandContext;
import dev.migration.event.MigrationListener;

/**
 * One call of the command line: what was typed for all commands, where its text goes, and what it works on.
 *
 * @param options the options that every command has
 * @param context what they say together with the environment and the settings
 * @param console where text goes
 * @param jsonSink where the facts of a report go that was asked for as JSON
 */
public record Invocation(
        GlobalOptions options, CommandContext context, Console console, Consumer<JsonObject> jsonSink) {

    /** One that prints its JSON. */
    public Invocation(GlobalOptions options, CommandContext context, Console console) {
        this(options, context, console, facts -> console.line(JsonText.of(facts.map())));
    }

    /** @param folder where the command is given; relative names begin there */
    public static Invocation of(Console console, Map<String, String> environment, Path folder) {
        GlobalOptions options = new GlobalOptions();
        return new Invocation(options, new StandaloneCommandContext(options, environment, folder), console);
    }

    /** The same call to be read once more: picocli takes what it finds in an option for its default. */
    Invocation again() {
        return new Invocation(new GlobalOptions(), context, console, jsonSink);
    }

    /** The same call for one of several databases. */
    Invocation on(String database, Consumer<JsonObject> collected) {
        return new Invocation(new GlobalOptions(), context.forDatabase(database), console, collected);
    }

    /** The scripts, without a database. */
    public Revisions revisions() {
        return context.revisions();
    }

    /** A migrator for the database. */
    public Migrator migrator(MigrationListener... listeners) {
        return context.migrator(List.of(listeners));
    }
}
