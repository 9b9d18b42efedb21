package dev.migration.boot.actuate.descriptor;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.migration.Revisions;
import dev.migration.revision.Revision;

/**
 * Where the scripts lead; known without a database.
 *
 * @param heads the revisions with a script that no other revises
 */
public record HeadsDescriptor(List<String> heads, @Nullable String error) implements SelectionDescriptor.Part {

    /** The ids of the heads. */
    public static List<String> of(Revisions scripts) {
        return scripts.graph().heads().inOrder().stream().map(Revision::id).toList();
    }
}
