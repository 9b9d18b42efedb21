// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.state;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

import dev.migration.change.ChangeClassifier;
import dev.migration.change.RevisionChange;
import dev.migration.plan.Plan;
import dev.migration.plan.Step;
import dev.migration.revision.Repeatable;
import dev.migration.revision.Revision;
import dev.migration.script.RevisionScript;
import dev.migration.script.SqlSection;
import dev.migration.script.Variables;
import dev.migration.script.load.RevisionScripts;
import dev.migration.sql.Position;
import dev.migration.sql.SqlInput;
import dev.migration.sql.SqlStatement;
import dev.migration.sql.StatementReader;

/**
 * The classes of the changes of an upgrade, by the words of its scripts.
 *
 * @param variables the values in the scripts; secret ones are not shown
 */
public record PlannedChanges(RevisionScripts scripts, Variables variables) {

    /** The changes of an upgrade, in order, its repeatables at the end; none of any other plan. */
    public List<RevisionChange> of(Plan plan) {
        if (plan.operation() != Plan.Operation.UPGRADE) {
            return List.of();
        }
        return of(
                plan.steps().stream().map(Step::revision).toList(),
                plan.repeatables().stream().map(Repeatable::name).toList());
    }

    /**
     * The changes of revisions and repeatables that run in this order.
     *
     * @param repeatables names
     */
    public List<RevisionChange> of(List<Revision> revisions, Collection<String> repeatables) {
        ChangeClassifier classifier = new ChangeClassifier();
        List<RevisionChange> changes = new ArrayList<>();
        for (Revision revision : revisions) {
            scripts.find(revision.id())
                    .map(script -> change(script, classifier))
                    .ifPresent(changes::add);
        }
        scripts.repeatables().stream()
                .filter(script -> repeatables.contains(script.repeatable().name()))
                .map(script -> change(script.repeatable().name(), script.section(), classifier))
                .forEach(changes::add);
        return List.copyOf(changes);
    }

    private RevisionChange change(RevisionScript script, ChangeClassifier classifier) {
        String id = script.revision().id();
        return script instanceof RevisionScript.Java java
                ? RevisionChange.stated(id, java.source(), java.change())
                : change(id, ((RevisionScript.Sql) script).upgrade(), classifier);
    }

    private RevisionChange change(String name, SqlSection section, ChangeClassifier classifier) {
        try (SqlInput input = section.open()) {
            StatementReader reader = new StatementReader(input, section.start(), () -> true);
            Supplier<Optional<SqlStatement>> statements = () -> reader.next().map(this::withValues);
            return classifier.next(name, section.source().name(), statements);
        }
    }

    private SqlStatement withValues(SqlStatement statement) {
        Position place = statement.position();
        String text = variables.withoutSecretValues().replaceIn(statement.text());
        return new SqlStatement(text, place, statement.copiesFromStdin(), statement.annotation());
    }
}
