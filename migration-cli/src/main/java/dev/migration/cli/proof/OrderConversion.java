// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.proof;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

import dev.migration.autogenerate.UnwrittenException;
import dev.migration.autogenerate.catalog.Schema;
import dev.migration.autogenerate.loss.Confirmation;
import dev.migration.autogenerate.loss.Review;
import dev.migration.autogenerate.plan.Step;
import dev.migration.autogenerate.proof.ScratchTrial;
import dev.migration.autogenerate.proof.Writer;
import dev.migration.autogenerate.proof.Written;
import dev.migration.autogenerate.text.IdempotentForm;
import dev.migration.cli.schema.DifferenceText;
import dev.migration.execution.report.ServerErrors;
import dev.migration.schema.SchemaComparison;
import dev.migration.schema.SchemaGraph;
import dev.migration.schema.replay.BranchPair;
import dev.migration.schema.replay.BranchProof;
import dev.migration.schema.replay.RevisionReplay;

/**
 * Writes what leads from the wrong order of two heads to the right one, in a form that changes nothing in the right one.
 *
 * <ol>
 *   <li>The statements are written on a database in the wrong order.
 *   <li>They run in a database in the right order, which must stay as it is.
 *   <li>The proof that the order does not matter is repeated with them.
 * </ol>
 *
 * <p>The safe forms are tried first: some of them cannot be repeated, and then the short ones are.
 */
final class OrderConversion {

    private static final String COLUMN_ORDER = "attnum";

    private final RevisionReplay replay;
    private final List<String> heads;
    private final List<String> rightOrder;
    private final List<String> wrongOrder;

    /** @param heads two ids, of which {@code winner} is one */
    OrderConversion(RevisionReplay replay, List<String> heads, String winner) {
        String loser = heads.get(heads.get(0).equals(winner) ? 1 : 0);
        this.replay = replay;
        this.heads = heads;
        this.rightOrder = List.of(loser, winner);
        this.wrongOrder = List.of(winner, loser);
    }

    /**
     * Writes the statements.
     *
     * @throws OrderMattersException if they do not lead to the right schema in both orders
     * @throws UnwrittenException if something differs for which there is no statement
     * @throws dev.migration.autogenerate.loss.UnconfirmedException if data would be lost
     */
    List<Step> write(Confirmation confirmation) throws SQLException {
        List<Step> safe = write(true, confirmation);
        if (objection(safe).isEmpty()) {
            return safe;
        }
        List<Step> plain = write(false, confirmation);
        Optional<String> objection = objection(plain);
        if (objection.isPresent()) {
            throw OrderMattersException.notInBothOrders(objection.get());
        }
        return plain;
    }

    private List<Step> write(boolean isSafe, Confirmation confirmation) throws SQLException {
        SchemaGraph right;
        try (ScratchTrial trial = trial(rightOrder)) {
            right = trial.read();
        }
        try (ScratchTrial trial = trial(wrongOrder)) {
            SchemaGraph wrong = trial.read();
            new Review(Schema.of(wrong), Schema.of(right), confirmation).refuseUnconfirmed();
            Written written = Writer.write(trial, wrong, right, new Writer.Form(isSafe, trial.spelling()));
            if (!written.isComplete()) {
                throw new UnwrittenException("merge", written);
            }
            return written.steps().stream()
                    .flatMap(step -> IdempotentForm.of(step.sql()).stream().map(sql -> new Step(step.object(), sql)))
                    .toList();
        }
    }

    private ScratchTrial trial(List<String> order) throws SQLException {
        return new ScratchTrial(replay.at(order).dataSource().getConnection(), replay::graph);
    }

    /** Why these statements are no merge; empty if they are. */
    private Optional<String> objection(List<Step> steps) throws SQLException {
        try (ScratchTrial trial = trial(rightOrder)) {
            SchemaGraph before = trial.read();
            run(trial, steps);
            List<String> changed = differences(before, trial.read());
            if (!changed.isEmpty()) {
                return Optional.of(String.join("\n", changed));
            }
            return unequal(new BranchProof(replay)
                    .with(connection -> run(new ScratchTrial(connection, replay::graph), steps))
                    .check(heads));
        } catch (RefusedStatement refused) {
            return Optional.of(refused.problem);
        }
    }

    private static List<String> differences(SchemaGraph before, SchemaGraph after) {
        SchemaComparison comparison = SchemaComparison.of(
                before.snapshot().without(COLUMN_ORDER), after.snapshot().without(COLUMN_ORDER));
        return new DifferenceText("the right order", "the right order after the merge")
                .lines(comparison.withoutParts());
    }

    private static Optional<String> unequal(List<BranchPair> pairs) {
        BranchReport report = new BranchReport(pairs);
        return report.commutes() ? Optional.empty() : Optional.of(String.join("\n", report.lines()));
    }

    private static void run(ScratchTrial trial, List<Step> steps) throws RefusedStatement {
        for (Step step : steps) {
            try {
                trial.execute(step.sql());
            } catch (SQLException refusal) {
                throw new RefusedStatement(step, refusal);
            }
        }
    }

    /** The server refuses a statement that it accepted in the other order. */
    private static final class RefusedStatement extends SQLException {

        private static final long serialVersionUID = 1L;

        private final String problem;

        RefusedStatement(Step step, SQLException refusal) {
            super(refusal);
            problem = "  " + step.sql().replaceAll("\\s+", " ") + "\n    " + ServerErrors.stateOf(refusal) + " "
                    + refusal.getMessage();
        }
    }
}
