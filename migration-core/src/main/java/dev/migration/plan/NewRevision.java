package dev.migration.plan;

import dev.migration.revision.target.Target;
import java.util.List;

/**
 * What somebody says about a revision to be written.
 *
 * @param heads what it shall revise; {@code base} begins a new line
 * @param splice whether it may revise what others revise already
 * @param branchLabels names for the branch that begins with it
 * @param dependsOn what else must be applied before it
 */
public record NewRevision(List<Target> heads, boolean splice, List<String> branchLabels, List<Target> dependsOn) {

    public NewRevision {
        heads = List.copyOf(heads);
        branchLabels = List.copyOf(branchLabels);
        dependsOn = List.copyOf(dependsOn);
    }

    /** One that follows the given places and says nothing else. */
    public static NewRevision on(Target... heads) {
        return new NewRevision(List.of(heads), false, List.of(), List.of());
    }

    public NewRevision splicing(boolean allowed) {
        return new NewRevision(heads, allowed, branchLabels, dependsOn);
    }

    public NewRevision dependingOn(List<Target> places) {
        return new NewRevision(heads, splice, branchLabels, places);
    }

    public NewRevision labelled(String... labels) {
        return new NewRevision(heads, splice, List.of(labels), dependsOn);
    }
}
