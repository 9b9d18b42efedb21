// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.operation;

import org.jspecify.annotations.Nullable;

/**
 * A request for an operation, before it is validated.
 *
 * @param operation the {@link OperationType#verb()} of an operation
 * @param target the target; a request without one is refused, so that an incomplete request never means the heads
 * @param database the name of the database; null if there is only one
 * @param requestedBy the name of the user; an empty text if the user is not authenticated
 * @param speed for {@link OperationType#SPEED} in per cent; null for other operations
 */
public record OperationRequest(
        String operation,
        @Nullable String target,
        @Nullable String database,
        @Nullable Integer speed,
        String requestedBy) {}
