// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.run;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import dev.migration.DatabaseSnapshot;
import dev.migration.MigrationStatus;
import dev.migration.Migrator;
import dev.migration.cli.command.DatabaseSelection;
import dev.migration.cli.command.ReportingCommand;
import dev.migration.cli.output.ExitCode;
import dev.migration.cli.output.JsonObject;
import dev.migration.cli.output.Plurals;
import dev.migration.cli.output.RemainingWorkText;
import dev.migration.cli.output.Report;
import dev.migration.cli.saved.PlanFile;
import dev.migration.plan.Plan;
import dev.migration.plan.SavedPlan;
import dev.migration.result.NeededWork;

/** Shows the plan of an upgrade. */
@Command(
        name = "plan",
        description = "Shows the steps of an upgrade, in order. Changes nothing.",
        footer = {
            "",
            "Examples:",
            "  plan                   all pending revisions",
            "  plan -v                with its SQL",
            "  plan abc123            up to abc123",
            "  plan --out plan.json   also into a file, for 'upgrade --plan plan.json' after a review",
            "",
            "The exit code is 0 with and without pending revisions, and 5 if the upgrade would be refused."
        })
public final class PlanCommand extends ReportingCommand {

    @Parameters(arity = "0..1", paramLabel = "TARGET", description = "The target revision; heads is all.")
    private String target = "heads";

    @Option(
            names = {"-v", "--verbose"},
            description = "Shows the SQL of each revision.")
    private boolean verbose;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description =
                    "Saves the plan as JSON, to review it and to apply exactly this plan with 'upgrade --plan FILE'.")
    private Optional<Path> out = Optional.empty();

    private boolean saved;

    @Override
    public DatabaseSelection databaseSelection() {
        return out.isPresent() ? DatabaseSelection.ONE_STATE : super.databaseSelection();
    }

    @Override
    protected Report report() {
        Migrator migrator = invocation().migrator();
        Optional<Path> file = file();
        file.ifPresent(named -> save(migrator, new PlanFile(named)));
        Plan plan = migrator.reader().plan(target);
        PlanText text = new PlanText(migrator.revisions(), verbose);
        DatabaseSnapshot snapshot = migrator.reader().snapshot();
        RemainingWorkText work = new RemainingWorkText(snapshot);
        List<String> refusals = refusals(snapshot.status(), migrator.reader().unfinished(plan));
        List<String> lines = new ArrayList<>(text.lines(plan));
        lines.addAll(interrupted(snapshot.status(), plan));
        lines.addAll(work.lines());
        if (!refusals.isEmpty()) {
            lines.add("");
            lines.add("This upgrade would be refused:");
            refusals.forEach(line -> lines.add("  " + line));
        }
        out.ifPresent(named -> lines.add("Saved as " + named + ". To apply it: upgrade --plan " + named));
        JsonObject members = ChangingCommand.members(plan)
                .and("changes", text.changes(plan))
                .and("sql", text.sql(plan))
                .and("refused", !refusals.isEmpty())
                .and("advice", snapshot.status().advice())
                .and("file", file)
                .and("jobs", work.jobs())
                .and("neededActions", work.neededActions());
        return Report.of(lines, members.map()).withExitCode(refusals.isEmpty() ? ExitCode.OK : ExitCode.DIVERGED);
    }

    /** Why the upgrade would be refused; empty if it would not. */
    private static List<String> refusals(MigrationStatus status, List<NeededWork> needed) {
        List<String> lines = new ArrayList<>();
        for (NeededWork work : needed) {
            lines.add(work.problem());
            lines.add("What to do: " + work.remedy());
        }
        if (status.state() == MigrationStatus.State.DIVERGED) {
            lines.addAll(status.advice());
        }
        return lines;
    }

    /** The steps that continue where they were interrupted. */
    private static List<String> interrupted(MigrationStatus status, Plan plan) {
        Set<String> planned =
                plan.steps().stream().map(step -> step.revision().id()).collect(Collectors.toSet());
        return status.interrupted().stream()
                .filter(revision -> planned.contains(revision.id()))
                .map(revision -> revision.id() + " was interrupted; it continues after the "
                        + Plurals.of(revision.state().step(), "segment") + " that are done.")
                .toList();
    }

    private void save(Migrator migrator, PlanFile file) {
        SavedPlan plan = migrator.reader().save(target);
        file.write(plan, new SavedPlanReview(migrator.revisions(), plan));
        saved = true;
    }

    private Optional<Path> file() {
        return out.map(invocation().context().folder()::resolve);
    }

    /** A file of an earlier command stays, and must not be taken for this plan. */
    private Optional<Path> notSaved() {
        return saved ? Optional.empty() : file();
    }

    @Override
    protected Map<String, Object> failureMembers() {
        return notSaved()
                .<Map<String, Object>>map(file -> Map.of("notSaved", file))
                .orElse(Map.of());
    }

    @Override
    protected List<String> failureLines() {
        return notSaved().stream()
                .map(file -> "No plan was saved: " + file
                        + (Files.exists(file) ? " is as it was before this command." : " was not written."))
                .toList();
    }
}
