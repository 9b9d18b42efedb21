// SPDX-License-Identifier: Apache-2.0
package dev.migration.authoring;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import dev.migration.authoring.AuthoringException.Fault;
import dev.migration.revision.Identifiers;
import dev.migration.revision.Revision;

/** Checks a draft before its file is written. */
record DraftValidator(AuthoringSettings settings, ScriptFolders folders) {

    /** All reasons why the draft cannot be written with the template. */
    List<Fault> faults(RevisionDraft draft, ScriptTemplate template, ScriptFolders.Loaded scripts) {
        List<Fault> faults = new ArrayList<>();
        if (draft.message().isBlank()) {
            faults.add(new Fault("The revision has no message.", "Say what it does with -m MESSAGE."));
        }
        faults.addAll(idFaults(draft, scripts));
        draft.folder()
                .filter(folder -> !folders.contain(folder))
                .ifPresent(folder -> faults.add(new Fault(
                        "'" + folder + "' is in none of the locations, so that the revision would not be found.",
                        "Name a folder in one of: " + settings.folders() + ", or add a location.")));
        faults.addAll(template.faults(new TemplateFields(settings.fields())
                .of(Revision.of("a").created(Instant.EPOCH))
                .keySet()));
        faults.addAll(new FileNames(settings).faults());
        return faults;
    }

    /** The reasons why a revision cannot have the id of the draft. */
    static List<Fault> idFaults(RevisionDraft draft, ScriptFolders.Loaded scripts) {
        return draft
                .id()
                .flatMap(id -> Identifiers.fault(id).or(() -> scripts.ownerOf(id)))
                .map(DraftValidator::unusableId)
                .stream()
                .toList();
    }

    /** @param reason why, without a full stop */
    static Fault unusableId(String reason) {
        return new Fault("The id cannot be used: " + reason + ".", "Choose another --rev-id, or omit it.");
    }
}
