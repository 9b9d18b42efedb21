package dev.migration.script.parse;

import dev.migration.error.NearestWord;
import dev.migration.script.Hook;
import dev.migration.script.SqlSection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Gathers what makes a script a hook, and what must not stand in one. */
final class HookDirectives {

    private final FaultCollector faults;
    private final List<Directive> others = new ArrayList<>();
    private Optional<Hook.Event> event = Optional.empty();
    private Optional<SqlSection> section = Optional.empty();
    private boolean begun;

    HookDirectives(FaultCollector faults) {
        this.faults = faults;
    }

    boolean isBegun() {
        return begun;
    }

    /** {@code @hook} itself. */
    void begin(Directive directive) {
        if (begun) {
            faults.add(directive.line(), "There is a second '@hook'.", "Put it into a file of its own.");
            return;
        }
        begun = true;
        event = Hook.Event.of(directive.value());
        if (event.isEmpty()) {
            faults.add(
                    directive.line(),
                    "'" + directive.value() + "' is no event of a migration."
                            + NearestWord.question(directive.value(), Hook.Event.texts()),
                    "Write one of: " + String.join(", ", Hook.Event.texts()) + ".");
        }
    }

    /** A directive of a revision. */
    void other(Directive directive) {
        others.add(directive);
    }

    /** @param nonTransactionalLine the line of the first statement that does not fit into a transaction; 0 when all do */
    void end(SqlSection statements, int nonTransactionalLine) {
        section = Optional.of(statements);
        if (nonTransactionalLine > 0) {
            faults.add(
                    nonTransactionalLine,
                    "This statement does not fit into a transaction, and a hook runs in one.",
                    "Move it into a revision, or out of the migration.");
        }
    }

    /** Reports what stands together with the hook. */
    void finish() {
        for (Directive other : others) {
            faults.add(
                    other.line(),
                    "'@" + other.name() + "' stands in one file with '@hook'.",
                    "Put the hook into a file of its own.");
        }
    }

    Optional<Hook> hook() {
        return event.flatMap(when -> section.map(statements -> new Hook(when, statements)));
    }
}
