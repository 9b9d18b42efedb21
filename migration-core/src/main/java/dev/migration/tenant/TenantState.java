// SPDX-License-Identifier: Apache-2.0
package dev.migration.tenant;

import java.util.List;

/**
 * The state of one tenant.
 *
 * @param tenant the name of its schema
 * @param current the applied revisions on which no other applied revision depends
 * @param pending the number of pending revisions and repeatables
 * @param detail the reason of a failed condition; otherwise an empty text
 */
public record TenantState(String tenant, Condition condition, List<String> current, int pending, String detail) {

    /** The condition of a tenant. */
    public enum Condition {
        /** All scripts are applied, and no other revisions. */
        UP_TO_DATE,
        /** All scripts are applied, and further revisions of a newer application. */
        AHEAD,
        /** Scripts are pending. */
        PENDING,
        /** A session of this or another process migrates it. */
        RUNNING,
        /** The schema and the scripts contradict each other. */
        DIVERGED,
        /** Its last operation failed, or a revision is interrupted. */
        FAILED,
        /** Its schema does not exist. */
        MISSING,
        /** Its state could not be read. */
        UNREADABLE
    }

    public TenantState {
        current = List.copyOf(current);
    }

    /** Whether all scripts are applied. */
    public boolean isUpToDate() {
        return condition == Condition.UP_TO_DATE || condition == Condition.AHEAD;
    }

    /** Whether it is pending or running. */
    public boolean isPending() {
        return condition == Condition.PENDING || condition == Condition.RUNNING;
    }

    /** Whether it needs an operator. */
    public boolean isFailed() {
        return !isUpToDate() && !isPending();
    }

    /** The same tenant with another condition. */
    public TenantState with(Condition other, String reason) {
        return new TenantState(tenant, other, current, pending, reason);
    }
}
