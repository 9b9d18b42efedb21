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
import dev.migration.cli.command.Invocation;
import dev.migration.cli.command.ReportingCommand;
import dev.migration.cli.output.JsonObject;
import dev.migration.cli.output.Report;
import dev.migration.cli.setting.CommandContext;
import dev.migration.cli.setting.UsageException;

/** A command that writes revisions. Only one that is told which database asks a database. */
abstract class AuthoringCommand extends ReportingCommand {

    private final List<Path> files = new ArrayList<>();
    private Optional<PostWriteHooks> hooks = Optional.empty();

    AuthoringCommand(Invocation invocation) {
        super(invocation);
    }

    @Override
    public DatabaseSelection databaseSelection() {
        return DatabaseSelection.ONE_DATABASE;
    }

    /** The settings of hooks are read before anything is written: what is wrong with them changes nothing. */
    final RevisionAuthor author() {
        return author(settings());
    }

    /** The same with other settings. */
    final RevisionAuthor author(AuthoringSettings settings) {
        hooks = Optional.of(PostWriteHooks.of(invocation().context()));
        return invocation().context().author(settings);
    }

    /** Runs the hooks on a file that was written, and says so. */
    final Report written(Path file) {
        files.add(file);
        List<String> lines = new ArrayList<>(List.of("Wrote " + file));
        List<PostWriteHook.Done> done = finish(file, author());
        done.forEach(hook -> lines.addAll(hook.lines()));
        return Report.of(lines, facts(done).map());
    }

    /**
     * Runs the hooks on a file that was written.
     *
     * @throws PostWriteException if one fails; the file stays
     */
    final List<PostWriteHook.Done> finish(Path file, RevisionAuthor author) {
        PostWriteHooks known =
                hooks.orElseGet(() -> PostWriteHooks.of(invocation().context()));
        List<PostWriteHook.Done> done = known.run(file);
        if (!known.isEmpty()) {
            author.check(file);
        }
        return done;
    }

    /** What was written, also where a hook failed then. */
    final void wrote(List<Path> written) {
        files.addAll(written);
    }

    final JsonObject facts(List<PostWriteHook.Done> done) {
        return JsonObject.of("files", files.stream().map(Path::toString).toList())
                .and("hooks", done.stream().map(PostWriteHook.Done::facts).toList());
    }

    @Override
    protected Map<String, Object> failureMembers() {
        return files.isEmpty()
                ? Map.of()
                : JsonObject.of("files", files.stream().map(Path::toString).toList())
                        .map();
    }

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
                    "migration.authoring.time-zone is '" + text + "', which is no time zone.",
                    "Write one like UTC or Europe/Berlin.");
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
