// SPDX-License-Identifier: Apache-2.0
package dev.migration.autogenerate.proof;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import dev.migration.autogenerate.catalog.Schema;
import dev.migration.autogenerate.kind.Style;
import dev.migration.autogenerate.plan.Planner;
import dev.migration.autogenerate.plan.Renames;
import dev.migration.autogenerate.plan.Step;
import dev.migration.autogenerate.text.InLists;
import dev.migration.autogenerate.text.Spelling;
import dev.migration.schema.SchemaComparison;
import dev.migration.schema.SchemaDifference;
import dev.migration.schema.SchemaGraph;
import dev.migration.schema.SchemaSnapshot;

/**
 * Writes statements until a copy of the first state equals the second one.
 *
 * <ol>
 *   <li>The planner writes statements for what differs.
 *   <li>Each one runs in the copy. One that the server refuses is left out; the next round writes it again, if it is still needed.
 *   <li>The copy is read again. What the statements brought along, or did not bring, is what differs in the next round.
 * </ol>
 *
 * <p>It ends when nothing differs, or when a round changes nothing. Only statements that ran are kept, in the order in which they ran.
 */
public final class Writer {

    private static final int ROUNDS = 6;
    /** What nobody uses if it is created by the same statements. */
    private static final Set<String> NEW = Set.of("table", "materialized view", "domain");

    /** The position of a column. */
    private static final String POSITION = "attnum";

    private final Trial trial;
    private final Schema target;
    private final Form form;
    private final List<Step> steps = new ArrayList<>();
    private final List<Written.Failure> failures = new ArrayList<>();

    private Writer(Trial trial, SchemaGraph target, Form form) {
        this.trial = trial;
        this.target = Schema.of(target);
        this.form = form;
    }

    /**
     * How statements are written.
     *
     * @param isSafe whether forms are preferred that do not block reads and writes for long
     * @param spelling how names are written, where the server accepts it
     */
    public record Form(boolean isSafe, Spelling spelling) {

        /** The shortest form. */
        public static Form plain() {
            return new Form(false, Spelling.qualified());
        }
    }

    /** Writes the statements; afterwards the copy is in the second state, as far as they reach. */
    public static Written write(Trial trial, SchemaGraph target, Form form) throws SQLException {
        return write(trial, trial.read(), target, form);
    }

    /** The same if what the copy contains was read already. */
    public static Written write(Trial trial, SchemaGraph start, SchemaGraph target, Form form) throws SQLException {
        requireSameVersion(start, target);
        return new Writer(trial, target, form).write(Schema.of(start));
    }

    /** @throws OtherVersionException if the catalogs cannot be compared */
    public static void requireSameVersion(SchemaGraph one, SchemaGraph other) {
        int version = one.snapshot().serverVersion();
        if (version != other.snapshot().serverVersion()) {
            throw new OtherVersionException(version, other.snapshot().serverVersion());
        }
    }

    private Written write(Schema start) throws SQLException {
        Schema current = start;
        Style style = new Style(form.isSafe(), target.version(), newTables(current));
        boolean advances = true;
        for (int round = 0; round < ROUNDS && advances && !isReached(current); round++) {
            Schema before = current;
            List<Step> renames = Renames.of(current, target);
            if (run(renames.isEmpty() ? Planner.plan(current, target, style) : renames)) {
                current = Schema.of(trial.read());
            }
            advances = !before.graph().snapshot().equals(current.graph().snapshot());
        }
        return result(current.graph());
    }

    private Set<String> newTables(Schema current) {
        return target.items()
                .filter(item -> NEW.contains(item.kind()))
                .filter(item -> current.find(item.object()).isEmpty())
                .map(item -> item.name())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private boolean isReached(Schema current) {
        return SchemaComparison.of(
                        current.graph().snapshot().without(POSITION),
                        target.graph().snapshot().without(POSITION))
                .isEmpty();
    }

    /** Whether a statement ran. */
    private boolean run(List<Step> planned) {
        boolean ran = false;
        failures.clear();
        for (Step step : planned) {
            ran |= run(readable(step));
        }
        return ran;
    }

    /** The text of a function is its own. */
    private static Step readable(Step step) {
        boolean isText = List.of("function", "procedure").contains(step.object().kind());
        return isText ? step : new Step(step.object(), InLists.in(step.sql()));
    }

    /** In the short spelling, unless the server takes a name for another object then. */
    private boolean run(Step step) {
        Step spelled = new Step(step.object(), form.spelling().of(step.sql()));
        Optional<String> refusal = attempt(spelled);
        boolean isTriedAgain = refusal.isPresent() && !spelled.equals(step);
        Optional<String> last = isTriedAgain ? attempt(step) : refusal;
        last.ifPresent(message -> failures.add(new Written.Failure(step, message)));
        if (last.isEmpty()) {
            steps.add(isTriedAgain ? step : spelled);
        }
        return last.isEmpty();
    }

    private Optional<String> attempt(Step step) {
        try {
            trial.execute(step.sql());
            return Optional.empty();
        } catch (SQLException refusal) {
            return Optional.of(String.valueOf(refusal.getMessage()));
        }
    }

    private Written result(SchemaGraph end) {
        SchemaSnapshot reached = end.snapshot();
        SchemaSnapshot wanted = target.graph().snapshot();
        List<SchemaDifference> unwritten = SchemaComparison.of(reached.without(POSITION), wanted.without(POSITION))
                .differences();
        List<SchemaDifference> moved = SchemaComparison.of(reached, wanted).differences().stream()
                .filter(difference -> difference instanceof SchemaDifference.Changed)
                .filter(difference -> difference.object().kind().equals("column"))
                .filter(difference ->
                        unwritten.stream().noneMatch(other -> other.object().equals(difference.object())))
                .toList();
        return new Written(steps, end, unwritten, moved, failures);
    }
}
