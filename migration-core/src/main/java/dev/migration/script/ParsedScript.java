package dev.migration.script;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.migration.revision.Revision;

/**
 * What became of one script.
 *
 * @param source its file or class
 * @param lines where its directives stand
 * @param revision what its header says, as far as it is readable; the graph can be checked with it even when the rest of the
 *     script is at fault
 * @param script the script, when it has what it takes to run
 * @param repeating what it says about repeatables
 * @param hook what it is instead of a revision
 * @param faults what is wrong with it
 */
record ParsedScript(
        String source,
        Map<Directive.Word, Integer> lines,
        Optional<Revision> revision,
        Optional<RevisionScript> script,
        Repeating repeating,
        Optional<Hook> hook,
        List<ScriptFault> faults) {

    boolean isRevision(String id) {
        return revision.filter(known -> known.id().equals(id)).isPresent();
    }

    /** The line of a directive; 0 when it is not in the script. */
    int line(Directive.Word word) {
        return lines.getOrDefault(word, 0);
    }
}
