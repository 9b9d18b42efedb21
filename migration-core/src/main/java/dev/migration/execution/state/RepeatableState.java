// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.state;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import dev.migration.plan.PendingRepeatables;
import dev.migration.revision.Repeatable;
import dev.migration.revision.Revision;
import dev.migration.script.RepeatableScript;
import dev.migration.script.RevisionScript;
import dev.migration.script.load.RevisionScripts;
import dev.migration.version.AppliedRepeatable;

/** The repeatables of the application compared with the applied ones. */
public final class RepeatableState {

    private final RevisionScripts scripts;
    private final Map<String, AppliedRepeatable> applied = new LinkedHashMap<>();
    private final boolean ahead;

    /** @param ahead whether applied revisions have no script here */
    RepeatableState(RevisionScripts scripts, List<AppliedRepeatable> applied, boolean ahead) {
        this.scripts = scripts;
        this.ahead = ahead;
        applied.forEach(repeatable -> this.applied.put(repeatable.name(), repeatable));
    }

    /** The repeatables that an upgrade to the heads applies after these revisions, in order. */
    public List<Repeatable> pendingAfter(Collection<Revision> revisions) {
        if (scripts.repeatables().isEmpty()) {
            return List.of();
        }
        List<String> reapplied = revisions.stream()
                .flatMap(revision -> scripts.find(revision.id()).stream())
                .map(RevisionScript::reapply)
                .flatMap(List::stream)
                .toList();
        Map<String, Optional<String>> found = applied.values().stream()
                .collect(Collectors.toMap(AppliedRepeatable::name, AppliedRepeatable::checksum));
        return new PendingRepeatables(scripted(), found, ahead).pendingAfter(reapplied);
    }

    /** The repeatables that have a script, in the order in which they are applied. */
    public List<Repeatable> scripted() {
        return scripts.repeatables().stream().map(RepeatableScript::repeatable).toList();
    }

    /** Whether its current text is applied. */
    boolean isApplied(Repeatable repeatable) {
        return isApplied(repeatable.name(), repeatable.checksum());
    }

    /** Whether a repeatable with this name and this checksum was applied last. */
    public boolean isApplied(String name, String checksum) {
        return find(name).flatMap(AppliedRepeatable::checksum).equals(Optional.of(checksum));
    }

    /** The repeatable as it was last applied. */
    public Optional<AppliedRepeatable> find(String name) {
        return Optional.ofNullable(applied.get(name));
    }

    /** The applied repeatables that no longer have a script; their objects stay in the database. */
    public List<AppliedRepeatable> unknown() {
        List<String> known = scripted().stream().map(Repeatable::name).toList();
        return applied.values().stream()
                .filter(repeatable -> !known.contains(repeatable.name()))
                .toList();
    }

    /** The checksums of the applied repeatables by name, without those that are pending again. */
    public Map<String, String> checksums() {
        Map<String, String> checksums = new LinkedHashMap<>();
        applied.forEach((name, row) -> row.checksum().ifPresent(checksum -> checksums.put(name, checksum)));
        return checksums;
    }
}
