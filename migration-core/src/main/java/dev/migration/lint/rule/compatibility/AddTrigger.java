// SPDX-License-Identifier: Apache-2.0
package dev.migration.lint.rule.compatibility;

import java.util.List;

import dev.migration.lint.Severity;
import dev.migration.lint.rule.Problem;
import dev.migration.lint.rule.TableChange;
import dev.migration.lint.rule.TableRule;
import dev.migration.trace.ObjectKind;

/** A trigger is added to an existing table: nobody can write it until the transaction ends. */
final class AddTrigger extends TableRule {

    AddTrigger() {
        super(
                "add-trigger",
                Severity.INFO,
                "A trigger is added to an existing table: nobody can write it until the transaction ends.");
    }

    @Override
    protected List<Problem> check(TableChange table) {
        boolean alone = table.situation().revision().size() == 1;
        return table.added(ObjectKind.TRIGGER)
                .map(trigger -> table.problem("nobody can write " + table.name() + " until the transaction that adds "
                                + trigger.name() + " ends")
                        .as(alone ? Severity.INFO : Severity.WARNING)
                        .advice(alone ? "" : "Give it a revision of its own."))
                .toList();
    }
}
