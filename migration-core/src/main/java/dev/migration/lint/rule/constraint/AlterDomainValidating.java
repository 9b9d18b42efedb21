// SPDX-License-Identifier: Apache-2.0
package dev.migration.lint.rule.constraint;

import java.util.List;

import dev.migration.lint.Severity;
import dev.migration.lint.rule.Problem;
import dev.migration.lint.rule.Rule;
import dev.migration.lint.rule.Situation;
import dev.migration.lint.rule.TableChange;
import dev.migration.trace.CatalogChange;
import dev.migration.trace.ObjectKind;

/** A new condition of a domain reads every row of each table that uses it. */
final class AlterDomainValidating extends Rule {

    AlterDomainValidating() {
        super(
                "alter-domain-validating",
                Severity.ERROR,
                "A new condition of a domain reads every row of each table that uses it, while they cannot be written.");
    }

    @Override
    public List<Problem> check(Situation situation) {
        boolean condition = situation.trace().objects().stream().anyMatch(AlterDomainValidating::isCondition);
        List<TableChange> scanned =
                situation.tables().stream().filter(TableChange::isScanned).toList();
        return !condition
                ? List.of()
                : scanned.stream()
                        .map(table -> table.problem(
                                        "all rows of " + table.name() + " are read for a condition of a domain")
                                .sql(alternative(situation)))
                        .toList();
    }

    private static boolean isCondition(CatalogChange change) {
        return change.isOf(ObjectKind.CONSTRAINT)
                        && change.isAdded()
                        && change.object().is("validated")
                || change.isOf(ObjectKind.TYPE) && change.changesTo("notnull", "true");
    }

    private static List<String> alternative(Situation situation) {
        return situation.trace().objects().stream()
                .filter(change -> change.isOf(ObjectKind.CONSTRAINT) && change.isAdded())
                .map(CatalogChange::object)
                .filter(constraint -> constraint.is("type", "c"))
                .findFirst()
                .map(constraint -> List.of(
                        "ALTER DOMAIN " + constraint.fact("domain") + " ADD CONSTRAINT " + constraint.name() + " "
                                + constraint.fact("definition") + " NOT VALID;",
                        "ALTER DOMAIN " + constraint.fact("domain") + " VALIDATE CONSTRAINT " + constraint.name()
                                + ";"))
                .orElse(List.of());
    }
}
