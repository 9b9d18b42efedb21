// SPDX-License-Identifier: Apache-2.0
package dev.migration.lint.check;

import java.util.List;
import java.util.Locale;

import dev.migration.lint.rule.Course;
import dev.migration.lint.rule.Situation;
import dev.migration.lint.rule.TableChange;
import dev.migration.trace.CatalogChange;
import dev.migration.trace.LockMode;
import dev.migration.trace.ObjectKind;
import dev.migration.trace.RelationTrace;
import dev.migration.trace.StatementTrace;

/** What kind of change a revision is for running instances; of several that hold, the last one in this order. */
public enum ChangeClass {
    /** Adds objects, or changes nothing that instances use. */
    ADDITIVE,
    /** Lets an existing column or type have more values. */
    WIDENING,
    /** Changes rows of existing tables. */
    DATA,
    /** Reads, writes or indexes all rows of an existing table while others cannot write it. */
    BLOCKING,
    /** Drops what instances may use, or rows. */
    DESTRUCTIVE;

    /** The class of the statements of one revision. */
    public static ChangeClass of(List<StatementTrace> trace, String revision) {
        return new Course(trace)
                .situations().stream()
                        .filter(situation ->
                                situation.trace().statement().revision().equals(revision))
                        .map(ChangeClass::of)
                        .max(ChangeClass::compareTo)
                        .orElse(ADDITIVE);
    }

    /** The name in reports. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    private static ChangeClass of(Situation situation) {
        if (situation.begins("truncate")
                || situation.trace().existing().anyMatch(ChangeClass::drops)
                || dropsObject(situation)) {
            return DESTRUCTIVE;
        }
        if (situation.tables().stream().anyMatch(ChangeClass::blocks)) {
            return BLOCKING;
        }
        if (situation.tables().stream().anyMatch(table -> table.rows() > 0 || isDml(table))) {
            return DATA;
        }
        return widens(situation) ? WIDENING : ADDITIVE;
    }

    private static boolean drops(RelationTrace relation) {
        boolean self = relation.after().isEmpty() && !relation.relation().is("kind", "i");
        return self
                || relation.changes(ObjectKind.COLUMN).stream()
                        .anyMatch(change -> change.isRemoved() && relation.existedBefore(change.object()));
    }

    private static boolean dropsObject(Situation situation) {
        return situation.trace().objects().stream()
                .anyMatch(change -> change.isRemoved() && !situation.isReplaced(change.object()));
    }

    private static boolean blocks(TableChange table) {
        boolean locked =
                table.lock().or(table::held).filter(LockMode::blocksWrites).isPresent();
        return table.isRewritten()
                || locked && (table.isScanned() || !table.builtIndexes().isEmpty());
    }

    private static boolean isDml(TableChange table) {
        return table.lock().filter(mode -> mode == LockMode.ROW_EXCLUSIVE).isPresent()
                && List.of("insert", "update", "delete", "merge", "copy", "with")
                        .contains(table.situation().words().get(0));
    }

    private static boolean widens(Situation situation) {
        boolean columns = situation.tables().stream()
                .flatMap(TableChange::changedColumns)
                .anyMatch(column -> column.changes("type") || column.changesTo("notnull", "false"));
        boolean labels = situation.trace().objects().stream()
                .filter(change -> change.isOf(ObjectKind.LABEL))
                .filter(CatalogChange::isAdded)
                .anyMatch(change -> !situation.isNewType(change.object()));
        return columns || labels;
    }
}
