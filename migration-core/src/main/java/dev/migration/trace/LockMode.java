// SPDX-License-Identifier: Apache-2.0
package dev.migration.trace;

/** The modes of locks on relations, the weakest first (PostgreSQL manual, 13.3.1 "Table-Level Locks"). */
public enum LockMode {
    ACCESS_SHARE("AccessShareLock"),
    ROW_SHARE("RowShareLock"),
    ROW_EXCLUSIVE("RowExclusiveLock"),
    SHARE_UPDATE_EXCLUSIVE("ShareUpdateExclusiveLock"),
    SHARE("ShareLock"),
    SHARE_ROW_EXCLUSIVE("ShareRowExclusiveLock"),
    EXCLUSIVE("ExclusiveLock"),
    ACCESS_EXCLUSIVE("AccessExclusiveLock");

    private final String name;

    LockMode(String name) {
        this.name = name;
    }

    /** The mode with this name in {@code pg_locks}. */
    static LockMode of(String name) {
        for (LockMode mode : values()) {
            if (mode.name.equals(name)) {
                return mode;
            }
        }
        throw new IllegalArgumentException("unknown lock mode " + name);
    }

    /** Whether INSERT, UPDATE and DELETE of other sessions wait for it. */
    public boolean blocksWrites() {
        return compareTo(SHARE) >= 0;
    }

    /** Whether even a SELECT of other sessions waits for it. */
    public boolean blocksReads() {
        return this == ACCESS_EXCLUSIVE;
    }

    /** The name in SQL and in the manual, such as {@code SHARE ROW EXCLUSIVE}. */
    public String sql() {
        return name().replace('_', ' ');
    }
}
