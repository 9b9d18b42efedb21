package dev.migration.execution.report;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import dev.migration.event.Blocker;
import dev.migration.plan.Plan;
import dev.migration.plan.Step;
import dev.migration.script.Hook;
import dev.migration.script.RepeatableScript;
import dev.migration.sql.Position;
import dev.migration.sql.SqlStatement;

/**
 * Says what failed in a revision and where.
 *
 * @param revision its id
 * @param source its file or class, or that of the hook that failed
 * @param line the line in the file, or 0
 * @param sqlState the SQLSTATE, or an empty text
 * @param blockers who was in the way, as far as is known
 */
public record FailureReport(
        String revision,
        String source,
        int line,
        String sqlState,
        String problem,
        String remedy,
        List<Blocker> blockers) {

    /** How many revisions are named before a reader loses count. */
    private static final int SHOWN = 10;

    /** A report on whatever a step threw. */
    public static FailureReport of(FailedStep failed, Throwable failure, FailureOutcome outcome) {
        Step step = failed.step();
        Optional<RepeatableScript> repeatable = repeatableIn(failure);
        Spot spot = Spot.of(failed.source(), failure);
        String begin = repeatable
                .map(script -> repeatableTitle(script, step, outcome))
                .orElseGet(() -> title(step, failed.source()) + sentence(failure, outcome));
        String problem = begin + kept(failed.plan(), step) + System.lineSeparator() + "  " + spot.told();
        return new FailureReport(
                step.revision().id(),
                spot.source(),
                spot.line(),
                spot.state(),
                problem,
                outcome == FailureOutcome.PARTLY_COMMITTED
                        ? "Undo by hand what it committed, take the COMMIT or ROLLBACK out of " + failed.source()
                                + ", and start again."
                        : remedy(step, spot),
                List.of());
    }

    /**
     * A report on whatever a hook threw that runs in a transaction of its own.
     *
     * @param source the file of the first of them; the one that failed is found in the failure
     */
    public static FailureReport ofHook(Hook.Event event, String source, Throwable failure) {
        Spot spot = Spot.of(source, failure);
        boolean behind = event == Hook.Event.AFTER_UPGRADE || event == Hook.Event.AFTER_DOWNGRADE;
        String problem = "The hook " + event.text() + " (" + spot.source() + ") failed and was rolled back."
                + (behind ? " The revisions of this run are committed and stay." : " No revision ran after it.")
                + System.lineSeparator() + "  " + spot.told();
        String remedy = SqlStateRemedies.forState(spot.state(), spot.place())
                + (behind ? " The hook comes with the next run that has something to do, not before." : "");
        return new FailureReport("", spot.source(), spot.line(), spot.state(), problem, remedy, List.of());
    }

    /** The same report, on something that was tried several times. */
    public FailureReport after(int tries, Duration spent, List<Blocker> seen) {
        if (tries <= 1 && seen.isEmpty()) {
            return this;
        }
        String told = System.lineSeparator() + "  Tried " + tries + " times in " + spent.toMillis() + " ms."
                + seen.stream()
                        .map(blocker -> System.lineSeparator() + "  In the way: " + blocker)
                        .collect(Collectors.joining());
        return new FailureReport(revision, source, line, sqlState, problem + told, remedy, seen);
    }

    /** A step and the file or class that it ran. */
    public record FailedStep(Plan plan, Step step, String source) {}

    private static String repeatableTitle(RepeatableScript script, Step step, FailureOutcome outcome) {
        String behind =
                step.isRepeatable() ? "" : " behind revision " + step.revision().id() + ", in its transaction";
        String before = step.isRepeatable()
                ? "All repeatables of this run were rolled back: the database is as it was before them."
                : "Both were rolled back: the database is as it was before this revision.";
        return "Repeatable " + script.repeatable().name() + " (" + script.source() + ") failed" + behind + ". "
                + (outcome == FailureOutcome.ROLLED_BACK ? before : outcome.sentence());
    }

    private static String remedy(Step step, Spot spot) {
        return step.direction() == Step.Direction.UP
                ? SqlStateRemedies.forState(spot.state(), spot.place())
                : SqlStateRemedies.inDowngrade(spot.state(), spot.place());
    }

    private static Optional<StatementFailure> statementIn(Throwable failure) {
        Throwable inner = failure instanceof SegmentFailure piece ? piece.getCause() : failure;
        return inner instanceof StatementFailure statement ? Optional.of(statement) : Optional.empty();
    }

    private static Optional<RepeatableScript> repeatableIn(Throwable failure) {
        return statementIn(failure).map(StatementFailure::origin).flatMap(StatementSource::repeatable);
    }

    /**
     * Where in a script something failed.
     *
     * @param source the file that holds the statement: the revision's, or that of a hook
     * @param place the same with line and column, as far as they are known
     * @param told the place, what the server said, and the line of the statement
     */
    private record Spot(String source, int line, String place, String state, String told) {

        static Spot of(String script, Throwable failure) {
            Optional<StatementFailure> inStatement = statementIn(failure);
            Optional<SQLException> error = ServerErrors.in(failure);
            Optional<Position> position = inStatement.map(StatementFailure::position);
            String source = inStatement
                    .map(StatementFailure::origin)
                    .map(StatementSource::source)
                    .orElse(script);
            String place = source + position.map(at -> ":" + at).orElse("");
            String told = place + "  " + error.map(ServerErrors::describe).orElseGet(failure::toString)
                    + inStatement
                            .map(statement -> excerpt(statement.statement(), statement.position()))
                            .orElse("")
                    + error.map(ServerErrors::additions).orElse("");
            return new Spot(
                    source,
                    position.map(Position::line).orElse(0),
                    place,
                    error.map(ServerErrors::stateOf).orElse(""),
                    told);
        }
    }

    /** What is left of a step that was stopped, and of those before it. */
    public static String afterStop(FailedStep stopped, Throwable cause, FailureOutcome outcome) {
        return name(stopped.step(), stopped.source()) + " was under way. " + sentence(cause, outcome)
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
        return failure instanceof SegmentFailure piece
                ? "It runs in pieces, outside a transaction: the first " + piece.done()
                        + " are done and stay, the next one is not. Start again, and it goes on from there."
                : outcome.sentence();
    }

    /** What this run did before, which stays. */
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

    /** The line of the statement that holds the position, and a caret below the character. */
    private static String excerpt(SqlStatement statement, Position at) {
        int row = at.line() - statement.position().line();
        String[] lines = statement.text().split("\n", -1);
        String text = lines[Math.min(row, lines.length - 1)].stripTrailing();
        int column = row == 0 ? at.column() - statement.position().column() : at.column() - 1;
        int start = Math.max(0, column - 100);
        String shown = text.substring(Math.min(start, text.length()), Math.min(text.length(), start + 160));
        return System.lineSeparator() + "    " + shown + System.lineSeparator() + "    "
                + padding(shown, column - start) + "^";
    }

    /** Keeps tabs, so that the caret stands where it should in every editor. */
    private static String padding(String text, int length) {
        StringBuilder padding = new StringBuilder();
        for (int index = 0; index < length; index++) {
            padding.append(index < text.length() && text.charAt(index) == '\t' ? '\t' : ' ');
        }
        return padding.toString();
    }
}
