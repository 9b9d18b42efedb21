// SPDX-License-Identifier: Apache-2.0
package dev.migration.autogenerate;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.migration.autogenerate.catalog.Schema;
import dev.migration.autogenerate.loss.Confirmation;
import dev.migration.autogenerate.loss.Review;
import dev.migration.autogenerate.plan.Step;
import dev.migration.autogenerate.proof.StagedWriter;
import dev.migration.autogenerate.proof.Trial;
import dev.migration.autogenerate.proof.Writer;
import dev.migration.autogenerate.proof.Written;
import dev.migration.autogenerate.stage.Stage;
import dev.migration.schema.SchemaComparison;
import dev.migration.schema.SchemaGraph;
import dev.migration.schema.SchemaSnapshot;

/**
 * Writes an upgrade and its downgrade.
 *
 * <ol>
 *   <li>What somebody confirmed as renamed is renamed.
 *   <li>What would lose data then, and is not confirmed, is refused.
 *   <li>The upgrade is written and tried, from the first state to the second.
 *   <li>The downgrade is written and tried, from the second state back to the first.
 * </ol>
 */
public final class Autogenerate {

    private final Trial trial;
    private final Writer.Form form;
    private final Confirmation confirmation;

    /** @param trial contains the first state; what it contains afterwards is not defined */
    public Autogenerate(Trial trial, Writer.Form form, Confirmation confirmation) {
        this.trial = trial;
        this.form = form;
        this.confirmation = confirmation;
    }

    /**
     * An upgrade and a downgrade.
     *
     * @param found what differs between the states, without the order of columns
     * @param upgrade leads to the second state
     * @param downgrade leads back
     * @param before revisions that come before that one, if a change takes several
     */
    public record Result(SchemaComparison found, Written upgrade, Written downgrade, List<Stage> before) {

        public boolean isEmpty() {
            return upgrade.steps().isEmpty();
        }
    }

    /**
     * Writes both.
     *
     * @throws dev.migration.autogenerate.loss.UnconfirmedException if data would be lost
     * @throws dev.migration.autogenerate.loss.RenameException if a rename is not possible
     * @throws UnwrittenException if something differs for which no statement can be written
     */
    public Result write(SchemaGraph to) throws SQLException {
        return write(to, false);
    }

    /**
     * The same; changes of a type that would rewrite a table take several revisions.
     *
     * @throws dev.migration.autogenerate.loss.UnconfirmedException if data would be lost
     * @throws dev.migration.autogenerate.loss.RenameException if a rename is not possible
     * @throws UnwrittenException if something differs for which no statement can be written
     */
    public Result writeInStages(SchemaGraph to) throws SQLException {
        return write(to, true);
    }

    private Result write(SchemaGraph to, boolean inStages) throws SQLException {
        SchemaGraph from = trial.read();
        Writer.requireSameVersion(from, to);
        Review review = new Review(Schema.of(from), Schema.of(to), confirmation);
        List<Step> renames = spelled(review.renames());
        SchemaGraph renamed = run(renames, from);
        new Review(Schema.of(renamed), Schema.of(to), confirmation).refuseUnconfirmed();
        StagedWriter stages = new StagedWriter(trial, form, renamed, to);
        // A rename is a change of its own: it would have to be reverted between the stages.
        Optional<StagedWriter.Staged> staged = inStages && renames.isEmpty() ? stages.write() : Optional.empty();
        if (staged.isPresent()) {
            return result(from, to, staged.get());
        }
        SchemaGraph start = stages.hasTried() ? trial.read() : renamed;
        Written upgrade = stages.explained(complete("upgrade", Writer.write(trial, start, to, form)))
                .after(renames);
        List<Step> back = spelled(review.renamesBack());
        Written downgrade = complete("downgrade", Writer.write(trial, run(back, upgrade.end()), from, form))
                .after(back);
        return new Result(found(from, to), upgrade, downgrade, List.of());
    }

    private static Result result(SchemaGraph from, SchemaGraph to, StagedWriter.Staged staged) {
        List<Stage> stages = staged.stages();
        Stage last = stages.get(stages.size() - 1);
        Written downgrade = new Written(last.downgrade(), from, List.of(), List.of(), List.of());
        return new Result(found(from, to), staged.last(), downgrade, stages.subList(0, stages.size() - 1));
    }

    private static SchemaComparison found(SchemaGraph from, SchemaGraph to) {
        return SchemaComparison.of(withoutOrder(from), withoutOrder(to));
    }

    private List<Step> spelled(List<Step> steps) {
        return steps.stream()
                .map(step -> new Step(step.object(), form.spelling().of(step.sql())))
                .toList();
    }

    private SchemaGraph run(List<Step> renames, SchemaGraph before) throws SQLException {
        for (Step step : new ArrayList<>(renames)) {
            trial.execute(step.sql());
        }
        return renames.isEmpty() ? before : trial.read();
    }

    private static SchemaSnapshot withoutOrder(SchemaGraph graph) {
        return graph.snapshot().without("attnum");
    }

    private static Written complete(String section, Written written) {
        if (!written.isComplete()) {
            throw new UnwrittenException(section, written);
        }
        return written;
    }
}
