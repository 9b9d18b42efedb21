// SPDX-License-Identifier: Apache-2.0
package dev.migration.result;

import java.util.List;

/**
 * The result of accepting scripts.
 *
 * @param accepted the ids of the revisions whose scripts were recorded as applied, in the order of the graph
 * @param unchanged the ids of the other named revisions: their scripts do not differ
 * @param differences the complete differences between the stored and the accepted sections
 */
public record AcceptedScripts(List<String> accepted, List<String> unchanged, List<ScriptDifference> differences) {

    public AcceptedScripts {
        accepted = List.copyOf(accepted);
        unchanged = List.copyOf(unchanged);
        differences = List.copyOf(differences);
    }
}
