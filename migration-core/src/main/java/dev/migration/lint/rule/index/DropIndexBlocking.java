// SPDX-License-Identifier: Apache-2.0
package dev.migration.lint.rule.index;

import java.util.List;

import dev.migration.lint.Severity;
import dev.migration.lint.rule.Problem;
import dev.migration.lint.rule.TableChange;
import dev.migration.lint.rule.TableRule;
import dev.migration.trace.CatalogChange;
import dev.migration.trace.ObjectKind;

/** DROP INDEX without CONCURRENTLY: nobody can read the table meanwhile. */
final class DropIndexBlocking extends TableRule {

    DropIndexBlocking() {
        super(
                "drop-index-blocking",
                Severity.WARNING,
                "DROP INDEX without CONCURRENTLY: nobody can read the table meanwhile.");
    }

    @Override
    protected List<Problem> check(TableChange table) {
        boolean partOfAnother = table.changed(ObjectKind.COLUMN).anyMatch(CatalogChange::isRemoved)
                || table.changed(ObjectKind.CONSTRAINT).anyMatch(CatalogChange::isRemoved)
                || table.changedColumns().anyMatch(column -> column.changes("type") || column.changes("collation"));
        if (table.situation().isOutside() || table.isDropped() || partOfAnother) {
            return List.of();
        }
        return table.removed(ObjectKind.RELATION)
                .map(index -> table.problem(
                                "nobody can read " + table.name() + " while the index " + index.name() + " is dropped")
                        .sql(
                                table.isPartitioned()
                                        ? List.of()
                                        : List.of("DROP INDEX CONCURRENTLY " + index.name() + ";")))
                .toList();
    }
}
