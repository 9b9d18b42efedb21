// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.health.check;

import java.util.Locale;

import io.github.mfvanek.pg.core.checks.common.Diagnostic;

/** The checks that are a fact about the catalogs, and no matter of style or load. */
public enum HealthCheck {
    INVALID_INDEX(
            Diagnostic.INVALID_INDEXES,
            "indexes that are invalid: a concurrent build failed, and queries do not use them",
            "DROP INDEX CONCURRENTLY the index, and build it again."),
    NOT_VALIDATED_CONSTRAINT(
            Diagnostic.NOT_VALID_CONSTRAINTS,
            "constraints that were never validated: older rows may break them",
            "ALTER TABLE … VALIDATE CONSTRAINT …, in a revision of its own."),
    DUPLICATE_INDEX(
            Diagnostic.DUPLICATED_INDEXES,
            "indexes that are identical: each write pays for all of them",
            "Drop all but one, with CONCURRENTLY."),
    OVERLAPPING_INDEX(
            Diagnostic.INTERSECTED_INDEXES,
            "indexes whose columns are the first ones of another index, which serves the same queries",
            "Drop the shorter one with CONCURRENTLY, unless its size matters."),
    FOREIGN_KEY_WITHOUT_INDEX(
            Diagnostic.FOREIGN_KEYS_WITHOUT_INDEX,
            "foreign keys without an index: each delete of a referenced row reads the whole table",
            "CREATE INDEX CONCURRENTLY on the columns of the foreign key."),
    DUPLICATE_FOREIGN_KEY(
            Diagnostic.DUPLICATED_FOREIGN_KEYS, "foreign keys that are identical", "Drop all but one of them."),
    FOREIGN_KEY_WITH_OTHER_TYPE(
            Diagnostic.FOREIGN_KEYS_WITH_UNMATCHED_COLUMN_TYPE,
            "foreign keys whose columns have another type than those that they refer to",
            "Give the columns the same type; an id may grow beyond the smaller one."),
    TABLE_WITHOUT_PRIMARY_KEY(
            Diagnostic.TABLES_WITHOUT_PRIMARY_KEY,
            "tables without a primary key: logical replication cannot update them, and no row can be named",
            "Add a primary key; build its index with CONCURRENTLY first."),
    SEQUENCE_NEAR_ITS_END(
            Diagnostic.SEQUENCE_OVERFLOW,
            "sequences with less than 10 % of their values left: then each insert fails",
            "Make the column and the sequence bigint.");

    private final Diagnostic diagnostic;
    private final String title;
    private final String advice;

    HealthCheck(Diagnostic diagnostic, String title, String advice) {
        this.diagnostic = diagnostic;
        this.title = title;
        this.advice = advice;
    }

    Diagnostic diagnostic() {
        return diagnostic;
    }

    /** What the findings are, in the plural. */
    public String title() {
        return title;
    }

    /** What to do about a finding. */
    public String advice() {
        return advice;
    }

    /** The name in JSON and in options. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
