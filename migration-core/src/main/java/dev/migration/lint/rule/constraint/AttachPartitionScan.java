// SPDX-License-Identifier: Apache-2.0
package dev.migration.lint.rule.constraint;

import java.util.List;
import java.util.stream.Stream;

import dev.migration.lint.Severity;
import dev.migration.lint.rule.Problem;
import dev.migration.lint.rule.Rule;
import dev.migration.lint.rule.SafeSql;
import dev.migration.lint.rule.Situation;
import dev.migration.lint.rule.TableChange;
import dev.migration.trace.CatalogChange;
import dev.migration.trace.CatalogObject;
import dev.migration.trace.ObjectKind;
import dev.migration.trace.RelationTrace;

/** ATTACH PARTITION reads every row of the new partition, or of the default one, while nobody can read it. */
final class AttachPartitionScan extends Rule {

    AttachPartitionScan() {
        super(
                "attach-partition-scan",
                Severity.ERROR,
                "ATTACH PARTITION reads every row of the new partition, or of the default one, while nobody can read it.");
    }

    @Override
    public List<Problem> check(Situation situation) {
        return situation.trace().relations().stream()
                .flatMap(relation -> relation.changes(ObjectKind.PARENT).stream()
                        .filter(change -> change.isAdded() && change.object().is("partition"))
                        .map(CatalogChange::object)
                        .flatMap(parent -> problems(situation, relation, parent)))
                .toList();
    }

    private static Stream<Problem> problems(Situation situation, RelationTrace partition, CatalogObject parent) {
        return situation.everyTable().stream()
                .filter(table -> table.existedBefore() && table.isScanned())
                .filter(table -> table.relation().equals(partition) || isDefault(table, parent))
                .map(table -> problem(table, partition, parent));
    }

    private static boolean isDefault(TableChange table, CatalogObject parent) {
        return table.state().parts(ObjectKind.PARENT).stream()
                .anyMatch(other -> other.is("parent", parent.fact("parent")) && other.is("bound", "DEFAULT"));
    }

    private static Problem problem(TableChange table, RelationTrace partition, CatalogObject parent) {
        Problem problem = table.problem("all rows of " + table.name() + " are read while nobody can read it");
        String bounds = parent.fact("constraint");
        if (bounds.isEmpty() || bounds.contains("satisfies_hash_partition")) {
            return problem.advice("Attach it while it is empty.");
        }
        boolean self = table.relation().equals(partition);
        SafeSql sql = new SafeSql(table);
        String name = sql.identifier("bounds");
        return problem.sql(
                sql.alter("ADD CONSTRAINT " + name + " CHECK (" + (self ? bounds : "NOT (" + bounds + ")")
                        + ") NOT VALID"),
                sql.validate(name),
                table.situation().text() + ";",
                sql.alter("DROP CONSTRAINT " + name));
    }
}
