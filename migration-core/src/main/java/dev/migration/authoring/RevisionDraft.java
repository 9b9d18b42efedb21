package dev.migration.authoring;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What somebody says about a revision to be written.
 *
 * @param message what it does
 * @param heads what it shall revise, see {@link dev.migration.revision.target.Target}; none means {@code head}
 * @param splice whether it may revise what others revise already
 * @param branchLabels names for the branch that begins with it
 * @param dependsOn what else must be applied before it
 * @param id its id; empty means twelve random hexadecimal digits
 * @param folder where its file goes; empty means beside what it revises
 * @param template which template it is made of
 */
public record RevisionDraft(
        String message,
        List<String> heads,
        boolean splice,
        List<String> branchLabels,
        List<String> dependsOn,
        Optional<String> id,
        Optional<Path> folder,
        String template) {

    public RevisionDraft {
        heads = List.copyOf(heads);
        branchLabels = List.copyOf(branchLabels);
        dependsOn = List.copyOf(dependsOn);
    }

    /** One that follows the head. */
    public static RevisionDraft of(String message) {
        return new RevisionDraft(
                message,
                List.of(),
                false,
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                ScriptTemplates.DEFAULT);
    }

    /** The same on other places. */
    public RevisionDraft on(String... places) {
        return new RevisionDraft(message, List.of(places), splice, branchLabels, dependsOn, id, folder, template);
    }

    /** The same with another id. */
    public RevisionDraft named(String other) {
        return new RevisionDraft(message, heads, splice, branchLabels, dependsOn, Optional.of(other), folder, template);
    }
}
