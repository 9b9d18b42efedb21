// SPDX-License-Identifier: Apache-2.0
package dev.migration.script.load;

import java.util.List;
import java.util.stream.Stream;

import dev.migration.script.parse.ParsedScript;
import dev.migration.setting.ModuleSelection;

/**
 * A script and the module that it belongs to.
 *
 * @param module the name of the module; {@link ModuleSelection#APPLICATION} for what is in no module
 */
record OwnedScript(String module, ParsedScript script) {

    boolean isOfModule() {
        return !module.equals(ModuleSelection.APPLICATION);
    }

    /** The id of the revision, and those that it replaces; none for a repeatable and a hook. */
    Stream<String> ids() {
        return script.revision().stream()
                .flatMap(revision -> Stream.concat(Stream.of(revision.id()), revision.replaces().stream()));
    }

    /** The ids that the revision revises. */
    List<String> downRevisions() {
        return script.revision().map(revision -> revision.downRevisions()).orElse(List.of());
    }

    /** The ids and labels that the revision depends on. */
    List<String> dependsOn() {
        return script.revision().map(revision -> revision.dependsOn()).orElse(List.of());
    }

    /** The labels of the branch that begins at the revision. */
    List<String> labels() {
        return script.revision().map(revision -> revision.branchLabels()).orElse(List.of());
    }
}
