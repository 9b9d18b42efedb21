// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.schema;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.migration.authoring.RevisionPart;
import dev.migration.authoring.RevisionSections;
import dev.migration.autogenerate.Autogenerate;
import dev.migration.autogenerate.catalog.Overlay;
import dev.migration.autogenerate.loss.Confirmation;
import dev.migration.autogenerate.loss.UnconfirmedException;
import dev.migration.autogenerate.plan.Step;
import dev.migration.autogenerate.proof.ScratchTrial;
import dev.migration.autogenerate.proof.Writer;
import dev.migration.autogenerate.stage.Stage;
import dev.migration.autogenerate.text.SectionText;
import dev.migration.cli.command.Invocation;
import dev.migration.cli.output.Plurals;
import dev.migration.schema.SchemaDifference;
import dev.migration.schema.SchemaGraph;

/**
 * What leads from the revisions to a model.
 *
 * @param result the statements, each of which ran on scratch databases
 * @param model what the model is called
 * @param origins what a difference comes from, if not from the authors of the model
 */
public record Autogeneration(Autogenerate.Result result, String model, DifferenceOrigins origins) {

    /**
     * Writes the statements; on a terminal, asks about what would lose data.
     *
     * @throws dev.migration.error.MigrationException if data would be lost and nobody confirmed it, or if something cannot be written
     */
    public static Autogeneration of(Invocation invocation, AutogenerateOptions options) {
        try {
            return write(invocation, options, options.confirmation());
        } catch (UnconfirmedException question) {
            Confirmation answer = LossDialog.ask(invocation, question, options.confirmation());
            return write(invocation, options, answer);
        }
    }

    private static Autogeneration write(Invocation invocation, AutogenerateOptions options, Confirmation confirmation) {
        SchemaState model = options.model(invocation.context());
        return SchemaStates.use(
                invocation,
                states -> new Autogeneration(
                        write(states, model, options.isSafe(), confirmation),
                        model.label(),
                        DifferenceOrigins.of(model)));
    }

    private static Autogenerate.Result write(
            SchemaStates states, SchemaState model, boolean isSafe, Confirmation confirmation) throws SQLException {
        Connection scratch = states.dataSource(SchemaState.Revisions.ALL).getConnection();
        try (ScratchTrial trial = new ScratchTrial(scratch, states::graph)) {
            SchemaGraph wish = states.graph(model);
            SchemaGraph from = trial.read();
            SchemaGraph to = to(states, model, from, wish);
            Writer.Form form = new Writer.Form(isSafe, trial.spelling());
            Autogenerate autogenerate = new Autogenerate(trial, form, confirmation);
            SchemaGraph wanted = states.scope().customized(from, to);
            return isSafe ? autogenerate.writeInStages(wanted) : autogenerate.write(wanted);
        }
    }

    private static SchemaGraph to(SchemaStates states, SchemaState model, SchemaGraph from, SchemaGraph wish) {
        if (SchemaStates.isTablesOnly(model)) {
            return Overlay.of(from, wish);
        }
        return SchemaStates.isModelOf(model, SchemaState.Revisions.ALL)
                ? wish.with(states.scope().ownedOf(from.snapshot(), wish.snapshot()))
                : wish;
    }

    /** Whether a revision is missing. */
    public boolean isEmpty() {
        return result.isEmpty();
    }

    /** The revisions to write, in order; almost always one. */
    public List<RevisionPart> parts() {
        List<RevisionPart> parts = new ArrayList<>();
        for (Stage stage : result.before()) {
            parts.add(new RevisionPart(stage.title(), sections(stage.upgrade(), stage.downgrade())));
        }
        parts.add(new RevisionPart(
                "", sections(result.upgrade().steps(), result.downgrade().steps())));
        return parts;
    }

    private static RevisionSections sections(List<Step> upgrade, List<Step> downgrade) {
        boolean commitsEach = SectionText.needsCommits(upgrade) || SectionText.needsCommits(downgrade);
        return new RevisionSections(SectionText.of(upgrade), SectionText.of(downgrade), commitsEach);
    }

    /** What was found, for people. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        List<SchemaDifference> differences = result.found().withoutParts();
        if (differences.isEmpty()) {
            lines.add("The revisions mean what the model is, " + model + ": there is nothing to write.");
        } else {
            lines.add("Found " + Plurals.of(differences.size(), "difference") + ":");
            lines.addAll(origins.lines(differences, new DifferenceText("the revisions", model)::lines));
        }
        List<String> moved = result.upgrade().moved().stream()
                .map(difference -> difference.object().owner())
                .distinct()
                .toList();
        moved.forEach(table -> lines.add(ColumnOrder.sentence(table)));
        lines.addAll(result.found().omissions());
        return lines;
    }

    /** Members of the JSON object. */
    public Map<String, Object> members() {
        return Map.of(
                "differences",
                origins.members(result.found().differences(), new DifferenceText("the revisions", model)),
                "notCompared",
                result.found().omissions());
    }
}
