// SPDX-License-Identifier: Apache-2.0
package dev.migration.script.parse;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.migration.revision.Revision;
import dev.migration.script.Hook;
import dev.migration.script.RevisionScript;
import dev.migration.script.ScriptFault;

/**
 * The result of parsing one script.
 *
 * @param source its file or class
 * @param lines the lines of its directives
 * @param revision the revision of its header, if it could be read; it allows the graph to be checked even if the rest
 *     of the script has faults
 * @param script the script, if it is complete enough to run
 * @param repeatableDirectives its directives about repeatables
 * @param hook the hook, if the script is a hook and not a revision
 * @param faults its faults
 */
public record ParsedScript(
        String source,
        Map<Directive.Word, Integer> lines,
        Optional<Revision> revision,
        Optional<RevisionScript> script,
        RepeatableDirectives repeatableDirectives,
        Optional<Hook> hook,
        List<ScriptFault> faults) {

    public boolean isRevision(String id) {
        return revision.filter(known -> known.id().equals(id)).isPresent();
    }

    /** The same with a label of the branch that begins at its revision. */
    public ParsedScript branch(String label) {
        return new ParsedScript(
                source,
                lines,
                revision.map(known -> known.branch(label)),
                script.map(known -> known.with(known.revision().branch(label))),
                repeatableDirectives,
                hook,
                faults);
    }

    /** The line of a directive; 0 if the script does not have it. */
    public int line(Directive.Word word) {
        return lines.getOrDefault(word, 0);
    }
}
