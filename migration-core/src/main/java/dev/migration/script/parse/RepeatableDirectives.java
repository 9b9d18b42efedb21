// SPDX-License-Identifier: Apache-2.0
package dev.migration.script.parse;

import java.util.List;
import java.util.Optional;

import dev.migration.script.RepeatableScript;

/**
 * The directives of a script about repeatables.
 *
 * @param name its own name, if it is a repeatable
 * @param needs the names of the repeatables that it needs
 * @param reapply the names of the repeatables to apply again after this revision
 * @param script the repeatable, if it is complete enough to run
 */
public record RepeatableDirectives(
        Optional<String> name, List<String> needs, List<String> reapply, Optional<RepeatableScript> script) {

    /** The directives of a revision. */
    static RepeatableDirectives reapplying(List<String> reapply) {
        return new RepeatableDirectives(Optional.empty(), List.of(), reapply, Optional.empty());
    }
}
