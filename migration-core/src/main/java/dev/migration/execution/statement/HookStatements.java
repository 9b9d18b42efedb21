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
 * Puts the hooks of an event into an outlet, so that they travel with what is sent anyway. Without hooks it adds nothing.
 */
public final class HookStatements {

    /** The error that a hook is told is shortened: it is a parameter of the server, not a place for a report. */
    private static final int LONGEST_ERROR = 1_000;

    private final Hooks hooks;
    private final ExecutionSettings settings;

    public HookStatements(Hooks hooks, ExecutionSettings settings) {
        this.hooks = hooks;
        this.settings = settings;
    }

    /** What runs before the first step of a plan. */
    public static Hook.Event before(Plan plan) {
        return event("BEFORE_", plan);
    }

    /** What runs behind its last step. */
    public static Hook.Event after(Plan plan) {
        return event("AFTER_", plan);
    }

    private static Hook.Event event(String prefix, Plan plan) {
        return Hook.Event.valueOf(prefix + plan.operation().name().toUpperCase(Locale.ROOT));
    }

    public List<Hook> at(Hook.Event event) {
        return hooks.at(event);
    }

    /** Around the script of a revision, in its transaction. */
    void aroundRevision(Hook.Event event, StepTask task, StatementSink outlet) throws Exception {
        add(event, task.occasion(), outlet);
    }

    public void add(Hook.Event event, Occasion occasion, StatementSink outlet) throws Exception {
        List<Hook> found = hooks.at(event);
        if (found.isEmpty()) {
            return;
        }
        // Each time: a script may have reset them.
        outlet.add(new StepStatement.Ours("SELECT " + String.join(", ", occasion.assignments())));
        for (Hook hook : found) {
            new ScriptStatements(settings.variables(), StatementSource.of(hook.source())).add(hook.section(), outlet);
        }
    }

    /**
     * What a hook can ask for.
     *
     * @param revision empty where no revision is meant
     * @param error empty unless something failed
     */
    public record Occasion(Operation operation, String revision, String error) {

        /** A run as a whole. */
        public static Occasion of(Operation operation) {
            return new Occasion(operation, "", "");
        }

        private List<String> assignments() {
            return List.of(
                    assignment("operation", operation.name().toLowerCase(Locale.ROOT)),
                    assignment("revision", revision),
                    assignment("error", error.substring(0, Math.min(LONGEST_ERROR, error.length()))));
        }

        private static String assignment(String name, String value) {
            return "set_config('migration." + name + "', " + Quoting.literal(value) + ", true)";
        }
    }
}
