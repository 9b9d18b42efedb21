// SPDX-License-Identifier: Apache-2.0
package dev.migration.lint.rule.index;

import java.util.List;

import dev.migration.lint.Severity;
import dev.migration.lint.rule.Problem;
import dev.migration.lint.rule.SafeSql;
import dev.migration.lint.rule.TableChange;
import dev.migration.lint.rule.TableRule;
import dev.migration.trace.CatalogObject;
import dev.migration.trace.ObjectKind;

/** CREATE INDEX without CONCURRENTLY: nobody can write the table meanwhile. */
final class CreateIndexBlocking extends TableRule {

    CreateIndexBlocking() {
        super(
                "create-index-blocking",
                Severity.ERROR,
                "CREATE INDEX without CONCURRENTLY: nobody can write the table meanwhile.");
    }

    @Override
    protected List<Problem> check(TableChange table) {
        boolean constraint = table.added(ObjectKind.CONSTRAINT)
                .anyMatch(added -> !added.fact("index").isEmpty());
        if (table.situation().isOutside()
                || constraint
                || table.isRewritten()
                || table.changedColumns().anyMatch(column -> column.changes("type") || column.changes("collation"))) {
            return List.of();
        }
        return table.added(ObjectKind.RELATION)
                .filter(index -> table.isPartitioned() ? buildsOnPartitions(table) : isBuilt(table, index))
                .map(index -> table.problem(
                                "nobody can write " + table.name() + " while the index " + index.name() + " is built")
                        .sql(
                                table.isPartitioned()
                                        ? PartitionedIndex.revisions(table, index)
                                        : List.of(new SafeSql(table).concurrently(index))))
                .toList();
    }

    private static boolean isBuilt(TableChange table, CatalogObject index) {
        return table.builtIndexes().contains(index);
    }

    /** ON ONLY builds nothing. */
    private static boolean buildsOnPartitions(TableChange table) {
        return table.family().size() > 1 && table.builtIndexes().stream().anyMatch(index -> index.is("kind", "i"));
    }
}
