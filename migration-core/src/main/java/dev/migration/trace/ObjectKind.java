// SPDX-License-Identifier: Apache-2.0
package dev.migration.trace;

/** The kinds of objects that a trace distinguishes. */
public enum ObjectKind {
    /** A table, an index, a view, a sequence. */
    RELATION,
    COLUMN,
    CONSTRAINT,
    TRIGGER,
    POLICY,
    /** That a table is a partition or a child of another one. */
    PARENT,
    SCHEMA,
    FUNCTION,
    /** An enum, a domain, a range or a composite type. */
    TYPE,
    /** A value of an enum. */
    LABEL,
    EXTENSION;

    /** Whether it belongs to a relation. */
    boolean isPart() {
        return switch (this) {
            case COLUMN, CONSTRAINT, TRIGGER, POLICY, PARENT -> true;
            default -> false;
        };
    }
}
