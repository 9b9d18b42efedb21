// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.actuate.descriptor;

import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * The answer to a selector: one part of the state of each database.
 *
 * @param contexts the application contexts by their ids
 */
public record SelectionDescriptor(Map<@Nullable String, Databases> contexts) implements OperationResponseBody {

    /**
     * The databases of an application context.
     *
     * @param databases the parts by the name of the database
     * @param parentId the id of the parent context; null if there is none
     */
    public record Databases(
            Map<String, ? extends Part> databases, @Nullable String parentId) {}

    /** The selected part of the state of one database. */
    public sealed interface Part
            permits CurrentDescriptor,
                    HeadsDescriptor,
                    PendingDescriptor,
                    HistoryDescriptor,
                    LockDescriptor,
                    GraphDescriptor,
                    RevisionDescriptor,
                    BranchesDescriptor,
                    RunsDescriptor,
                    SqlDescriptor,
                    TenantsDescriptor,
                    WorkDescriptor {

        /** Why the values may be outdated; null if they are current. */
        @Nullable
        ReadFailure failure();
    }
}
