package dev.migration.cli.importer.project;

import java.io.Console;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import picocli.CommandLine.Mixin;

import dev.migration.MigrationStatus;
import dev.migration.Migrator;
import dev.migration.StampRequest;
import dev.migration.authoring.AuthoringSettings;
import dev.migration.cli.command.DatabaseSelection;
import dev.migration.cli.command.Invocation;
import dev.migration.cli.command.ReportingCommand;
import dev.migration.cli.output.ExitCode;
import dev.migration.cli.output.Plurals;
import dev.migration.cli.output.ProgressLines;
import dev.migration.cli.output.Report;
import dev.migration.cli.setting.CommandContext;
import dev.migration.cli.setting.UsageException;
import dev.migration.error.MigrationException;
import dev.migration.version.AppliedRevision;

/**
 * A command that takes over a project of another tool.
 *
 * <ol>
 *   <li>Reads everything, and refuses with every reason at once.
 *   <li>Shows what it will do, and asks, unless it was told to go on.
 *   <li>Writes the files, all or none, and reads them back.
 *   <li>Stamps what the other tool has applied. Its tables stay as they are.
 * </ol>
 */
public abstract class AbstractImportCommand extends ReportingCommand {

    @Mixin
    private ImportOptions importing = new ImportOptions();

    protected AbstractImportCommand(Invocation invocation) {
        super(invocation);
    }

    @Override
    public final DatabaseSelection databaseSelection() {
        return DatabaseSelection.ONE_DATABASE;
    }

    /** Reads the project. @throws ImportException with everything that keeps it from being taken over */
    protected abstract SourceProject read();

    /** Whether {@code ${name}} in scripts meant a value for the other tool. */
    protected abstract boolean hasPlaceholders();

    protected final ImportOptions importing() {
        return importing;
    }

    @Override
    protected final Report report() {
        ProjectImport adoption = new ProjectImport(read(), folders());
        ImportPlan plan = new ImportPlan(adoption);
        if (importing.dryRun) {
            return shown(plan, "Nothing was done (--dry-run).", ExitCode.OK);
        }
        return importing.yes ? done(adoption, plan) : asked(adoption, plan);
    }

    private ProjectImport.Folders folders() {
        List<Path> folders = invocation().context().folders();
        if (folders.isEmpty()) {
            throw new UsageException(
                    "None of the locations is a folder on disk, so there is no place for the scripts.",
                    "Name one: --location filesystem:FOLDER, or migration.locations.");
        }
        CommandContext configuration = invocation().context();
        return new ProjectImport.Folders(
                folders.get(0),
                configuration.author(AuthoringSettings.of(folders.toArray(Path[]::new))),
                configuration.variables(),
                hasPlaceholders());
    }

    private Report asked(ProjectImport adoption, ImportPlan plan) {
        Optional<Console> terminal = Optional.ofNullable(System.console())
                .filter(console -> invocation().console().terminal()
                        && !invocation().options().json());
        if (terminal.isEmpty()) {
            return shown(plan, "Nothing was done. Type the same with --yes to do it.", ExitCode.PENDING);
        }
        plan.lines().forEach(invocation().console()::line);
        String answer = terminal.get().readLine("Go on? [y/N] ");
        boolean agreed =
                answer != null && answer.strip().toLowerCase(Locale.ROOT).matches("y(es)?");
        return agreed
                ? carriedOut(adoption, plan, new ArrayList<>())
                : new Report(ExitCode.PENDING, List.of("Nothing was done."), facts(plan, false));
    }

    private static Report shown(ImportPlan plan, String end, int exitCode) {
        List<String> lines = new ArrayList<>(plan.lines());
        lines.add(end);
        return new Report(exitCode, lines, facts(plan, false));
    }

    private Report done(ProjectImport adoption, ImportPlan plan) {
        return carriedOut(adoption, plan, new ArrayList<>(plan.lines()));
    }

    private Report carriedOut(ProjectImport adoption, ImportPlan plan, List<String> lines) {
        Map<String, Object> facts = facts(plan, true);
        List<Path> written = adoption.write();
        lines.add("Wrote " + Plurals.of(written.size(), "file") + ".");
        SourceProject.Applied applied = adoption.project().applied();
        if (applied.asked()) {
            MigrationStatus status = stampOf(adoption.project(), written);
            facts.put("current", status.current());
            facts.put("status", status.state());
            lines.add("The database is at " + ProgressLines.idsOrBase(status.current()) + "; "
                    + Plurals.of(status.pending().size(), "revision") + " and "
                    + Plurals.of(status.pendingRepeatables().size(), "repeatable") + " pending.");
        }
        return Report.of(lines, facts);
    }

    /** The files are whole without the stamp, and the same command goes on from there. */
    private MigrationStatus stampOf(SourceProject project, List<Path> written) {
        try {
            return stamp(project);
        } catch (MigrationException failure) {
            throw new UnstampedException(written.size(), failure);
        }
    }

    /** What is written down already stays so, also where later revisions stand on it. */
    private MigrationStatus stamp(SourceProject project) {
        Migrator migrator = invocation().migrator();
        Set<String> known = new HashSet<>(migrator.reader().status().applied().stream()
                .map(AppliedRevision::id)
                .toList());
        List<String> targets = project.applied().heads().stream()
                .filter(head -> !known.contains(head))
                .toList();
        if (!targets.isEmpty() || !project.applied().repeatables().isEmpty()) {
            migrator.stamp(new StampRequest(
                    targets,
                    false,
                    Optional.of("import " + project.tool().toLowerCase(Locale.ROOT)),
                    project.applied().repeatables()));
        }
        return migrator.reader().status();
    }

    private static Map<String, Object> facts(ImportPlan plan, boolean done) {
        Map<String, Object> facts = new LinkedHashMap<>(plan.facts());
        facts.put("done", done);
        return facts;
    }
}
