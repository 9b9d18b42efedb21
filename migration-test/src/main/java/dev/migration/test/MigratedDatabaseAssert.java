// SPDX-License-Identifier: Apache-2.0
package dev.migration.test;

import java.util.List;
import java.util.Objects;
import java.util.Set;

import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.Assertions;

import dev.migration.MigrationStatus;
import dev.migration.revision.Revision;

/** Assertions about where a database is, and about its tables. Tables are named as in SQL; the server resolves the name. */
public final class MigratedDatabaseAssert extends AbstractAssert<MigratedDatabaseAssert, MigratedDatabase> {

    private static final String COLUMN =
            "SELECT format_type(a.atttypid, a.atttypmod) AS type, NOT a.attnotnull AS nullable,"
                    + " pg_get_expr(d.adbin, d.adrelid) AS default FROM pg_attribute a"
                    + " LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum"
                    + " WHERE a.attrelid = to_regclass(?) AND a.attname = ? AND a.attnum > 0 AND NOT a.attisdropped";

    MigratedDatabaseAssert(MigratedDatabase actual) {
        super(actual, MigratedDatabaseAssert.class);
    }

    /** The heads of the database are exactly these revisions, named by their full ids. */
    public MigratedDatabaseAssert isAt(String... revisions) {
        Assertions.assertThat(status().current())
                .as("the revisions of the database")
                .containsExactlyInAnyOrder(revisions);
        return this;
    }

    /** Every revision and every repeatable is applied. */
    public MigratedDatabaseAssert hasNothingPending() {
        MigrationStatus status = status();
        Assertions.assertThat(status.pending().stream().map(Revision::id))
                .as("pending revisions")
                .isEmpty();
        Assertions.assertThat(status.pendingRepeatables())
                .as("pending repeatables")
                .isEmpty();
        return this;
    }

    /** These tables, views or materialized views exist. */
    public MigratedDatabaseAssert hasTables(String... tables) {
        Assertions.assertThat(missing(Set.of(tables))).as("missing tables").isEmpty();
        return this;
    }

    /** These tables, views or materialized views do not exist. */
    public MigratedDatabaseAssert hasNoTables(String... tables) {
        Set<String> named = Set.of(tables);
        Assertions.assertThat(missing(named)).as("tables that do not exist").containsAll(named);
        return this;
    }

    /** The table has these columns, and may have others. */
    public MigratedDatabaseAssert hasColumns(String table, String... columns) {
        Assertions.assertThat(columns(table)).as("columns of " + table).contains(columns);
        return this;
    }

    /** The table has no column of these names. */
    public MigratedDatabaseAssert hasNoColumns(String table, String... columns) {
        Assertions.assertThat(columns(table)).as("columns of " + table).doesNotContain(columns);
        return this;
    }

    /**
     * The table has the column.
     *
     * @param type as PostgreSQL writes it, such as {@code character varying(20)} or {@code timestamp with time zone}
     */
    public MigratedDatabaseAssert hasColumn(String table, String column, String type) {
        Assertions.assertThat(fact(table, column, "type"))
                .as("the type of " + table + "." + column)
                .isEqualTo(type);
        return this;
    }

    /** The table has the column, and the column accepts NULL. */
    public MigratedDatabaseAssert hasNullableColumn(String table, String column) {
        Assertions.assertThat(fact(table, column, "nullable"))
                .as(table + "." + column + " accepts NULL")
                .isEqualTo("true");
        return this;
    }

    /** The table has the column, and the column does not accept NULL. */
    public MigratedDatabaseAssert hasNotNullColumn(String table, String column) {
        Assertions.assertThat(fact(table, column, "nullable"))
                .as(table + "." + column + " accepts NULL")
                .isEqualTo("false");
        return this;
    }

    /**
     * The column has the default.
     *
     * @param expression as PostgreSQL writes it, such as {@code 'open'::text}
     */
    public MigratedDatabaseAssert hasDefault(String table, String column, String expression) {
        Assertions.assertThat(fact(table, column, "default"))
                .as("the default of " + table + "." + column)
                .isEqualTo(expression);
        return this;
    }

    /** The table has valid indexes of these names. */
    public MigratedDatabaseAssert hasIndexes(String table, String... indexes) {
        Assertions.assertThat(names(
                        "SELECT c.relname FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid"
                                + " WHERE i.indrelid = to_regclass(?) AND i.indisvalid",
                        table))
                .as("valid indexes of " + table)
                .contains(indexes);
        return this;
    }

    /** The table has valid constraints of these names. */
    public MigratedDatabaseAssert hasConstraints(String table, String... constraints) {
        Assertions.assertThat(names(
                        "SELECT conname FROM pg_constraint WHERE conrelid = to_regclass(?) AND convalidated", table))
                .as("valid constraints of " + table)
                .contains(constraints);
        return this;
    }

    private MigrationStatus status() {
        isNotNull();
        return actual.status();
    }

    private List<String> missing(Set<String> tables) {
        return tables.stream()
                .sorted()
                .filter(table -> names(
                                "SELECT c.relname FROM pg_class c WHERE c.oid = to_regclass(?)"
                                        + " AND c.relkind IN ('r', 'p', 'v', 'm', 'f')",
                                table)
                        .isEmpty())
                .toList();
    }

    private List<String> columns(String table) {
        hasTables(table);
        return names(
                "SELECT attname FROM pg_attribute WHERE attrelid = to_regclass(?) AND attnum > 0 AND NOT attisdropped"
                        + " ORDER BY attnum",
                table);
    }

    private String fact(String table, String column, String fact) {
        hasColumns(table, column);
        return Objects.toString(actual.rows(COLUMN, table, column).get(0).get(fact), "none");
    }

    private List<String> names(String query, String table) {
        isNotNull();
        return actual.jdbc().sql(query).param(table).query(String.class).list();
    }
}
