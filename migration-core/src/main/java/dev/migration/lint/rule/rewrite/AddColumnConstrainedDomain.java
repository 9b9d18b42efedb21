// SPDX-License-Identifier: Apache-2.0
package dev.migration.lint.rule.rewrite;

import java.util.List;

import dev.migration.lint.Severity;
import dev.migration.lint.rule.Problem;
import dev.migration.lint.rule.SafeSql;
import dev.migration.lint.rule.TableChange;
import dev.migration.lint.rule.TableRule;

/** A new column has a domain with a CHECK or NOT NULL, which the server checks by writing the table again. */
final class AddColumnConstrainedDomain extends TableRule {

    AddColumnConstrainedDomain() {
        super(
                "add-column-constrained-domain",
                Severity.ERROR,
                "A new column has a domain with a CHECK or NOT NULL, which the server checks by writing the table again.");
    }

    @Override
    protected List<Problem> check(TableChange table) {
        if (!RewriteCause.DOMAIN.isCauseOf(table)) {
            return List.of();
        }
        return RewriteCause.DOMAIN
                .columns(table)
                .map(
                        column -> table.problem("the domain of the new column " + column.name()
                                        + " has conditions, so all rows of " + table.name() + " are written again")
                                .sql(new SafeSql(table)
                                        .alter("ADD COLUMN " + column.name() + " " + column.fact("basetype")))
                                .advice(
                                        "Add the conditions of the domain as a CHECK … NOT VALID, and validate it in the next revision."))
                .toList();
    }
}
