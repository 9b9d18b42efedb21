// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.operation;

/** What a requested operation has led to: a run that has begun, or a change that is done. */
public sealed interface OperationAnswer permits OperationRun, WorkChange {

    OperationType operation();

    /** The name of the database, as the request may write it. */
    String database();
}
