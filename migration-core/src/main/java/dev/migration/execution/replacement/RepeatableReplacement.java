// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.replacement;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

import dev.migration.error.Suppressed;
import dev.migration.execution.failure.ObjectNotRestoredException;
import dev.migration.execution.report.ServerErrors;
import dev.migration.execution.session.MigrationSession;
import dev.migration.execution.statement.ReplacedObject;
import dev.migration.execution.statement.RunContext;
import dev.migration.execution.statement.StepBody;
import dev.migration.execution.statement.StepStatement;
import dev.migration.execution.statement.StepTask;
import dev.migration.script.RepeatableScript;
import dev.migration.script.Variables;

/**
 * Finds another body for a step that was rolled back because objects of repeatables depend on what it drops or alters: these objects
 * are dropped before it, without CASCADE, and their repeatables are applied again after it, in the same transaction.
 *
 * <p>An object counts as that of a repeatable if the repeatable was applied and its text creates an object of this name. Nothing else
 * is dropped; the server refuses to drop an object on which another one depends.
 */
public final class RepeatableReplacement {

    private static final Logger log = LoggerFactory.getLogger(RepeatableReplacement.class);

    /** PostgreSQL manual, appendix A: what depends on the object, and "cannot alter type of a column used by a view". */
    private static final Set<String> DEPENDENT = Set.of("2BP01", "0A000");

    private final ObjectQueries queries;
    private final MigrationSession session;
    private final RunContext context;
    private final Variables variables;

    public RepeatableReplacement(MigrationSession session, RunContext context, Variables variables) {
        this.queries = new ObjectQueries(session);
        this.session = session;
        this.context = context;
        this.variables = variables;
    }

    /** The body with which the step runs again; empty if it would fail again. The failed attempt must be rolled back. */
    public Optional<StepBody.Repeating> alternative(StepTask task, Throwable failure) {
        if (!task.body().fitsIntoOneTransaction() || refusal(failure).isEmpty()) {
            return Optional.empty();
        }
        return asking(failure, () -> {
            AppliedTexts texts = texts(task);
            List<FoundObject> obstacles = obstacles(failure, texts).stream()
                    .filter(object -> texts.mayBeReplaced(object.script()))
                    .filter(object -> replaced(task.body()).stream()
                            .noneMatch(known -> known.title().equals(object.title())))
                    .toList();
            return obstacles.isEmpty() ? Optional.empty() : Optional.of(body(task, texts, obstacles));
        });
    }

    /** What to do about objects that prevent a step; empty if the failure has another cause. */
    public Optional<String> advice(StepTask task, Throwable failure) {
        if (refusal(failure).isEmpty() && replaced(task.body()).isEmpty()) {
            return Optional.empty();
        }
        return asking(failure, () -> {
            AppliedTexts texts = texts(task);
            return new ReplacementAdvice(task, texts).of(failure, obstacles(failure, texts));
        });
    }

    private static <T> Optional<T> asking(Throwable failure, Supplier<Optional<T>> queries) {
        try {
            return queries.get();
        } catch (DataAccessException second) {
            log.debug("It is unknown which repeatables prevent the step", second);
            Suppressed.add(failure, second);
            return Optional.empty();
        }
    }

    /** The objects of applied repeatables that the server names as dependent. */
    private List<FoundObject> obstacles(Throwable failure, AppliedTexts texts) {
        Optional<SQLException> refusal = refusal(failure);
        if (refusal.isEmpty()) {
            return List.of();
        }
        String dependents = ServerErrors.detail(refusal.get());
        List<DeclaredObject> declared = texts.known()
                .flatMap(script -> DeclaredObject.in(script, variables).stream())
                .toList();
        return queries.find(declared, object -> object.isNamedIn(dependents));
    }

    private static Optional<SQLException> refusal(Throwable failure) {
        return ServerErrors.in(failure).filter(RepeatableReplacement::isRefusal);
    }

    static boolean isRefusal(SQLException failure) {
        return DEPENDENT.contains(ServerErrors.stateOf(failure));
    }

    private AppliedTexts texts(StepTask task) {
        Map<String, Optional<String>> applied = new LinkedHashMap<>();
        if (!context.records().repeatables().isEmpty()) {
            session.state(context.tables())
                    .rows()
                    .repeatables()
                    .forEach(row -> applied.put(row.name(), row.checksum()));
        }
        return new AppliedTexts(
                context.records().repeatables(),
                applied,
                task.body() instanceof StepBody.Repeating repeating ? repeating.repeatables() : List.of(),
                task.step().isRepeatable() ? List.of() : context.records().reapply(task.step()),
                variables);
    }

    private StepBody.Repeating body(StepTask task, AppliedTexts texts, List<FoundObject> obstacles) {
        List<FoundObject> reversed = new ArrayList<>(obstacles);
        Collections.reverse(reversed);
        List<ReplacedObject> dropped = Stream.concat(
                        reversed.stream().map(object -> replaced(object, texts)), replaced(task.body()).stream())
                .toList();
        Set<RepeatableScript> again = new HashSet<>();
        dropped.stream().map(ReplacedObject::script).forEach(again::add);
        StepBody.Repeating before = task.body() instanceof StepBody.Repeating repeating
                ? repeating
                : new StepBody.Repeating(Optional.of(task.body()), List.of(), Optional.of(Map.of()));
        return new StepBody.Repeating(
                before.revision(), texts.toApply(again), before.found().map(texts::checksums), dropped);
    }

    private static List<ReplacedObject> replaced(StepBody body) {
        return body instanceof StepBody.Repeating repeating ? repeating.replaced() : List.of();
    }

    private static ReplacedObject replaced(FoundObject object, AppliedTexts texts) {
        List<String> restore = new ArrayList<>();
        if (object.kind() == CreatedObject.Kind.ROUTINE) {
            // A new function belongs to everybody, whatever was revoked from the old one.
            restore.add("REVOKE ALL ON ROUTINE " + object.identity() + " FROM PUBLIC");
        }
        object.facts().stream().filter(ObjectFacts::isStatement).forEach(restore::add);
        return new ReplacedObject(
                object.script(),
                object.title(),
                object.drop(),
                restore,
                new StepStatement.Condition(
                        ObjectFacts.condition(object, object.facts(), texts.isUnchanged(object.script())),
                        new ObjectNotRestoredException(
                                object.title(),
                                object.script().source(),
                                object.facts().stream()
                                        .filter(fact -> !ObjectFacts.isStatement(fact))
                                        .toList())));
    }
}
