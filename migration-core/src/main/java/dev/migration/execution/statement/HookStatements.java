// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.statement;

import java.util.List;
import java.util.Locale;

import dev.migration.execution.report.StatementSource;
import dev.migration.execution.session.ExecutionSettings;
import dev.migration.plan.Plan;
import dev.migration.plan.Plan.Operation;
import dev.migration.script.Hook;
import dev.migration.script.Hooks;
import dev.migration.sql.Quoting;

/**
 * The statements of the hooks of an event. They are sent in the same message as other statements; an event without hooks adds
 * nothing.
 */
public final class HookStatements {

    /** The error that a hook can read is shortened, because it is a parameter of the server. */
    private static final int LONGEST_ERROR = 1_000;

    private final Hooks hooks;
    private final ExecutionSettings settings;

    public HookStatements(Hooks hooks, ExecutionSettings settings) {
        this.hooks = hooks;
        this.settings = settings;
    }

    /** The event before the first step of a plan. */
    public static Hook.Event before(Plan plan) {
        return event("BEFORE_", plan);
    }

    /** The event after the last step of a plan. */
    public static Hook.Event after(Plan plan) {
        return event("AFTER_", plan);
    }

    private static Hook.Event event(String prefix, Plan plan) {
        return Hook.Event.valueOf(prefix + plan.operation().name().toUpperCase(Locale.ROOT));
    }

    public List<Hook> at(Hook.Event event) {
        return hooks.at(event);
    }

    /** Adds the hooks before or after the script of a revision, in its transaction. */
    void aroundRevision(Hook.Event event, StepTask task, StatementSink sink) throws Exception {
        add(event, task.hookContext(), sink);
    }

    public void add(Hook.Event event, HookContext context, StatementSink sink) throws Exception {
        List<Hook> found = hooks.at(event);
        if (found.isEmpty()) {
            return;
        }
        // Before each event, because a script may have reset them.
        sink.add(new StepStatement.Ours("SELECT " + String.join(", ", context.assignments())));
        for (Hook hook : found) {
            new ScriptStatements(settings.variables(), StatementSource.of(hook.source())).add(hook.section(), sink);
        }
    }

    /**
     * The values that a hook can read as {@code migration.operation}, {@code migration.revision} and {@code migration.error}.
     *
     * @param revision empty for a run as a whole
     * @param error empty unless the run failed
     */
    public record HookContext(Operation operation, String revision, String error) {

        /** A run as a whole. */
        public static HookContext of(Operation operation) {
            return new HookContext(operation, "", "");
        }

        private List<String> assignments() {
            return List.of(
                    assignment("operation", operation.name().toLowerCase(Locale.ROOT)),
                    assignment("revision", revision),
                    assignment("error", error.substring(0, Math.min(LONGEST_ERROR, error.length()))));
        }

        private static String assignment(String name, String value) {
            return "pg_catalog.set_config('migration." + name + "', " + Quoting.literal(value) + ", true)";
        }
    }
}
