// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.command;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import dev.migration.Migrator;
import dev.migration.Revisions;
import dev.migration.cli.output.Console;
import dev.migration.cli.output.JsonObject;
import dev.migration.cli.output.JsonText;
import dev.migration.cli.setting.CommandContext;
import dev.migration.cli.setting.GlobalOptions;
import dev.migration.cli.setting.StandaloneCommandContext;
import dev.migration.event.MigrationListener;

/**
 * One execution of a command line: its global options, its scripts and database, and its output.
 *
 * @param options the global options
 * @param context the scripts and the database, from the options, the environment and the settings
 * @param console the output for people
 * @param jsonSink receives the JSON object of a command that was executed with {@code --json}
 */
public record Invocation(
        GlobalOptions options, CommandContext context, Console console, Consumer<JsonObject> jsonSink) {

    /** Creates an invocation that prints its JSON to the console. */
    public Invocation(GlobalOptions options, CommandContext context, Console console) {
        this(options, context, console, object -> console.line(JsonText.of(object.map())));
    }

    /** @param folder the working directory, to which relative paths refer */
    public static Invocation of(Console console, Map<String, String> environment, Path folder) {
        GlobalOptions options = new GlobalOptions();
        return new Invocation(options, new StandaloneCommandContext(options, environment, folder), console);
    }

    /** Returns a copy with new options to parse into: picocli takes the current value of an option for its default. */
    Invocation withNewOptions() {
        return new Invocation(new GlobalOptions(), context, console, jsonSink);
    }

    /** Returns a copy for one of several databases. */
    Invocation forDatabase(String database, Consumer<JsonObject> sink) {
        return new Invocation(new GlobalOptions(), context.forDatabase(database), console, sink);
    }

    /** Reads the scripts; needs no database. */
    public Revisions revisions() {
        return context.revisions();
    }

    /** Creates a migrator for the database. */
    public Migrator migrator(MigrationListener... listeners) {
        context.addressNotes().forEach(console::error);
        return context.migrator(List.of(listeners));
    }
}
