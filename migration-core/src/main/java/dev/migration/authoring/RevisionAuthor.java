// SPDX-License-Identifier: Apache-2.0
package dev.migration.authoring;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

import org.springframework.util.ClassUtils;

import dev.migration.authoring.AuthoringException.Fault;
import dev.migration.plan.Rebase;
import dev.migration.plan.Squash;
import dev.migration.revision.Revision;
import dev.migration.revision.fault.TargetException;
import dev.migration.revision.target.Target;
import dev.migration.revision.target.TargetResolver;
import dev.migration.script.JavaRevision;
import dev.migration.script.load.JavaRevisions;

/**
 * Writes revisions into folders: new ones, merges, squashes and moved branches. Each command loads the scripts, and
 * loads them again after writing; if they have a fault then, the written file is removed.
 */
public final class RevisionAuthor {

    private final AuthoringSettings settings;
    private final Clock clock;
    private final ScriptFolders folders;
    private final ScriptTemplates templates;
    private final RandomRevisionId randomId = new RandomRevisionId();

    /**
     * An author for scripts next to the Java revisions that {@link java.util.ServiceLoader} finds.
     *
     * @param clock the clock for {@code @created}
     * @throws dev.migration.script.InvalidScriptsException if an object of one of their classes cannot be created
     */
    public RevisionAuthor(AuthoringSettings settings, Clock clock) {
        this(settings, clock, JavaRevisions.find(ClassUtils.getDefaultClassLoader()));
    }

    /**
     * An author for scripts next to these Java revisions.
     *
     * @param clock the clock for {@code @created}
     */
    public RevisionAuthor(AuthoringSettings settings, Clock clock, List<JavaRevision> javaRevisions) {
        this.settings = settings;
        this.clock = clock;
        this.folders = new ScriptFolders(settings.folders(), List.copyOf(javaRevisions));
        this.templates = new ScriptTemplates(settings.templates());
    }

    /**
     * Writes a revision.
     *
     * @return its file
     * @throws AuthoringException with every reason, if it cannot be written
     * @throws TargetException if a head or a dependency of the draft is not a valid target
     */
    public Path create(RevisionDraft draft) {
        return create(draft, RevisionSections.EMPTY);
    }

    /**
     * Writes a revision with statements.
     *
     * @return its file
     * @throws AuthoringException with every reason, if it cannot be written
     * @throws TargetException if a head or a dependency of the draft is not a valid target
     */
    public Path create(RevisionDraft draft, RevisionSections sections) {
        return create(draft, List.of(new RevisionPart("", sections))).get(0);
    }

    /**
     * Writes revisions on top of each other, all or none. The id of the draft is that of the last one, its labels and dependencies
     * are those of the first one.
     *
     * @param parts at least one
     * @return their files, in order
     * @throws AuthoringException with every reason, if they cannot be written
     * @throws TargetException if a head or a dependency of the draft is not a valid target
     */
    public List<Path> create(RevisionDraft draft, List<RevisionPart> parts) {
        return new RevisionCreation(settings, clock, folders).create(draft, templates.find(draft.template()), parts);
    }

    /**
     * Writes a revision that merges the heads of a draft, or all heads if it names none.
     *
     * @throws AuthoringException if there are fewer than two heads, or with every other reason
     */
    public Path merge(RevisionDraft draft) {
        return merge(draft, RevisionSections.EMPTY);
    }

    /**
     * Writes the same with statements.
     *
     * @throws AuthoringException if there are fewer than two heads, or with every other reason
     */
    public Path merge(RevisionDraft draft, RevisionSections sections) {
        ScriptFolders.Loaded scripts = folders.load();
        List<Target> heads = targets(draft.heads().isEmpty() ? List.of("heads") : draft.heads());
        List<String> joined = TargetResolver.of(scripts.graph()).resolve(heads).ids();
        if (joined.size() < 2) {
            List<String> effective =
                    scripts.graph().heads().minus(scripts.graph().realHeads()).ids();
            throw new AuthoringException(
                    joined.isEmpty() ? "There is nothing to merge." : "There is only '" + joined.get(0) + "' to merge.",
                    effective.isEmpty()
                            ? "A merge joins two or more heads; 'heads' lists them."
                            : "Name the heads: another branch depends on " + String.join(", ", effective)
                                    + ", so that 'heads' does not mean it.");
        }
        return create(draft.on(joined.toArray(String[]::new)), sections);
    }

    /**
     * Moves the branch that begins with a revision onto another parent, by rewriting the parents in the file of that
     * revision.
     *
     * @param applied the ids that are known to be applied in some database
     * @throws TargetException if a revision to move is applied, or the target is among the revisions to move
     */
    public Moved rebase(String revision, String onto, Collection<String> applied) {
        ScriptFolders.Loaded scripts = folders.load();
        Rebase rebase = Rebase.of(scripts.graph(), Target.parse(revision), Target.parse(onto), applied);
        Path file = scripts.fileOf(rebase.revision().id());
        new RevisesDirective(file).write(rebase.revision().downRevisions(), folders);
        return new Moved(file, rebase);
    }

    /** A moved branch, and the file that was changed. */
    public record Moved(Path file, Rebase rebase) {}

    /**
     * Writes one revision that replaces several, with their sections one after the other. The files of the replaced
     * revisions stay until all databases have applied them (ADR 3).
     *
     * @param from the oldest revision
     * @param to the newest revision
     * @throws AuthoringException if one of them is a Java revision, or has directives that apply to it alone
     */
    public Path squash(String from, String to, RevisionDraft draft) {
        ScriptFolders.Loaded scripts = folders.load();
        String id = draft.id().orElseGet(randomId::next);
        Squash squash = Squash.of(scripts.graph(), Target.parse(from), Target.parse(to), id);
        List<Fault> faults = new ArrayList<>();
        faults.addAll(DraftValidator.idFaults(draft, scripts));
        faults.addAll(new FileNames(settings).faults());
        faults.addAll(SquashedScript.faults(squash, scripts));
        if (!faults.isEmpty()) {
            throw new AuthoringException(faults);
        }
        Revision revision = draft.message().isBlank()
                ? squash.revision()
                : squash.revision().message(draft.message());
        Revision dated = revision.created().isPresent() ? revision : revision.created(clock.instant());
        Path folder = draft.folder().orElseGet(() -> scripts.folderOf(dated.replaces()));
        return write(new FileNames(settings).in(folder, dated), SquashedScript.of(dated, squash.replaced(), scripts));
    }

    /**
     * Deletes BEGIN and COMMIT around the sections of scripts that are refused because of them; everything else in their files stays.
     *
     * @param name the id of a revision, the name of a repeatable or a file; empty for all such scripts
     * @throws AuthoringException if the named script has no such pair; then no file is changed
     */
    public List<Unwrapped> unwrap(Optional<String> name) {
        return new UnwrappedScripts(folders).write(name);
    }

    /**
     * A file without the pairs.
     *
     * @param file the file
     * @param lines the lines that had BEGIN and COMMIT
     */
    public record Unwrapped(Path file, List<Integer> lines) {

        public Unwrapped {
            lines = List.copyOf(lines);
        }
    }

    /**
     * Starts an import of the scripts of another tool.
     *
     * @param variables the values for {@code ${name}} in scripts
     * @param scripts the scripts, in the order of writing
     */
    public ImportedScripts importScripts(Map<String, String> variables, List<ImportedScripts.Script> scripts) {
        return new ImportedScripts(folders, variables, scripts);
    }

    /** The texts of the templates by name. */
    public SortedMap<String, String> templates() {
        SortedMap<String, String> texts = new TreeMap<>();
        templates.all().forEach((name, template) -> texts.put(name, template.text()));
        return texts;
    }

    /**
     * The file of a revision.
     *
     * @throws TargetException if the target is unknown or ambiguous
     * @throws AuthoringException if it is the base, or a Java revision
     */
    public Path fileOf(String target) {
        ScriptFolders.Loaded scripts = folders.load();
        Revision revision = TargetResolver.of(scripts.graph())
                .resolveOne(Target.parse(target))
                .orElseThrow(
                        () -> new AuthoringException("'" + target + "' is not a revision.", "'history' lists them."));
        return scripts.fileOf(revision.id());
    }

    /**
     * The ids of the revisions that have SQL or Java code, and no stand-in.
     *
     * @throws dev.migration.script.InvalidScriptsException with every fault of the scripts
     */
    public Set<String> writtenIds() {
        return folders.load().writtenIds();
    }

    /**
     * Whether the folders contain a revision.
     *
     * @throws dev.migration.script.InvalidScriptsException with every fault of the scripts
     */
    public boolean hasRevisions() {
        return !folders.load().graph().ids().isEmpty();
    }

    /**
     * Loads all scripts again after another program may have changed a file that was written.
     *
     * @throws AuthoringException if the file is not a revision any more, or the scripts have a fault; no file is
     *     changed
     */
    public void check(Path written) {
        folders.requireRevision(written);
    }

    private Path write(Path file, String text) {
        NewFiles files = new NewFiles().add(file, text);
        Path written = files.write().get(0);
        folders.requireValid(files);
        return written;
    }

    private static List<Target> targets(List<String> texts) {
        return texts.stream().map(Target::parse).toList();
    }
}
