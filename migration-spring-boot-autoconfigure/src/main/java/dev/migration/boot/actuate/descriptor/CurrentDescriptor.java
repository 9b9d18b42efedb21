// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.actuate.descriptor;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import org.jspecify.annotations.Nullable;

/**
 * The status and the current revisions of a database.
 *
 * @param status the name of a {@link dev.migration.boot.status.DatabaseStatus}
 * @param current the applied revisions that no other applied revision revises or depends on, or a page of them
 * @param total the number of these revisions
 * @param order a fingerprint of the order in which the revisions were applied; null if none is applied
 * @param failure why the values may be outdated; null if they are current
 */
public record CurrentDescriptor(
        String status,
        List<String> current,
        int total,
        @Nullable String order,
        @JsonUnwrapped @Nullable ReadFailure failure)
        implements SelectionDescriptor.Part {

    public static CurrentDescriptor of(DatabaseDescriptor database, PageRange paging) {
        return new CurrentDescriptor(
                database.status(),
                paging.of(database.current()),
                database.current().size(),
                database.order(),
                database.failure());
    }
}
