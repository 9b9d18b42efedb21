// SPDX-License-Identifier: Apache-2.0
package dev.migration.lint.check;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import dev.migration.batch.BatchDirective;
import dev.migration.change.ChangeClass;
import dev.migration.lint.rule.Course;
import dev.migration.lint.rule.Situation;
import dev.migration.lint.rule.TableChange;
import dev.migration.sql.Identifier;
import dev.migration.sql.Position;
import dev.migration.sql.SqlInput;
import dev.migration.sql.SqlStatement;
import dev.migration.sql.StatementReader;
import dev.migration.trace.CatalogChange;
import dev.migration.trace.CatalogObject;
import dev.migration.trace.LockMode;
import dev.migration.trace.ObjectKind;
import dev.migration.trace.RelationState;
import dev.migration.trace.RelationTrace;
import dev.migration.trace.StatementTrace;

/** The class of a change by its trace. */
public final class TracedClass {
    private static final Set<String> INDEXES = Set.of("i", "I");

    private TracedClass() {}

    /** The class of the statements of one revision. */
    public static ChangeClass of(List<StatementTrace> trace, String revision) {
        return new Course(trace)
                .situations().stream()
                        .filter(situation ->
                                situation.trace().statement().revision().equals(revision))
                        .map(TracedClass::of)
                        .max(ChangeClass::compareTo)
                        .orElse(ChangeClass.ADDITIVE);
    }

    /**
     * The same with the batches of a script, which a trace does not have: a table without rows has no batch.
     *
     * @param upgrade the upgrade section
     */
    public static ChangeClass of(List<StatementTrace> trace, String revision, String upgrade) {
        ChangeClass traced = of(trace, revision);
        Set<String> created = trace.stream()
                .flatMap(statement -> statement.relations().stream())
                .filter(relation -> !relation.existedBefore())
                .map(relation -> relation.relation().fact("relname"))
                .collect(Collectors.toSet());
        StatementReader reader = new StatementReader(SqlInput.of(upgrade), Position.START, () -> true);
        for (Optional<SqlStatement> next = reader.next(); next.isPresent(); next = reader.next()) {
            if (isBatch(next.get(), created) && traced.compareTo(ChangeClass.DATA) < 0) {
                return ChangeClass.DATA;
            }
        }
        return traced;
    }

    /** Whether a statement changes rows of an existing table in batches. */
    private static boolean isBatch(SqlStatement statement, Set<String> created) {
        return BatchDirective.of(statement)
                .flatMap(BatchDirective::batch)
                .flatMap(batch -> Identifier.parts(batch.table()))
                .filter(name -> !created.contains(name.get(name.size() - 1)))
                .isPresent();
    }

    private static ChangeClass of(Situation situation) {
        if (situation.begins("truncate")
                || situation.trace().existing().anyMatch(relation -> drops(relation, situation))
                || situation.trace().objects().stream().anyMatch(change -> breaks(change, situation))) {
            return ChangeClass.DESTRUCTIVE;
        }
        if (situation.tables().stream().anyMatch(TracedClass::blocks)) {
            return ChangeClass.BLOCKING;
        }
        if (situation.tables().stream().anyMatch(table -> table.rows() > 0 || isDml(table))) {
            return ChangeClass.DATA;
        }
        return widens(situation) ? ChangeClass.WIDENING : ChangeClass.ADDITIVE;
    }

    private static boolean drops(RelationTrace relation, Situation situation) {
        if (INDEXES.contains(relation.relation().fact("kind"))) {
            return false;
        }
        return relation.after().isEmpty()
                || isRenamed(relation, situation)
                || relation.changes().stream().anyMatch(change -> dropsPart(change, relation, situation));
    }

    private static boolean isRenamed(RelationTrace relation, Situation situation) {
        return relation.before()
                .map(RelationState::relation)
                .filter(old -> !old.is("relname", relation.relation().fact("relname"))
                        || !old.is("schema", relation.relation().fact("schema")))
                .filter(old -> !situation.existsAtEnd(old.fact("schema"), old.fact("relname")))
                .isPresent();
    }

    private static boolean dropsPart(CatalogChange change, RelationTrace relation, Situation situation) {
        if (!relation.existedBefore(change.old())) {
            return false;
        }
        if (change.isOf(ObjectKind.COLUMN)) {
            return change.isRemoved()
                    || !change.old().name().equals(change.object().name());
        }
        boolean acts = change.isOf(ObjectKind.TRIGGER) || change.isOf(ObjectKind.POLICY);
        return acts && change.isRemoved() && !existsAtEnd(change.object(), relation, situation);
    }

    /** Whether the table has a trigger or policy of the same name at the end. */
    private static boolean existsAtEnd(CatalogObject part, RelationTrace relation, Situation situation) {
        return situation.end(relation.oid()).stream()
                .flatMap(state -> state.parts(part.kind()).stream())
                .anyMatch(other -> other.name().equals(part.name()));
    }

    private static boolean breaks(CatalogChange change, Situation situation) {
        if (change.isRemoved()) {
            return !situation.isReplaced(change.object());
        }
        boolean renamed = change.changes("name") || change.changes("schema") || change.changes("label");
        return renamed && !situation.isNew(change.old());
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
        boolean constraints = situation.tables().stream()
                .anyMatch(
                        table -> table.removed(ObjectKind.CONSTRAINT).findAny().isPresent());
        return columns || labels || constraints;
    }
}
