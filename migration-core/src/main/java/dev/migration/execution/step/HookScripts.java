package dev.migration.execution.step;

import java.util.List;
import java.util.Locale;

import dev.migration.execution.failure.Origin;
import dev.migration.execution.session.ExecutionSettings;
import dev.migration.execution.session.MigrationSession;
import dev.migration.plan.Plan.Operation;
import dev.migration.script.Hook;
import dev.migration.script.Hooks;
import dev.migration.sql.Quoting;

/**
 * Puts the hooks of an event into a pipeline, so that they travel with what is sent anyway. Without hooks it adds nothing.
 */
final class HookScripts {

    /** The error that a hook is told is shortened: it is a parameter of the server, not a place for a report. */
    private static final int LONGEST_ERROR = 1_000;

    private final Hooks hooks;
    private final MigrationSession session;
    private final ExecutionSettings settings;

    HookScripts(Hooks hooks, MigrationSession session, ExecutionSettings settings) {
        this.hooks = hooks;
        this.session = session;
        this.settings = settings;
    }

    List<Hook> at(Hook.Event event) {
        return hooks.at(event);
    }

    /** Around the script of a revision, in its transaction. */
    void aroundRevision(Hook.Event event, Attempt attempt, Pipeline pipeline) throws Exception {
        String revision = attempt.step().revision().id();
        add(event, new Occasion(attempt.plan().operation(), revision, ""), pipeline);
    }

    void add(Hook.Event event, Occasion occasion, Pipeline pipeline) throws Exception {
        List<Hook> found = hooks.at(event);
        if (found.isEmpty()) {
            return;
        }
        // Each time: a script may have reset them.
        pipeline.add(new Parcel.Ours("SELECT " + String.join(", ", occasion.assignments())));
        for (Hook hook : found) {
            new ScriptRunner(session.connection(), settings.variables(), Origin.of(hook.source()))
                    .run(hook.section(), pipeline);
        }
    }

    /**
     * What a hook can ask for.
     *
     * @param revision empty where no revision is meant
     * @param error empty unless something failed
     */
    record Occasion(Operation operation, String revision, String error) {

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
