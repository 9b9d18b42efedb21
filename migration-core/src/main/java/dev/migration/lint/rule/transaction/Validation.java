// SPDX-License-Identifier: Apache-2.0
package dev.migration.lint.rule.transaction;

import java.util.stream.Stream;

import dev.migration.lint.rule.TableChange;
import dev.migration.trace.CatalogChange;
import dev.migration.trace.CatalogObject;
import dev.migration.trace.ObjectKind;

/** The constraints that a statement validates. */
final class Validation {

    private Validation() {}

    static Stream<CatalogObject> in(TableChange table) {
        return table.changed(ObjectKind.CONSTRAINT)
                .filter(change -> change.changesTo("validated", "true"))
                .map(CatalogChange::object);
    }

    /** Whether an earlier statement of the transaction added the constraint. */
    static boolean isAddedBefore(TableChange table, CatalogObject constraint) {
        return table.situation().earlierInTransaction().stream()
                .flatMap(earlier -> earlier.everyTable().stream())
                .flatMap(earlier -> earlier.added(ObjectKind.CONSTRAINT))
                .anyMatch(added -> added.id().equals(constraint.id()));
    }
}
