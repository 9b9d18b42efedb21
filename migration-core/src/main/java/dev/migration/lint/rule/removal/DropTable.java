// SPDX-License-Identifier: Apache-2.0
package dev.migration.lint.rule.removal;

import java.util.List;

import dev.migration.lint.Severity;
import dev.migration.lint.rule.Problem;
import dev.migration.lint.rule.Rule;
import dev.migration.lint.rule.Situation;

/** A table is dropped that running instances may still use. */
final class DropTable extends Rule {

    DropTable() {
        super("drop-table", Severity.ERROR, "A table is dropped that running instances may still use.");
    }

    @Override
    public List<Problem> check(Situation situation) {
        return situation.everyTable().stream()
                .filter(table -> table.existedBefore() && table.isDropped())
                .filter(table -> !situation.existsAtEnd(
                        table.relation().relation().fact("schema"),
                        table.relation().relation().fact("relname")))
                .filter(table -> !table.relation().relation().is("kind", "m"))
                .map(table -> table.problem(
                                "running instances may still use " + table.name() + ", and its rows are lost")
                        .advice(
                                "Remove it from the application everywhere first; check that it is empty: SELECT count(*) FROM "
                                        + table.name() + ";"))
                .toList();
    }
}
