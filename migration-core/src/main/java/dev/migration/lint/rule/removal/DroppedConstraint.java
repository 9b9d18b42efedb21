// SPDX-License-Identifier: Apache-2.0
package dev.migration.lint.rule.removal;

import dev.migration.lint.rule.TableChange;
import dev.migration.trace.CatalogChange;
import dev.migration.trace.CatalogObject;
import dev.migration.trace.ObjectKind;

/** Whether the end of a constraint is worth a finding. */
final class DroppedConstraint {

    private DroppedConstraint() {}

    /** Not if its column is dropped, if it comes back under its name, or if NOT NULL says the same. */
    static boolean matters(TableChange table, CatalogObject constraint) {
        boolean columnDropped = table.changed(ObjectKind.COLUMN)
                .filter(CatalogChange::isRemoved)
                .anyMatch(column -> TableChange.covers(constraint, column.object()));
        return !columnDropped
                && !isBack(table, constraint)
                && !isNotNull(table, constraint)
                && constraint.fact("parent").isEmpty();
    }

    private static boolean isBack(TableChange table, CatalogObject constraint) {
        return table.situation().end(table.relation().oid()).stream()
                .flatMap(end -> end.parts(ObjectKind.CONSTRAINT).stream())
                .anyMatch(other -> other.name().equals(constraint.name()));
    }

    private static boolean isNotNull(TableChange table, CatalogObject constraint) {
        return constraint.fact("definition").matches("CHECK \\(\\(\\S+ IS NOT NULL\\)\\)( NOT VALID)?")
                && table.state().parts(ObjectKind.COLUMN).stream()
                        .anyMatch(column -> TableChange.covers(constraint, column) && column.is("notnull"));
    }
}
