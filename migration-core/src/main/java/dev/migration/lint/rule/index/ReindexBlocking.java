// SPDX-License-Identifier: Apache-2.0
package dev.migration.lint.rule.index;

import java.util.List;

import dev.migration.lint.Severity;
import dev.migration.lint.rule.Problem;
import dev.migration.lint.rule.TableChange;
import dev.migration.lint.rule.TableRule;
import dev.migration.trace.CatalogChange;
import dev.migration.trace.CatalogObject;
import dev.migration.trace.ObjectKind;

/** REINDEX without CONCURRENTLY: nobody can write the table meanwhile. */
final class ReindexBlocking extends TableRule {

    ReindexBlocking() {
        super(
                "reindex-blocking",
                Severity.ERROR,
                "REINDEX without CONCURRENTLY: nobody can write the table meanwhile.");
    }

    @Override
    protected List<Problem> check(TableChange table) {
        if (table.isRewritten()
                || !table.situation().begins("reindex")
                || table.situation().words().contains("concurrently")) {
            return List.of();
        }
        List<CatalogObject> indexes = table.changed(ObjectKind.RELATION)
                .filter(change -> change.changes("file"))
                .map(CatalogChange::object)
                .toList();
        if (indexes.isEmpty()) {
            return List.of();
        }
        boolean one = table.situation().words().contains("index");
        return List.of(table.problem("nobody can write " + table.name() + " while its indexes are built again")
                .sql("REINDEX "
                        + (one ? "INDEX CONCURRENTLY " + indexes.get(0).name() : "TABLE CONCURRENTLY " + table.name())
                        + ";"));
    }
}
