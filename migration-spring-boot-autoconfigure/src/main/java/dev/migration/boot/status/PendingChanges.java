// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.status;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import dev.migration.MigrationStatus;
import dev.migration.Revisions;
import dev.migration.change.RevisionChange;
import dev.migration.revision.Revision;

/** The classes of what is pending. The scripts are read again only when something else is pending. Safe for use by several threads. */
final class PendingChanges {

    private final Supplier<Revisions> scripts;
    private final AtomicReference<Known> last = new AtomicReference<>(new Known(List.of(), List.of(), List.of()));

    /** @param scripts called when something is pending */
    PendingChanges(Supplier<Revisions> scripts) {
        this.scripts = scripts;
    }

    private record Known(List<Revision> revisions, List<String> repeatables, List<RevisionChange> changes) {

        boolean isOf(MigrationStatus status) {
            return revisions.equals(status.pending()) && repeatables.equals(status.pendingRepeatables());
        }
    }

    List<RevisionChange> of(MigrationStatus status) {
        return last.updateAndGet(known -> known.isOf(status) ? known : read(status))
                .changes();
    }

    private Known read(MigrationStatus status) {
        List<String> repeatables = status.pendingRepeatables();
        return new Known(status.pending(), repeatables, scripts.get().changes(status.pending(), repeatables));
    }
}
