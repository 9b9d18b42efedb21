// SPDX-License-Identifier: Apache-2.0
package dev.migration.lint.rule.compatibility;

import java.util.List;

import dev.migration.lint.Severity;
import dev.migration.lint.rule.Problem;
import dev.migration.lint.rule.TableChange;
import dev.migration.lint.rule.TableRule;
import dev.migration.trace.CatalogObject;

/** A table is renamed: running instances use the old name. */
final class RenameTable extends TableRule {

    RenameTable() {
        super("rename-table", Severity.ERROR, "A table is renamed: running instances use the old name.");
    }

    @Override
    protected List<Problem> check(TableChange table) {
        if (table.isDropped() || !(table.changes("relname") || table.changes("schema"))) {
            return List.of();
        }
        CatalogObject old = table.own().orElseThrow().old();
        if (table.situation().existsAtEnd(old.fact("schema"), old.fact("relname"))) {
            return List.of();
        }
        return List.of(table.problem("running instances use the name " + table.name())
                .sql(table.situation().text() + ";\nCREATE VIEW " + table.name() + " AS SELECT * FROM "
                        + table.state().relation().name() + ";")
                .advice("Drop the view in a later release."));
    }
}
