// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.actuate.descriptor;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import org.jspecify.annotations.Nullable;

import dev.migration.Revisions;
import dev.migration.revision.Revision;

/**
 * The heads of the scripts; needs no database.
 *
 * @param heads the revisions with a script that no other revises
 * @param failure why the state of the database may be outdated; null if it is current
 */
public record HeadsDescriptor(
        List<String> heads, @JsonUnwrapped @Nullable ReadFailure failure) implements SelectionDescriptor.Part {

    /** The ids of the heads. */
    public static List<String> of(Revisions scripts) {
        return scripts.graph().heads().inOrder().stream().map(Revision::id).toList();
    }
}
