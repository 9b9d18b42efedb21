// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.importer.project;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

import picocli.CommandLine.Mixin;

import dev.migration.MigrationStatus;
import dev.migration.Migrator;
import dev.migration.StampRequest;
import dev.migration.authoring.AuthoringSettings;
import dev.migration.cli.command.DatabaseSelection;
import dev.migration.cli.command.Question;
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
 * Base class of the commands that import a project of another tool. A command:
 *
 * <ol>
 *   <li>reads everything, and reports all problems at once;
 *   <li>shows the plan and asks for confirmation, unless {@code --yes} is given;
 *   <li>writes the files, all or none, and reads them back;
 *   <li>stamps the revisions that the other tool has applied. The tables of the other tool stay as they are.
 * </ol>
 */
public abstract class AbstractImportCommand extends ReportingCommand {

    @Mixin
    private ImportOptions importOptions = new ImportOptions();

    @Override
    public final DatabaseSelection databaseSelection() {
        return DatabaseSelection.ONE_DATABASE;
    }

    /**
     * Reads the project.
     *
     * @throws ImportException with all problems, if it cannot be imported
     */
    protected abstract SourceProject read();

    /** Whether the other tool replaces {@code ${name}} in scripts. */
    protected boolean hasPlaceholders() {
        return !importOptions.noPlaceholders();
    }

    /** Reads tables of the other tool; empty if no database is configured. */
    protected final <T> Optional<T> fromDatabase(ImportProblems problems, Function<SourceDatabase, T> read) {
        CommandContext configuration = invocation().context();
        return configuration.hasDatabase()
                ? Optional.of(read.apply(new SourceDatabase(configuration.database(), problems)))
                : Optional.empty();
    }

    /** What becomes of changes without SQL. */
    protected final StandIns standIns() {
        return new StandIns(importOptions.standIns(), () -> folders().author().writtenIds());
    }

    /** The options of all imports. */
    protected final ImportOptions importOptions() {
        return importOptions;
    }

    @Override
    protected final Report report() {
        ProjectImport projectImport = new ProjectImport(withNote(read()), folders());
        ImportPlan plan = new ImportPlan(projectImport);
        if (importOptions.dryRun) {
            return planOnly(plan, "Nothing was done (--dry-run).", ExitCode.OK);
        }
        return importOptions.yes ? run(projectImport, plan) : confirm(projectImport, plan);
    }

    private ProjectImport.Folders folders() {
        List<Path> folders = invocation().context().folders();
        if (folders.isEmpty()) {
            throw new UsageException(
                    "None of the locations is a folder on disk, so the scripts cannot be written.",
                    "Name one: --location filesystem:FOLDER, or migration.locations.");
        }
        CommandContext configuration = invocation().context();
        return new ProjectImport.Folders(
                folders.get(0),
                configuration.author(AuthoringSettings.of(folders.toArray(Path[]::new))),
                configuration.variables(),
                hasPlaceholders());
    }

    /** A value of -x ends with this command, but the scripts need it at every run. */
    private SourceProject withNote(SourceProject project) {
        Set<String> given = new TreeSet<>(invocation().options().fields().keySet());
        return given.isEmpty() || !hasPlaceholders()
                ? project
                : project.withNote("The values of -x are not stored. Set them for the later commands: "
                        + given.stream()
                                .map(name -> "migration.variables." + name)
                                .collect(Collectors.joining(", ")) + " in migration.properties.");
    }

    private Report confirm(ProjectImport projectImport, ImportPlan plan) {
        Optional<Question> question = Question.at(invocation());
        if (question.isEmpty()) {
            return planOnly(plan, "Nothing was done. Add --yes to do it.", ExitCode.PENDING);
        }
        plan.lines().forEach(invocation().console()::line);
        return question.get().isYes("Continue?")
                ? execute(projectImport, plan, new ArrayList<>())
                : new Report(ExitCode.PENDING, List.of("Nothing was done."), facts(plan, false));
    }

    private static Report planOnly(ImportPlan plan, String end, int exitCode) {
        List<String> lines = new ArrayList<>(plan.lines());
        lines.add(end);
        return new Report(exitCode, lines, facts(plan, false));
    }

    private Report run(ProjectImport projectImport, ImportPlan plan) {
        return execute(projectImport, plan, new ArrayList<>(plan.lines()));
    }

    private Report execute(ProjectImport projectImport, ImportPlan plan, List<String> lines) {
        Map<String, Object> facts = facts(plan, true);
        List<Path> written = projectImport.write();
        lines.add("Wrote " + Plurals.of(written.size(), "file") + ".");
        SourceProject.Applied sourceState = projectImport.project().applied();
        if (sourceState.isKnown()) {
            MigrationStatus status = stampOrReport(projectImport.project(), written);
            facts.put("current", status.current());
            facts.put("status", status.state());
            lines.add("The database is at " + ProgressLines.idsOrBase(status.current()) + "; "
                    + Plurals.of(status.pending().size(), "revision") + " and "
                    + Plurals.of(status.pendingRepeatables().size(), "repeatable") + " pending.");
        }
        return Report.of(lines, facts);
    }

    /** The files are complete without the stamp, and the same command stamps the database later. */
    private MigrationStatus stampOrReport(SourceProject project, List<Path> written) {
        try {
            return stamp(project);
        } catch (MigrationException failure) {
            throw new UnstampedException(written.size(), failure);
        }
    }

    /** A revision that is already applied keeps its row, also if later revisions are applied on top of it. */
    private MigrationStatus stamp(SourceProject project) {
        Migrator migrator = invocation().migrator();
        Set<String> applied = new HashSet<>(migrator.reader().status().applied().stream()
                .map(AppliedRevision::id)
                .toList());
        List<String> targets = project.applied().heads().stream()
                .filter(head -> !applied.contains(head))
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
