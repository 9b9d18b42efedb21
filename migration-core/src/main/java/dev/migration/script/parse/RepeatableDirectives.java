package dev.migration.script.parse;

import dev.migration.script.RepeatableScript;
import java.util.List;
import java.util.Optional;

/**
 * What a script says about repeatables.
 *
 * @param name its own name, if it is one
 * @param needs the names it needs
 * @param reapply the names that a revision wants to be applied again behind it
 * @param script the repeatable, when it has what it takes to run
 */
public record RepeatableDirectives(
        Optional<String> name, List<String> needs, List<String> reapply, Optional<RepeatableScript> script) {

    /** A revision's word. */
    static RepeatableDirectives reapplying(List<String> reapply) {
        return new RepeatableDirectives(Optional.empty(), List.of(), reapply, Optional.empty());
    }
}
