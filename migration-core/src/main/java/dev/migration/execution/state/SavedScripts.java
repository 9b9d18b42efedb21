// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.state;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.migration.plan.Plan;
import dev.migration.plan.SavedPlan;
import dev.migration.plan.SavedPlan.Script;
import dev.migration.plan.Step;
import dev.migration.revision.Repeatable;
import dev.migration.revision.Revision;
import dev.migration.script.Hook;
import dev.migration.script.RepeatableScript;
import dev.migration.script.RevisionScript;
import dev.migration.script.ScriptCondition;
import dev.migration.script.ScriptOptions;
import dev.migration.script.SqlSection;
import dev.migration.script.Variables;
import dev.migration.script.load.RevisionScripts;
import dev.migration.sql.Redaction;
import dev.migration.sql.TokenHash;
import dev.migration.version.AppliedRevision;

/**
 * The scripts of a plan as a saved plan keeps them.
 *
 * @param variables the values in the scripts; secret ones are not shown
 */
public record SavedScripts(RevisionScripts scripts, Variables variables) {

    private static final List<Hook.Event> UPGRADE_EVENTS = List.of(
            Hook.Event.BEFORE_UPGRADE,
            Hook.Event.BEFORE_REVISION,
            Hook.Event.AFTER_REVISION,
            Hook.Event.AFTER_UPGRADE,
            Hook.Event.AFTER_FAILURE);

    /**
     * A plan with its scripts.
     *
     * @param target as it was written
     */
    public SavedPlan save(Plan plan, DatabaseState state, SavedPlan.Database database, String target) {
        List<Script> revisions = plan.steps().stream()
                .map(Step::revision)
                .map(revision -> revision(revision, segmentsDone(revision, state)))
                .toList();
        List<String> names = plan.repeatables().stream().map(Repeatable::name).toList();
        List<Script> repeatables = scripts.repeatables().stream()
                .filter(script -> names.contains(script.repeatable().name()))
                .map(this::repeatable)
                .toList();
        List<Script> hooks = plan.isEmpty() ? List.of() : hooks();
        return new SavedPlan(database, target, plan.before(), plan.after(), revisions, repeatables, hooks);
    }

    private static int segmentsDone(Revision revision, DatabaseState state) {
        return state.interrupted().stream()
                .filter(row -> row.id().equals(revision.id()))
                .map(AppliedRevision::state)
                .mapToInt(found -> found.step())
                .findFirst()
                .orElse(0);
    }

    private Script revision(Revision revision, int segmentsDone) {
        Optional<RevisionScript> script = scripts.find(revision.id());
        List<String> directives = new ArrayList<>();
        add(directives, "revises", revision.downRevisions());
        add(directives, "depends-on", revision.dependsOn());
        add(directives, "replaces", revision.replaces());
        script.ifPresent(found -> add(directives, "reapply", found.reapply()));
        Optional<RevisionScript.Sql> sql =
                script.filter(RevisionScript.Sql.class::isInstance).map(RevisionScript.Sql.class::cast);
        sql.ifPresent(found -> directives.addAll(directives(found.options())));
        sql.ifPresent(found -> directives.addAll(batches(found.upgrade())));
        return new Script(
                revision.id(),
                script.map(RevisionScript::source).orElse(""),
                directives,
                segmentsDone,
                script.flatMap(RevisionScript::checksum),
                sql.map(found -> shown(found.upgrade())));
    }

    private Script repeatable(RepeatableScript script) {
        List<String> directives = new ArrayList<>();
        add(directives, "needs", script.repeatable().needs());
        directives.addAll(directives(script.options()));
        return new Script(
                script.repeatable().name(),
                script.source(),
                directives,
                0,
                Optional.of(script.repeatable().checksum()),
                Optional.of(shown(script.section())));
    }

    private List<Script> hooks() {
        return UPGRADE_EVENTS.stream()
                .flatMap(event -> scripts.hooks().at(event).stream())
                .map(hook -> new Script(
                        hook.event().text(),
                        hook.source(),
                        List.of(),
                        0,
                        Optional.of(TokenHash.of(hook.section().text())),
                        Optional.of(shown(hook.section()))))
                .toList();
    }

    private String shown(SqlSection section) {
        return Redaction.NONE.of(variables.withoutSecretValues().replaceIn(section.text()));
    }

    private static List<String> directives(ScriptOptions options) {
        List<String> directives = new ArrayList<>();
        options.lockTimeout().ifPresent(time -> directives.add("@lock-timeout " + time.toMillis() + "ms"));
        options.statementTimeout().ifPresent(time -> directives.add("@statement-timeout " + time.toMillis() + "ms"));
        options.retryFor().ifPresent(time -> directives.add("@retry-for " + time.toMillis() + "ms"));
        if (options.statementByStatement()) {
            directives.add("@transaction none");
        }
        for (ScriptCondition condition : options.conditions()) {
            directives.add("@" + condition.moment().text() + " " + Redaction.NONE.of(condition.expression()));
        }
        if (options.background() != ScriptOptions.Background.NO) {
            directives.add(
                    options.background() == ScriptOptions.Background.YES ? "@background" : "@background approve=yes");
        }
        add(directives, "independent-of", options.independentOf());
        return directives;
    }

    /** A directive of a statement is a comment, so the checksum does not cover it. */
    private static List<String> batches(SqlSection section) {
        return section.batches().stream()
                .flatMap(statement -> statement.annotation().stream())
                .map(comment -> comment.replaceFirst("^--\\s*", "").strip())
                .toList();
    }

    private static void add(List<String> directives, String word, List<String> values) {
        if (!values.isEmpty()) {
            directives.add("@" + word + " " + String.join(", ", values));
        }
    }
}
