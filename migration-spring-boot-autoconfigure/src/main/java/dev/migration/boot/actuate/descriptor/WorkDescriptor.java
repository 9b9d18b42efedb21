// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.actuate.descriptor;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import org.jspecify.annotations.Nullable;

import dev.migration.boot.actuate.work.NeededActionEntry;
import dev.migration.boot.actuate.work.WorkEntry;

/**
 * What revisions have left for the background or in batches.
 *
 * @param work by revision, those with work in the background first
 * @param neededActions what does not go on until a person acts
 * @param failure why the values may be outdated; null if they are current
 */
public record WorkDescriptor(
        List<WorkEntry> work,
        List<NeededActionEntry> neededActions,
        @JsonUnwrapped @Nullable ReadFailure failure) implements SelectionDescriptor.Part {

    public static WorkDescriptor of(DatabaseDescriptor database) {
        return new WorkDescriptor(database.work(), database.neededActions(), database.failure());
    }
}
