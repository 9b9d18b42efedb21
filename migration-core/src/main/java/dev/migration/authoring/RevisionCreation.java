// SPDX-License-Identifier: Apache-2.0
package dev.migration.authoring;

import java.nio.file.Path;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

import dev.migration.authoring.AuthoringException.Fault;
import dev.migration.plan.NewRevision;
import dev.migration.plan.RevisionParents;
import dev.migration.revision.Revision;
import dev.migration.revision.fault.TargetException;
import dev.migration.revision.target.Target;
import dev.migration.revision.target.TargetResolver;

/**
 * Writes the files of new revisions, all or none.
 *
 * @param clock the clock for {@code @created}
 */
record RevisionCreation(AuthoringSettings settings, Clock clock, ScriptFolders folders) {

    /** Writes revisions on top of each other; see {@link RevisionAuthor#create(RevisionDraft, List)}. */
    List<Path> create(RevisionDraft draft, ScriptTemplate template, List<RevisionPart> parts) {
        ScriptFolders.Loaded scripts = folders.load();
        List<Target> heads = targets(draft.heads().isEmpty() ? List.of("head") : draft.heads());
        List<Fault> faults = new ArrayList<>();
        Optional<RevisionParents> parents = attempt(faults, () -> parents(draft, heads, scripts));
        faults.addAll(new DraftValidator(settings, folders).faults(draft, template, scripts));
        if (!faults.isEmpty() || parents.isEmpty()) {
            throw new AuthoringException(faults);
        }
        Revision last = revision(draft, parents.get());
        Path folder = draft.folder().orElseGet(() -> scripts.folderOf(last.downRevisions()));
        List<Revision> revisions = RevisionChain.of(last, parts, new RandomRevisionId()::next);
        NewFiles files = new NewFiles();
        for (int i = 0; i < parts.size(); i++) {
            String text = template.fill(new TemplateFields(settings.fields()).of(revisions.get(i)));
            files.add(
                    new FileNames(settings).in(folder, revisions.get(i)),
                    parts.get(i).sections().in(text));
        }
        List<Path> written = files.write();
        folders.requireValid(files);
        return written;
    }

    private static RevisionParents parents(RevisionDraft draft, List<Target> heads, ScriptFolders.Loaded scripts) {
        return RevisionParents.of(
                scripts.graph(),
                TargetResolver.of(scripts.graph()),
                new NewRevision(heads, draft.splice(), draft.branchLabels(), targets(draft.dependsOn())));
    }

    private static Optional<RevisionParents> attempt(List<Fault> faults, Supplier<RevisionParents> search) {
        try {
            return Optional.of(search.get());
        } catch (TargetException refused) {
            faults.add(new Fault(refused.problem(), refused.remedy()));
            return Optional.empty();
        }
    }

    private Revision revision(RevisionDraft draft, RevisionParents parents) {
        return new Revision(
                draft.id().orElseGet(new RandomRevisionId()::next),
                parents.downRevisions(),
                parents.dependsOn(),
                draft.branchLabels(),
                List.of(),
                Optional.of(clock.instant().truncatedTo(ChronoUnit.SECONDS)),
                draft.message().strip());
    }

    private static List<Target> targets(List<String> texts) {
        return texts.stream().map(Target::parse).toList();
    }
}
