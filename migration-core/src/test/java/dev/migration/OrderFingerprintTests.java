// SPDX-License-Identifier: Apache-2.0
package dev.migration;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.migration.test.postgres.PostgresDatabase;

import static org.assertj.core.api.Assertions.assertThat;

/** Two databases at the same heads tell whether they applied the branches in the same order. */
class OrderFingerprintTests extends MigratorTestBase {

    private PostgresDatabase other;

    @BeforeEach
    void branches() {
        other = database.createDatabase();
        revisions.table("a", "").table("b1", "a").table("b2", "b1").table("c1", "a");
    }

    @Test
    void nothingAppliedHasNoOrder() {
        assertThat(on(database).reader().status().order()).isEmpty();
    }

    @Test
    void theSameOrderHasTheSameFingerprintWhateverTheRunsWere() {
        apply(database, "a", "b1", "b2", "c1");
        apply(other, "b2", "c1");

        assertThat(order(database)).matches("[0-9a-f]{16}").isEqualTo(order(other));
    }

    @Test
    void anotherOrderHasAnother() {
        apply(database, "b2", "c1");
        apply(other, "c1", "b2");

        assertThat(on(other).reader().status().current())
                .isEqualTo(on(database).reader().status().current());
        assertThat(order(other)).isNotEqualTo(order(database));
    }

    @Test
    void aRevisionThatWasAppliedAgainIsTheLast() {
        apply(database, "b2", "c1");
        String first = order(database);
        on(database).downgrade("b1");
        on(database).upgrade("heads");

        assertThat(order(database)).isNotEqualTo(first);
    }

    @Test
    void timesAndNumbersDoNotCount() {
        apply(database, "b2", "c1");
        String before = order(database);
        sql(
                "UPDATE migration_revision SET ordinal = 1000 + 7 * ordinal, applied_at = now() - ordinal * interval '1 year',"
                        + " duration_millis = 9, host = 'elsewhere'");

        assertThat(order(database)).isEqualTo(before);
    }

    @Test
    void rowsCopiedInAnotherPhysicalOrderKeepIt() {
        apply(database, "c1", "b2");
        String before = order(database);
        sql("CREATE TABLE copied AS SELECT * FROM migration_revision ORDER BY revision DESC");
        sql("DELETE FROM migration_revision");
        sql("INSERT INTO migration_revision SELECT * FROM copied");

        assertThat(order(database)).isEqualTo(before);
    }

    @Test
    void aSquashedRevisionStandsForWhatItReplaces() {
        apply(database, "b2", "c1");
        revisions
                .delete("b1")
                .write(
                        "b2",
                        "-- @revision b9\n-- @revises a\n-- @replaces b1, b2\n-- @upgrade\nCREATE TABLE b1 ();\nCREATE TABLE b2 ();\n");
        apply(other, "b9", "c1");

        assertThat(on(other).reader().status().applied()).hasSize(3);
        assertThat(order(other)).isEqualTo(order(database));
    }

    private void apply(PostgresDatabase target, String... targets) {
        for (String each : targets) {
            on(target).upgrade(each);
        }
    }

    private String order(PostgresDatabase target) {
        return on(target).reader().status().order().orElseThrow();
    }

    private Migrator on(PostgresDatabase target) {
        return builder().dataSource(target.dataSource()).build();
    }
}
