package dev.migration.script.parse;

import dev.migration.revision.Revision;
import dev.migration.script.Hook;
import dev.migration.script.RevisionScript;
import dev.migration.script.ScriptFault;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What became of one script.
 *
 * @param source its file or class
 * @param lines where its directives stand
 * @param revision what its header says, as far as it is readable; the graph can be checked with it even when the rest of the
 *     script is at fault
 * @param script the script, when it has what it takes to run
 * @param repeatableDirectives what it says about repeatables
 * @param hook what it is instead of a revision
 * @param faults what is wrong with it
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

    /** The line of a directive; 0 when it is not in the script. */
    public int line(Directive.Word word) {
        return lines.getOrDefault(word, 0);
    }
}
