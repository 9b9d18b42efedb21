// SPDX-License-Identifier: Apache-2.0
package dev.migration.autogenerate;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

import dev.migration.autogenerate.catalog.Schema;
import dev.migration.autogenerate.loss.Confirmation;
import dev.migration.autogenerate.loss.Review;
import dev.migration.autogenerate.plan.Step;
import dev.migration.autogenerate.proof.Trial;
import dev.migration.autogenerate.proof.Writer;
import dev.migration.autogenerate.proof.Written;
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
     */
    public record Result(SchemaComparison found, Written upgrade, Written downgrade) {

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
        SchemaGraph from = trial.read();
        Writer.requireSameVersion(from, to);
        Review review = new Review(Schema.of(from), Schema.of(to), confirmation);
        List<Step> renames = review.renames();
        SchemaGraph renamed = run(renames, from);
        new Review(Schema.of(renamed), Schema.of(to), confirmation).refuseUnconfirmed();
        Written upgrade =
                complete("upgrade", Writer.write(trial, renamed, to, form)).after(renames);
        List<Step> back = review.renamesBack();
        Written downgrade = complete("downgrade", Writer.write(trial, run(back, upgrade.end()), from, form))
                .after(back);
        return new Result(SchemaComparison.of(withoutOrder(from), withoutOrder(to)), upgrade, downgrade);
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
