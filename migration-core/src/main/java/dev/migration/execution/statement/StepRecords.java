// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.statement;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import dev.migration.error.MigrationException;
import dev.migration.plan.Plan;
import dev.migration.plan.Plan.Operation;
import dev.migration.plan.Step;
import dev.migration.revision.Repeatable;
import dev.migration.revision.Revision;
import dev.migration.revision.RevisionGraph;
import dev.migration.script.RepeatableScript;
import dev.migration.script.RevisionScript;
import dev.migration.script.SqlSection;
import dev.migration.script.StoredVariables;
import dev.migration.script.Variables;
import dev.migration.script.load.RevisionScripts;
import dev.migration.sql.Redaction;
import dev.migration.version.AppliedRevision;
import dev.migration.version.batch.JobStatements;
import dev.migration.version.table.AppliedScript;
import dev.migration.version.table.RetryFacts;
import dev.migration.version.table.StateStatement;
import dev.migration.version.table.StateStatements;
import dev.migration.version.table.StoredSql;

/** The rows that record a step. */
public final class StepRecords {

    private final RevisionScripts scripts;
    private final RevisionGraph graph;
    private final StateStatements statements;
    private final Variables variables;

    public StepRecords(RevisionScripts scripts, RevisionGraph graph, StateStatements statements, Variables variables) {
        this.scripts = scripts;
        this.graph = graph;
        this.statements = statements;
        this.variables = variables;
    }

    /** The parents of the revision of a step. */
    public List<Revision> parentsOf(Step step) {
        return graph.parentsOf(step.revision().id()).stream()
                .flatMap(id -> graph.find(id).stream())
                .toList();
    }

    /** The revisions that depend on the revision of a step. */
    List<Revision> childrenOf(Step step) {
        return graph.dependantsOf(graph.known(List.of(step.revision().id()))).inOrder();
    }

    public List<StateStatement> success(Operation operation, Step step, Optional<Duration> duration) {
        List<StateStatement> rows = step.direction() == Step.Direction.UP
                ? statements.applied(operation, script(step.revision(), duration))
                : statements.reverted(operation, step.revision(), duration);
        return Stream.concat(rows.stream(), outdated(step.revision().id()).stream())
                .toList();
    }

    /**
     * Records that the rest of a revision waits for workers.
     *
     * @param segment the first segment that runs in the background
     */
    List<StateStatement> queued(Step step, Duration duration, boolean approved, int segment) {
        JobStatements job =
                new JobStatements(statements.tables(), step.revision().id());
        return Stream.of(
                        statements.queued(Operation.UPGRADE, step.revision(), duration),
                        job.queue(approved, segment),
                        outdated(step.revision().id()).stream().toList())
                .flatMap(List::stream)
                .toList();
    }

    /** Records that workers have run the rest of a revision. */
    public List<StateStatement> finished(Step step, Duration duration) {
        JobStatements job =
                new JobStatements(statements.tables(), step.revision().id());
        return Stream.concat(
                        statements.finished(Operation.UPGRADE, script(step.revision(), Optional.of(duration))).stream(),
                        job.delete().stream())
                .toList();
    }

    /**
     * Records that the repeatables which a revision drops or changes are pending again, after an upgrade and after a downgrade.
     */
    public Optional<StateStatement> outdated(String revision) {
        return scripts.find(revision).flatMap(script -> statements.repeatables().outdated(script.reapply()));
    }

    /** The repeatables that the revision of a step drops or changes, by its own word; none without its script. */
    public List<String> reapply(Step step) {
        return scripts.find(step.revision().id()).map(RevisionScript::reapply).orElse(List.of());
    }

    /** All repeatables, in the order in which they are applied. */
    public List<RepeatableScript> repeatables() {
        return scripts.repeatables();
    }

    /** Replaces the stored text of an applied revision by its current script. */
    public List<StateStatement> accepted(Revision revision) {
        return statements.accepted(script(revision, Optional.of(Duration.ZERO)));
    }

    /** The statement before a repeatable. */
    public String beginOfRepeatable() {
        return statements.repeatables().begin();
    }

    /** The rows after a repeatable. */
    List<StateStatement> repeated(Operation operation, RepeatableScript script) {
        return statements.repeatables().applied(operation, script.repeatable(), text(script.section()));
    }

    /** Records the revisions of a plan as applied or not applied, and its repeatables as applied, without running them. */
    public List<StateStatement> stamped(Plan plan) {
        Stream<StateStatement> revisions = plan.steps().stream()
                .flatMap(step -> success(Operation.STAMP, step, Optional.of(Duration.ZERO)).stream());
        // After the revisions, because their rows may record that a repeatable is pending again.
        Stream<StateStatement> repeatables =
                plan.repeatables().stream().flatMap(repeatable -> stamped(repeatable).stream());
        return Stream.concat(revisions, repeatables).toList();
    }

    private List<StateStatement> stamped(Repeatable repeatable) {
        return scripts.repeatables().stream()
                .filter(script -> script.repeatable().equals(repeatable))
                .flatMap(script -> repeated(Operation.STAMP, script).stream())
                .toList();
    }

    public StateStatement failure(Operation operation, Step step, Duration duration, RuntimeException failure) {
        String detail = failure instanceof MigrationException known ? known.problem() : failure.toString();
        return statements.failed(
                operation, step.revision(), duration, redaction().of(detail));
    }

    /** An attempt of a step was rolled back and is retried. */
    public StateStatement retry(Plan plan, Step step, RetryFacts facts, Duration spent, String reason) {
        return statements.retry(
                plan.operation(), step.revision(), facts, spent, redaction().of(reason));
    }

    /** Removes secrets from what is shown or logged about a step. */
    public Redaction redaction() {
        return variables.redaction();
    }

    /** Records that a step which runs in segments has begun or continues. Only a downgrade may have no script. */
    StateStatement begun(Step step, StepBody.Sql body) {
        return step.direction() == Step.Direction.UP
                ? statements.upgradeBegun(script(step.revision(), Optional.of(Duration.ZERO)))
                : statements.downgradeBegun(step.revision(), withValues(body.section(), body.variables()));
    }

    public StateStatement done(Step step, int segments) {
        return statements.done(step.revision(), segments);
    }

    /** The settings of the script after a segment; before its commit they are not confirmed. */
    StateStatement settings(Step step, boolean confirmed) {
        return statements.settings(step.revision(), SegmentSettings.RECORDED, confirmed);
    }

    public StateStatement stopped(Step step) {
        return statements.stopped(step.revision());
    }

    private AppliedScript script(Revision revision, Optional<Duration> duration) {
        RevisionScript script = scripts.find(revision.id()).orElseThrow();
        List<String> dependencies = graph.parentsOf(revision.id()).stream()
                .filter(id -> !revision.downRevisions().contains(id))
                .toList();
        return new AppliedScript(
                revision,
                dependencies,
                script instanceof RevisionScript.Sql ? AppliedRevision.Type.SQL : AppliedRevision.Type.JAVA,
                script.checksum(),
                script instanceof RevisionScript.Sql sql ? sections(sql) : AppliedScript.Sections.NONE,
                duration);
    }

    private AppliedScript.Sections sections(RevisionScript.Sql script) {
        return new AppliedScript.Sections(
                Optional.of(text(script.upgrade())), script.downgrade().map(section -> withValues(section, variables)));
    }

    /** The text as in the script: uses of variables stay. */
    private static StoredSql text(SqlSection section) {
        return StoredSql.of(writer -> section.eachPart(writer::write));
    }

    /** The text and, behind it, the values that it needs when the script is gone. */
    private static StoredSql withValues(SqlSection section, Variables values) {
        return StoredSql.of(writer -> {
            section.eachPart(writer::write);
            writer.write(StoredVariables.linesFor(section, values));
        });
    }
}
