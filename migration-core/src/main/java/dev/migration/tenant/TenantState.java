package dev.migration.tenant;

import java.util.List;

/**
 * Where a tenant is.
 *
 * @param tenant the name of its schema
 * @param current the applied revisions on which no other applied one stands
 * @param pending how many revisions and repeatables wait
 * @param detail what is wrong with it; empty when nothing is
 */
public record TenantState(String tenant, Condition condition, List<String> current, int pending, String detail) {

    /** How it is, in a word. */
    public enum Condition {
        /** Every script is applied, and nothing else. */
        UP_TO_DATE,
        /** Every script is applied, and more: a newer application was here. */
        AHEAD,
        /** Scripts are waiting. */
        PENDING,
        /** A session migrates it, in this process or elsewhere. */
        RUNNING,
        /** The schema and the scripts contradict each other. */
        DIVERGED,
        /** What was done last failed, or a revision that runs in pieces stopped half-way. */
        FAILED,
        /** There is no such schema. */
        MISSING,
        /** Its state could not be read. */
        UNREADABLE
    }

    public TenantState {
        current = List.copyOf(current);
    }

    /** Whether it has all that the application needs. */
    public boolean isUpToDate() {
        return condition == Condition.UP_TO_DATE || condition == Condition.AHEAD;
    }

    /** Whether it waits, and nothing is wrong with it. */
    public boolean isPending() {
        return condition == Condition.PENDING || condition == Condition.RUNNING;
    }

    /** Whether somebody has to see to it. */
    public boolean isBad() {
        return !isUpToDate() && !isPending();
    }

    /** The same, with something wrong. */
    public TenantState with(Condition other, String why) {
        return new TenantState(tenant, other, current, pending, why);
    }
}
