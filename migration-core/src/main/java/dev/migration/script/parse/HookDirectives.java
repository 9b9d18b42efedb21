// SPDX-License-Identifier: Apache-2.0
package dev.migration.script.parse;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.migration.error.NearestWord;
import dev.migration.script.Hook;
import dev.migration.script.SqlSection;

/** Collects the directive of a hook, and the directives that must not be in the same script. */
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

    /** Reads {@code @hook}. */
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
                    "'" + directive.value() + "' is not an event of a migration."
                            + NearestWord.question(directive.value(), Hook.Event.texts()),
                    "Write one of: " + String.join(", ", Hook.Event.texts()) + ".");
        }
    }

    /** Records a directive of a revision. */
    void other(Directive directive) {
        others.add(directive);
    }

    /**
     * Ends the section of the hook.
     *
     * @param nonTransactionalLine the line of the first statement that cannot run in the transaction; 0 if there is
     *     none
     */
    void end(SqlSection statements, int nonTransactionalLine) {
        section = Optional.of(statements);
        if (nonTransactionalLine > 0) {
            faults.add(
                    nonTransactionalLine,
                    "This statement cannot run in a transaction, and a hook runs in one.",
                    "Move it into a revision, or out of the migration.");
        }
    }

    /** Reports the directives that must not be in the same script. */
    void finish() {
        for (Directive other : others) {
            faults.add(
                    other.line(),
                    "'@" + other.name() + "' is in the same file as '@hook'.",
                    "Put the hook into a file of its own.");
        }
    }

    Optional<Hook> hook() {
        return event.flatMap(when -> section.map(statements -> new Hook(when, statements)));
    }
}
