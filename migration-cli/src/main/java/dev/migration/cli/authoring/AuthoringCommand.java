// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.authoring;

import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.migration.authoring.AuthoringSettings;
import dev.migration.authoring.RevisionAuthor;
import dev.migration.cli.command.DatabaseSelection;
import dev.migration.cli.command.ReportingCommand;
import dev.migration.cli.output.JsonObject;
import dev.migration.cli.output.Report;
import dev.migration.cli.setting.CommandContext;
import dev.migration.cli.setting.UsageException;

/** Base class of the commands that write revisions. A command connects to a database only if one is configured. */
abstract class AuthoringCommand extends ReportingCommand {

    private final List<Path> files = new ArrayList<>();
    private Optional<PostWriteHooks> hooks = Optional.empty();

    @Override
    public DatabaseSelection databaseSelection() {
        return DatabaseSelection.ONE_DATABASE;
    }

    /** The author of revisions. The settings of hooks are checked before anything is written. */
    final RevisionAuthor author() {
        return author(settings());
    }

    /** The author of revisions with other settings. */
    final RevisionAuthor author(AuthoringSettings settings) {
        hooks = Optional.of(PostWriteHooks.of(invocation().context()));
        return invocation().context().author(settings);
    }

    /** Runs the hooks on a written file, and reports both. */
    final Report reportWritten(Path file) {
        files.add(file);
        List<String> lines = new ArrayList<>(List.of("Wrote " + file));
        List<PostWriteHook.Result> results = runHooks(file, author());
        results.forEach(hook -> lines.addAll(hook.lines()));
        return Report.of(lines, facts(results).map());
    }

    /**
     * Runs the hooks on a written file, and checks that it is still a revision.
     *
     * @throws PostWriteException if a hook fails; the file stays
     */
    final List<PostWriteHook.Result> runHooks(Path file, RevisionAuthor author) {
        PostWriteHooks known =
                hooks.orElseGet(() -> PostWriteHooks.of(invocation().context()));
        List<PostWriteHook.Result> results = known.run(file);
        if (!known.isEmpty()) {
            author.check(file);
        }
        return results;
    }

    /** Adds written files for the report; a report of a failure lists them too. */
    final void addWritten(List<Path> written) {
        files.addAll(written);
    }

    final JsonObject facts(List<PostWriteHook.Result> results) {
        return JsonObject.of("files", files.stream().map(Path::toString).toList())
                .and("hooks", results.stream().map(PostWriteHook.Result::facts).toList());
    }

    @Override
    protected Map<String, Object> failureMembers() {
        return files.isEmpty()
                ? Map.of()
                : JsonObject.of("files", files.stream().map(Path::toString).toList())
                        .map();
    }

    /** The settings about writing revisions. */
    final AuthoringSettings settings() {
        CommandContext configuration = invocation().context();
        AuthoringSettings settings = AuthoringSettings.of(
                        configuration.folders().toArray(Path[]::new))
                .withFields(invocation().options().fields())
                .withTemplates(configuration
                        .folder()
                        .resolve(configuration
                                .authoringSetting("templates")
                                .orElse(AuthoringSettings.DEFAULT_TEMPLATES.toString())));
        return settings.withFileName(configuration.authoringSetting("file-name").orElse(settings.fileName()))
                .withZone(configuration
                        .authoringSetting("time-zone")
                        .map(AuthoringCommand::zone)
                        .orElse(settings.zone()))
                .withSlugLength(configuration
                        .authoringSetting("slug-length")
                        .map(AuthoringCommand::length)
                        .orElse(settings.slugLength()));
    }

    private static ZoneId zone(String text) {
        try {
            return ZoneId.of(text);
        } catch (DateTimeException unknown) {
            throw new UsageException(
                    "migration.authoring.time-zone is '" + text + "', which is not a time zone.",
                    "Write a time zone such as UTC or Europe/Berlin.");
        }
    }

    private static int length(String text) {
        return Optional.of(text)
                .filter(digits -> digits.matches("[1-9]\\d{0,2}"))
                .map(Integer::valueOf)
                .orElseThrow(() -> new UsageException(
                        "migration.authoring.slug-length is '" + text + "'.", "Write a number from 1 to 999."));
    }
}
