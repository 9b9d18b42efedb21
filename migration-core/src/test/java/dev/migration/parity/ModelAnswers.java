// SPDX-License-Identifier: Apache-2.0
package dev.migration.parity;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import dev.migration.parity.ModelTargets.NoOpinion;
import dev.migration.parity.ModelTargets.Parts;
import dev.migration.parity.ModelTargets.Refusal;

import static dev.migration.parity.DagModel.common;
import static dev.migration.parity.DagModel.union;
import static dev.migration.parity.DagModel.without;

/**
 * The answers of {@link DagModel} to the questions in which Alembic's answer is not the measure, in the format of the
 * question files. Order is not a part of them.
 */
final class ModelAnswers {

    private final DagModel dag;

    ModelAnswers(DagModel dag) {
        this.dag = dag;
    }

    /** The answer of the model; empty if it has none. */
    Optional<Map<String, Object>> to(ParityQuestion question) {
        try {
            return Optional.of(fields(question));
        } catch (NoOpinion none) {
            return Optional.empty();
        } catch (Refusal refusal) {
            return Optional.of(Map.of("error", String.valueOf(refusal.getMessage())));
        }
    }

    private Map<String, Object> fields(ParityQuestion question) {
        return switch (question.operation()) {
            case "resolve" -> Map.of("revs", targets(question).resolve(text(question, "arg")));
            case "labels" -> Map.of("value", labels());
            case "check_heads" -> Map.of("value", dag.maximal(applied(question)).equals(dag.maximal(dag.ids())));
            case "upgrade" -> upgrade(question);
            case "downgrade" -> downgrade(question);
            case "stamp" -> stamp(question);
            case "history" ->
                Map.of("revs", history(question, text(question, "range").split(":", -1)));
            default -> throw new NoOpinion();
        };
    }

    private Map<String, Object> labels() {
        Map<String, Object> shown = new LinkedHashMap<>();
        dag.labels()
                .forEach((label, id) -> dag.branchDescendants(Set.of(id))
                        .forEach(member -> shown.merge(member, Set.of(label), ModelAnswers::both)));
        return shown;
    }

    @SuppressWarnings("unchecked")
    private static Object both(Object some, Object others) {
        return union((Set<String>) some, (Set<String>) others);
    }

    private Map<String, Object> upgrade(ParityQuestion question) {
        ModelTargets targets = targets(question);
        if (targets.parts(text(question, "to")).steps() < 0) {
            throw new Refusal("an upgrade does not go down");
        }
        Set<String> place = targets.resolve(text(question, "to"));
        if (place.isEmpty() && targets.parts(text(question, "to")).walk() < 0) {
            throw new Refusal("walks down to the base");
        }
        Set<String> applied = applied(question);
        Set<String> wanted = dag.ancestors(place);
        return plan(without(wanted, applied), union(applied, wanted));
    }

    private Map<String, Object> downgrade(ParityQuestion question) {
        ModelTargets targets = targets(question);
        Parts parts = targets.parts(text(question, "to"));
        if (parts.steps() != 0) {
            throw new NoOpinion();
        }
        Set<String> applied = applied(question);
        Set<String> place = targets.resolve(text(question, "to"));
        if (place.size() > 1 && !parts.is("current")) {
            throw new Refusal("several places");
        }
        Set<String> roots = place.isEmpty() ? bases(targets.branch(parts), applied) : above(place, targets, parts);
        if (!applied.containsAll(place)) {
            throw new Refusal("not applied");
        }
        Set<String> reverted = parts.is("current") ? Set.of() : common(dag.descendants(roots), applied);
        return plan(reverted, without(applied, reverted));
    }

    /** The bases that a downgrade to a base reverts: none if the branch ends nowhere in the database. */
    private Set<String> bases(Optional<String> branch, Set<String> applied) {
        if (branch.isEmpty()) {
            return dag.bases();
        }
        boolean started = !common(dag.tips(applied), dag.lineage(branch.get())).isEmpty();
        return started ? common(dag.bases(), dag.branchAncestors(Set.of(branch.get()))) : Set.of();
    }

    private Set<String> above(Set<String> place, ModelTargets targets, Parts parts) {
        Set<String> children = dag.children(place);
        Set<String> leading = targets.branch(parts)
                .map(branch -> common(children, dag.branchAncestors(Set.of(branch))))
                .orElse(Set.of());
        return leading.isEmpty() ? children : leading;
    }

    private Map<String, Object> stamp(ParityQuestion question) {
        Set<String> applied = question.flag("purge") ? Set.of() : applied(question);
        ModelTargets targets = new ModelTargets(dag, applied);
        List<String> requested = question.texts("to");
        Set<String> named = new TreeSet<>();
        for (String target : requested) {
            if (targets.parts(target).steps() != 0) {
                throw new NoOpinion();
            }
            named.addAll(targets.resolve(target));
        }
        Set<String> removed = new TreeSet<>(dag.descendants(named));
        if (named.isEmpty()) {
            requested.forEach(target -> removed.addAll(below(targets, targets.parts(target), applied)));
        }
        return Map.of("after", dag.maximal(union(without(applied, removed), dag.ancestors(named))));
    }

    /** What {@code base} takes off: the applied part of the branch, without what unrelated heads stand on. */
    private Set<String> below(ModelTargets targets, Parts parts, Set<String> applied) {
        if (!parts.is("base")) {
            return Set.of();
        }
        Optional<String> branch = targets.branch(parts);
        if (branch.isEmpty()) {
            return applied;
        }
        Set<String> named = Set.of(branch.get());
        Set<String> unrelated = without(dag.maximal(applied), union(dag.ancestors(named), dag.descendants(named)));
        return dag.descendants(without(common(dag.lineage(branch.get()), applied), dag.ancestors(unrelated)));
    }

    private Set<String> history(ParityQuestion question, String[] range) {
        ModelTargets targets = targets(question);
        if (range.length != 2) {
            throw new NoOpinion();
        }
        Set<String> start = range[0].isEmpty() ? Set.of() : start(targets, range[0]);
        Set<String> end = range[1].isEmpty() ? dag.maximal(dag.ids()) : end(targets, range[1]);
        Set<String> reached =
                dag.ancestors(range[0].isEmpty() ? end : common(end, targets.lineage(targets.parts(range[0]))));
        if (!reached.containsAll(start)) {
            throw new Refusal("the end does not stand on the start");
        }
        Set<String> added = union(without(reached, dag.ancestors(start)), start);
        return start.isEmpty() ? reached : common(added, dag.branchDescendants(start));
    }

    /** A start that counts further than the heads reach counts from the end: the model does not follow it. */
    private static Set<String> start(ModelTargets targets, String start) {
        try {
            return targets.resolve(start);
        } catch (Refusal refusal) {
            if (targets.parts(start).steps() < 0) {
                throw new NoOpinion();
            }
            throw refusal;
        }
    }

    private static Set<String> end(ModelTargets targets, String end) {
        if (targets.parts(end).steps() < 0) {
            throw new Refusal("the end of a range does not count down");
        }
        return targets.resolve(end);
    }

    private Map<String, Object> plan(Collection<String> steps, Set<String> applied) {
        return Map.of("plan", steps, "after", dag.maximal(applied));
    }

    private Set<String> applied(ParityQuestion question) {
        if (!dag.ids().containsAll(question.texts("from"))) {
            throw new Refusal("a row without a script");
        }
        return dag.ancestors(question.texts("from"));
    }

    private ModelTargets targets(ParityQuestion question) {
        return new ModelTargets(dag, question.texts("from").isEmpty() ? Set.of() : applied(question));
    }

    private static String text(ParityQuestion question, String field) {
        return question.text(field).orElseThrow(NoOpinion::new);
    }
}
