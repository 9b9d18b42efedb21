// SPDX-License-Identifier: Apache-2.0
package dev.migration.result;

import java.util.List;

/**
 * Work in the background that is not done, and that an upgrade needs: the upgrade would be refused.
 *
 * @param revision the applied revision whose work it is
 * @param needing the pending revisions that come after it; at least one
 */
public record NeededWork(String revision, List<String> needing) {

    public NeededWork {
        needing = List.copyOf(needing);
    }

    /** What waits for what, in a sentence. */
    public String problem() {
        return "Revision '" + revision + "' runs in the background and is not done, and " + after(needing) + ".";
    }

    /** A part of a sentence: these revisions come after another one. */
    public static String after(List<String> needing) {
        return "'" + String.join("', '", needing) + (needing.size() == 1 ? "' comes after it" : "' come after it");
    }

    /** What a user does about it. */
    public String remedy() {
        return "Wait until its workers are done, or finish it now: upgrade --finish-background. If a revision does not need"
                + " it, write '@independent-of " + revision + "' into its script.";
    }
}
