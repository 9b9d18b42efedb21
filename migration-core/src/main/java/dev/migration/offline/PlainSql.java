// SPDX-License-Identifier: Apache-2.0
package dev.migration.offline;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.migration.execution.statement.HookStatements;
import dev.migration.execution.statement.StepBody;
import dev.migration.plan.Plan.Operation;
import dev.migration.plan.Step;
import dev.migration.script.Hook;
import dev.migration.script.Hooks;
import dev.migration.script.RepeatableScript;
import dev.migration.script.SqlSection;
import dev.migration.script.Variables;

/** Writes the statements of the scripts for a reader: a comment for each revision and its section, and nothing of ours. */
final class PlainSql {

    private final PsqlText text;
    private final Hooks hooks;
    private final Variables variables;

    PlainSql(PsqlText text, Hooks hooks, Variables variables) {
        this.text = text;
        this.hooks = hooks;
        this.variables = variables;
    }

    /** @param recorded the statements of the Java revisions */
    void write(OfflinePlan plan, Map<Step, StepBody> bodies, Map<Step, List<String>> recorded) throws IOException {
        text.comment(plan.title() + ": " + plan.plan().steps().size()
                + (plan.plan().steps().size() == 1 ? " revision." : " revisions.")
                + " For reading: it records nothing, so that psql stops here. Without --plain it is for psql.");
        text.line("\\quit");
        for (String note : plan.plan().notes()) {
            text.comment(note);
        }
        if (plan.plan().operation() == Operation.STAMP) {
            for (Step step : plan.plan().steps()) {
                text.comment((step.direction() == Step.Direction.UP ? "Stamp " : "Unstamp ") + name(step)
                        + " (runs nothing)");
            }
        } else if (!plan.plan().isEmpty()) {
            hooksOfRevisions();
            hooks(HookStatements.before(plan.plan()));
            for (Map.Entry<Step, StepBody> step : bodies.entrySet()) {
                body(step.getKey(), step.getValue(), recorded.getOrDefault(step.getKey(), List.of()));
            }
            hooks(HookStatements.after(plan.plan()));
        }
    }

    private void body(Step step, StepBody body, List<String> recorded) throws IOException {
        if (body instanceof StepBody.Repeating repeating) {
            Optional<StepBody> revision = repeating.revision();
            if (revision.isPresent()) {
                body(step, revision.get(), recorded);
            }
            for (RepeatableScript script : repeating.repeatables()) {
                section("Repeatable " + script.repeatable().name() + " (" + script.source() + ")", script.section());
            }
        } else if (body instanceof StepBody.Sql sql) {
            String how = sql.fitsIntoOneTransaction() ? "" : ", not in one transaction";
            section(title(step) + " (" + sql.source() + how + ")", sql.section());
        } else {
            text.line("").comment(title(step) + " (" + body.source() + ")");
            for (String statement : recorded) {
                text.line(statement.strip() + ";");
            }
        }
    }

    /** The variables of the settings, because stored sections belong to a database. */
    private void section(String title, SqlSection section) throws IOException {
        text.line("").comment(title);
        String sql = variables.replaceIn(section.text()).strip();
        if (!sql.isEmpty()) {
            text.line(sql);
        }
    }

    private void hooks(Hook.Event event) throws IOException {
        for (Hook hook : hooks.at(event)) {
            section("Hook " + event.text() + " (" + hook.source() + ")", hook.section());
        }
    }

    /** Once, and not at each revision. */
    private void hooksOfRevisions() throws IOException {
        for (Hook.Event event : List.of(Hook.Event.BEFORE_REVISION, Hook.Event.AFTER_REVISION)) {
            for (Hook hook : hooks.at(event)) {
                section("Hook " + event.text() + ", in each revision (" + hook.source() + ")", hook.section());
            }
        }
    }

    private static String title(Step step) {
        return (step.direction() == Step.Direction.UP ? "Upgrade " : "Downgrade ") + name(step);
    }

    private static String name(Step step) {
        String message = step.revision().message();
        return step.revision().id() + (message.isEmpty() ? "" : ": " + message);
    }
}
