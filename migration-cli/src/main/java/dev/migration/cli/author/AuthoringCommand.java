package dev.migration.cli.author;

import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

import dev.migration.authoring.AuthoringSettings;
import dev.migration.authoring.RevisionAuthor;
import dev.migration.cli.frame.Invocation;
import dev.migration.cli.frame.Reach;
import dev.migration.cli.frame.ReportingCommand;
import dev.migration.cli.output.Facts;
import dev.migration.cli.output.Report;
import dev.migration.cli.setting.Configuration;
import dev.migration.cli.setting.UsageException;

/** A command that writes revisions. Only one that is told which database asks a database. */
abstract class AuthoringCommand extends ReportingCommand {

    AuthoringCommand(Invocation invocation) {
        super(invocation);
    }

    @Override
    public Reach reach() {
        return Reach.ONE_DATABASE;
    }

    final RevisionAuthor author() {
        return invocation().configuration().author(settings());
    }

    /** Says which file was written. */
    static Report written(Path file) {
        return Report.of(
                List.of("Wrote " + file),
                Facts.of("files", List.of(file.toString())).map());
    }

    private AuthoringSettings settings() {
        Configuration configuration = invocation().configuration();
        AuthoringSettings settings = AuthoringSettings.of(
                        configuration.folders().toArray(Path[]::new))
                .withFields(invocation().options().fields())
                .withTemplates(configuration
                        .folder()
                        .resolve(configuration
                                .authoring("templates")
                                .orElse(AuthoringSettings.DEFAULT_TEMPLATES.toString())));
        return settings.withFileName(configuration.authoring("file-name").orElse(settings.fileName()))
                .withZone(configuration
                        .authoring("time-zone")
                        .map(AuthoringCommand::zone)
                        .orElse(settings.zone()))
                .withSlugLength(configuration
                        .authoring("slug-length")
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
