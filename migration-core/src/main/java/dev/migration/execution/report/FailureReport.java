// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.report;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import dev.migration.error.MigrationException;
import dev.migration.event.Blocker;
import dev.migration.plan.Plan;
import dev.migration.plan.Step;
import dev.migration.script.Hook;
import dev.migration.script.RepeatableScript;
import dev.migration.sql.Position;
import dev.migration.sql.Redaction;

/**
 * Describes which statement of a revision failed, and where.
 *
 * @param revision its id
 * @param source its file or class, or the file of the hook that failed
 * @param line the line in the file, or 0
 * @param column the column in the line, in characters from 1, or 0
 * @param sqlState the SQLSTATE, or an empty text
 * @param blockers the blocking sessions, as far as they are known
 */
public record FailureReport(
        String revision,
        String source,
        int line,
        int column,
        String sqlState,
        String problem,
        String remedy,
        List<Blocker> blockers) {

    /** The number of committed revisions that are listed. */
    private static final int SHOWN = 10;

    /**
     * A report on an exception of a step.
     *
     * @param secrets removes secret values, in addition to the passwords of the statement
     */
    public static FailureReport of(FailedStep failed, Throwable failure, FailureOutcome known, Redaction secrets) {
        // The server rolls back a lost session; that it has done so is not known.
        boolean lost = known == FailureOutcome.ROLLED_BACK && RetryClass.of(failure) == RetryClass.SESSION_LOST;
        FailureOutcome outcome = lost ? FailureOutcome.CONNECTION_LOST : known;
        Step step = failed.step();
        Optional<RepeatableScript> repeatable = repeatableIn(failure);
        FailureLocation location = FailureLocation.of(failed.source(), failure, secrets);
        String begin = repeatable
                .map(script -> repeatableTitle(script, step, outcome))
                .orElseGet(() -> title(step, failed.source()) + sentence(failure, outcome));
        String problem = begin + kept(failed.plan(), step) + System.lineSeparator() + "  " + location.details();
        return new FailureReport(
                step.revision().id(),
                location.source(),
                location.line(),
                location.column(),
                location.state(),
                problem,
                outcome == FailureOutcome.PARTLY_COMMITTED
                        ? "Revert by hand what it committed, remove the COMMIT or ROLLBACK from " + failed.source()
                                + ", and start again."
                        : ours(failure)
                                .map(MigrationException::remedy)
                                .orElseGet(() -> remedy(step, location, failure)),
                List.of());
    }

    /**
     * A report on an exception of a hook that runs in a transaction of its own.
     *
     * @param source the file of the first hook of the event, if the failure does not name the file
     * @param known removes secret values, in addition to the passwords of the statement
     */
    public static FailureReport ofHook(Hook.Event event, String source, Throwable failure, Redaction known) {
        FailureLocation location = FailureLocation.of(source, failure, known);
        boolean afterRevisions = event == Hook.Event.AFTER_UPGRADE || event == Hook.Event.AFTER_DOWNGRADE;
        boolean lost = RetryClass.of(failure) == RetryClass.SESSION_LOST;
        String problem = "The hook " + event.text() + " (" + location.source()
                + (lost
                        ? ") failed: its connection was lost before the COMMIT, and the server rolls it back."
                        : ") failed and was rolled back.")
                + (afterRevisions ? " The revisions of this run are committed and stay." : " No revision ran after it.")
                + System.lineSeparator() + "  " + location.details();
        String remedy = SqlStateRemedies.forState(location.remedyState(), location.place())
                + (afterRevisions ? " The hook runs again with the next run whose plan is not empty, not before." : "");
        return new FailureReport(
                "",
                location.source(),
                location.line(),
                location.column(),
                location.state(),
                problem,
                remedy,
                List.of());
    }

    /** The same report with the number of attempts and the blocking sessions. */
    public FailureReport after(int attempts, Duration spent, List<Blocker> blocking) {
        if (attempts <= 1 && blocking.isEmpty()) {
            return this;
        }
        String retries = System.lineSeparator() + "  " + attempts + " attempts in " + spent.toMillis() + " ms."
                + blocking.stream()
                        .map(blocker -> System.lineSeparator() + "  Blocked by: " + blocker)
                        .collect(Collectors.joining());
        return new FailureReport(revision, source, line, column, sqlState, problem + retries, remedy, blocking);
    }

    /** The same report with another remedy. */
    public FailureReport advising(String other) {
        return new FailureReport(revision, source, line, column, sqlState, problem, other, blockers);
    }

    /** The same report with what prevented the next attempt. */
    public FailureReport then(String nextProblem, String nextRemedy) {
        String all = problem + System.lineSeparator() + "  Since then: " + nextProblem;
        return new FailureReport(revision, source, line, column, sqlState, all, nextRemedy, blockers);
    }

    /** A step with its file or class. */
    public record FailedStep(Plan plan, Step step, String source) {}

    private static String repeatableTitle(RepeatableScript script, Step step, FailureOutcome outcome) {
        String after =
                step.isRepeatable() ? "" : " after revision " + step.revision().id() + ", in its transaction";
        String before = step.isRepeatable()
                ? "All repeatables of this run were rolled back: the database is as it was before them."
                : "Both were rolled back: the database is as it was before this revision.";
        return "Repeatable " + script.repeatable().name() + " (" + script.source() + ") failed" + after + ". "
                + (outcome == FailureOutcome.ROLLED_BACK ? before : outcome.sentence());
    }

    private static String remedy(Step step, FailureLocation location, Throwable failure) {
        if (ServerErrors.in(failure).orElse(null) instanceof BatchProblem problem) {
            return problem.remedy();
        }
        if (failure instanceof SegmentFailure segment && segment.done() > 0) {
            return SqlStateRemedies.inSegment(location.remedyState(), location.place());
        }
        return step.direction() == Step.Direction.UP
                ? SqlStateRemedies.forState(location.remedyState(), location.place())
                : SqlStateRemedies.inDowngrade(location.remedyState(), location.place());
    }

    /** A refusal of this library in the middle of a step, which has its own remedy. */
    private static Optional<MigrationException> ours(Throwable failure) {
        return inner(failure) instanceof MigrationException known
                        && ServerErrors.in(failure).isEmpty()
                ? Optional.of(known)
                : Optional.empty();
    }

    private static Throwable inner(Throwable failure) {
        Throwable cause = failure instanceof SegmentFailure ? failure.getCause() : failure;
        return cause == null ? failure : cause;
    }

    private static Optional<RepeatableScript> repeatableIn(Throwable failure) {
        return RedactedCause.statementIn(failure).map(StatementFailure::origin).flatMap(StatementSource::repeatable);
    }

    /**
     * The place of a failure in a script.
     *
     * @param source the file of the statement: of the revision, or of a hook
     * @param place the file with line and column, as far as they are known
     * @param elsewhere whether another connection than that of the migration was lost
     * @param details the place, the message of the server, and the line of the statement
     */
    private record FailureLocation(
            String source, int line, int column, String place, String state, boolean elsewhere, String details) {

        String remedyState() {
            return elsewhere ? SqlStateRemedies.ELSEWHERE : state;
        }

        static FailureLocation of(String script, Throwable failure, Redaction known) {
            Redaction redaction = RedactedCause.about(failure, known);
            Optional<StatementFailure> inStatement = RedactedCause.statementIn(failure);
            Optional<SQLException> error = ServerErrors.in(failure);
            Optional<Position> position = inStatement.map(StatementFailure::position);
            String source = inStatement
                    .map(StatementFailure::origin)
                    .map(StatementSource::source)
                    .orElse(script);
            String place = source + position.map(at -> ":" + at).orElse("");
            String details = place + "  "
                    + redaction.of(error.map(ServerErrors::describe)
                            .orElseGet(() -> ours(failure)
                                    .map(MigrationException::problem)
                                    .orElseGet(() -> inner(failure).toString())))
                    + inStatement
                            .map(statement ->
                                    StatementExcerpt.of(statement.statement(), statement.position(), redaction))
                            .orElse("")
                    + redaction.of(error.map(ServerErrors::additions).orElse(""));
            return new FailureLocation(
                    source,
                    position.map(Position::line).orElse(0),
                    position.map(Position::column).orElse(0),
                    place,
                    error.map(ServerErrors::stateOf).orElse(""),
                    error.filter(RetryClass::isElsewhere).isPresent(),
                    details);
        }
    }

    /** The outcome of a step that was stopped, and the steps before it that stay committed. */
    public static String afterStop(FailedStep stopped, Throwable cause, FailureOutcome outcome) {
        return name(stopped.step(), stopped.source()) + " was running. " + sentence(cause, outcome)
                + kept(stopped.plan(), stopped.step());
    }

    private static String title(Step step, String source) {
        return name(step, source) + " failed. ";
    }

    private static String name(Step step, String source) {
        boolean up = step.direction() == Step.Direction.UP;
        return (up ? "The upgrade of revision " : "The downgrade of revision ")
                + step.revision().id() + " (" + source + ")";
    }

    private static String sentence(Throwable failure, FailureOutcome outcome) {
        return failure instanceof SegmentFailure segment
                ? "It runs in segments, not in one transaction: " + done(segment.done())
                        + " Start again: it continues with the next segment."
                : outcome.sentence();
    }

    private static String done(int segments) {
        return switch (segments) {
            case 0 -> "none of them is done.";
            case 1 -> "the first one is done and stays, the next one is not.";
            default -> "the first " + segments + " are done and stay, the next one is not.";
        };
    }

    /** The steps that this run committed before; they stay. */
    public static String kept(Plan plan, Step failed) {
        List<String> before = plan.steps().stream()
                .takeWhile(step -> !step.equals(failed))
                .map(step -> step.revision().id())
                .toList();
        int hidden = Math.max(0, before.size() - SHOWN);
        return before.isEmpty()
                ? ""
                : " Committed before it: " + (hidden > 0 ? hidden + " revisions, … " : "")
                        + String.join(", ", before.subList(hidden, before.size())) + ".";
    }
}
