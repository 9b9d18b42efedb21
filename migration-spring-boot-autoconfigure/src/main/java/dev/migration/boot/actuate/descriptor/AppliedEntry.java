// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.actuate.descriptor;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.migration.revision.Revision;
import dev.migration.version.AppliedRevision;

/**
 * A revision that is applied or interrupted: its row in the state table.
 *
 * @param state the name of a {@link dev.migration.version.RevisionState.State}
 * @param step the number of completed segments; null if the revision is not interrupted
 * @param appliedBy the database user
 * @param checksum the checksum of the upgrade section; null for a revision in Java
 */
public record AppliedEntry(
        String revision,
        List<String> revises,
        List<String> dependsOn,
        List<String> branches,
        String message,
        String type,
        String state,
        @Nullable Integer step,
        Instant appliedAt,
        long durationMillis,
        String appliedBy,
        String host,
        String application,
        @Nullable String checksum) {

    public static AppliedEntry of(AppliedRevision applied) {
        Revision revision = applied.revision();
        return new AppliedEntry(
                revision.id(),
                revision.downRevisions(),
                revision.dependsOn(),
                revision.branchLabels(),
                revision.message(),
                applied.type().name(),
                applied.state().state().name(),
                applied.state().isInterrupted() ? applied.state().step() : null,
                applied.at(),
                applied.duration().toMillis(),
                applied.by().user(),
                applied.by().host(),
                applied.by().application(),
                applied.checksum().orElse(null));
    }
}
