// SPDX-License-Identifier: Apache-2.0
package dev.migration.script.load;

import java.util.List;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.migration.revision.Revision;
import dev.migration.script.ScriptFault;

/** What is unusual about scripts that have no fault. */
final class ScriptWarnings {

    private static final Logger log = LoggerFactory.getLogger(ScriptLoader.class);

    private ScriptWarnings() {}

    /** Logs all warnings. Returns whether there is one. */
    static boolean log(RevisionScripts scripts) {
        List<ScriptFault> faults = scripts.downgradeFaults();
        faults.forEach(ScriptWarnings::warn);
        return warnOfBases(scripts) || !faults.isEmpty();
    }

    private static void warn(ScriptFault fault) {
        log.warn(
                "{}: the downgrade section has a fault, so that this revision cannot be reverted, nor applied anew: {} {}",
                fault.place(),
                fault.problem(),
                fault.remedy());
    }

    /**
     * Warns of several bases without a label: a forgotten {@code @revises} is the most frequent mistake, and several
     * bases are legal.
     */
    private static boolean warnOfBases(RevisionScripts scripts) {
        List<String> unlabelled = scripts.graph().bases().inOrder().stream()
                .filter(base -> base.branchLabels().isEmpty())
                .map(Revision::id)
                .toList();
        if (unlabelled.size() < 2) {
            return false;
        }
        log.warn(
                "Revisions {} revise nothing: is a '@revises' missing? If one begins a branch, name it with '@branch'",
                String.join(", ", unlabelled));
        return true;
    }
}
