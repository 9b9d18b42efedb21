// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.actuate.descriptor;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import org.jspecify.annotations.Nullable;

/**
 * The revisions and repeatables that an upgrade would run.
 *
 * @param pending the pending revisions, in order, or a page of them
 * @param total the number of pending revisions
 * @param repeatables the names of the pending repeatables, which run after the revisions, in order
 * @param failure why the values may be outdated; null if they are current
 */
public record PendingDescriptor(
        List<PendingRevision> pending,
        int total,
        List<String> repeatables,
        @JsonUnwrapped @Nullable ReadFailure failure)
        implements SelectionDescriptor.Part {

    public static PendingDescriptor of(DatabaseDescriptor database, PageRange paging) {
        return new PendingDescriptor(
                paging.of(database.pending()),
                database.pending().size(),
                database.repeatables().stream()
                        .filter(repeatable -> repeatable.state().equals("PENDING"))
                        .map(DatabaseDescriptor.RepeatableEntry::name)
                        .toList(),
                database.failure());
    }
}
