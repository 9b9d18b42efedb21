package dev.migration.execution.precondition;

import java.util.List;

import dev.migration.execution.difference.ScriptDifference;

/**
 * Which scripts count as what was applied from now on.
 *
 * @param accepted the ids of the revisions whose text was taken, in the order of the graph
 * @param unchanged the ids of those that were named and whose text is what was applied
 * @param differences what was stored beside what was taken, all of it
 */
public record AcceptedScripts(List<String> accepted, List<String> unchanged, List<ScriptDifference> differences) {

    public AcceptedScripts {
        accepted = List.copyOf(accepted);
        unchanged = List.copyOf(unchanged);
        differences = List.copyOf(differences);
    }
}
