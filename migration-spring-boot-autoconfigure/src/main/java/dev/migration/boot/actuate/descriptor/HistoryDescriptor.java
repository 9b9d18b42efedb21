// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.actuate.descriptor;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import org.jspecify.annotations.Nullable;

/**
 * A page of the applied revisions, newest first.
 *
 * @param total the number of applied revisions
 * @param offset the number of newer revisions that are not on this page
 * @param limit the maximum number of revisions on this page
 * @param history the revisions of this page
 * @param failure why the values may be outdated; null if they are current
 */
public record HistoryDescriptor(
        int total,
        int offset,
        int limit,
        List<AppliedEntry> history,
        @JsonUnwrapped @Nullable ReadFailure failure) implements SelectionDescriptor.Part {

    public static HistoryDescriptor of(DatabaseDescriptor database, PageRange paging) {
        List<AppliedEntry> all = database.history();
        return new HistoryDescriptor(all.size(), paging.offset(), paging.limit(), paging.of(all), database.failure());
    }
}
