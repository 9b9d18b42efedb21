// SPDX-License-Identifier: Apache-2.0
package dev.migration.parity;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static dev.migration.parity.DagModel.common;

/** What a target means, according to the rules of {@code docs/where-we-differ-from-alembic.md} and {@link DagModel}. */
final class ModelTargets {

    private static final Pattern SYNTAX =
            Pattern.compile("(?:(?<branch>[\\w.]+)@)?(?:(?<name>[\\w.]+)(?<walk>[+-]\\d+)?|(?<steps>[+-]\\d+))");
    private static final int NEVER_SHORTENED = 3;

    private final DagModel dag;
    private final Set<String> applied;

    ModelTargets(DagModel dag, Set<String> applied) {
        this.dag = dag;
        this.applied = applied;
    }

    /** The model refuses the question. */
    static final class Refusal extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Refusal(String reason) {
            super(reason);
        }
    }

    /** The model does not answer this question; Alembic's answer counts. */
    static final class NoOpinion extends RuntimeException {

        private static final long serialVersionUID = 1L;
    }

    /** The parts of a target as written. */
    record Parts(Optional<String> branch, Optional<String> name, int walk, int steps) {

        boolean is(String symbol) {
            return name.equals(Optional.of(symbol)) && walk == 0;
        }
    }

    Parts parts(String target) {
        Matcher matcher = SYNTAX.matcher(target);
        if (!matcher.matches()) {
            throw new NoOpinion();
        }
        return new Parts(
                Optional.ofNullable(matcher.group("branch")),
                Optional.ofNullable(matcher.group("name")),
                number(matcher.group("walk")),
                number(matcher.group("steps")));
    }

    Set<String> resolve(String target) {
        Parts parts = parts(target);
        if (parts.steps() > 0
                || parts.walk() > 0
                || (parts.steps() == 0 && parts.name().isEmpty())) {
            throw new NoOpinion();
        }
        if (parts.steps() < 0) {
            return downFrom(common(dag.maximal(dag.ids()), lineage(parts)), -parts.steps());
        }
        Set<String> place = place(parts);
        if (parts.walk() == 0) {
            return place;
        }
        if (place.size() != 1) {
            throw new Refusal(place.size() + " revisions to walk from");
        }
        return downFrom(place, -parts.walk());
    }

    /** The revision of the branch that is named in a target. */
    Optional<String> branch(Parts parts) {
        return parts.branch().map(name -> named(name, dag.ids()));
    }

    Set<String> lineage(Parts parts) {
        return branch(parts).map(dag::lineage).orElseGet(dag::ids);
    }

    private Set<String> place(Parts parts) {
        Set<String> branch = lineage(parts);
        boolean whole = parts.branch().isEmpty();
        return switch (parts.name().orElseThrow()) {
            case "base" -> Set.of();
            case "heads" -> whole ? dag.maximal(dag.ids()) : common(dag.tips(dag.ids()), branch);
            case "head" -> one(common(dag.tips(dag.ids()), branch));
            case "current" -> dag.maximal(common(applied, branch));
            default -> Set.of(member(parts.name().orElseThrow(), branch));
        };
    }

    private static Set<String> one(Set<String> found) {
        if (found.size() > 1) {
            throw new Refusal("several heads " + found);
        }
        return found;
    }

    private String member(String name, Set<String> branch) {
        String id = named(name, branch);
        if (!branch.contains(id)) {
            throw new Refusal(id + " is not on the branch");
        }
        return id;
    }

    /** An id, a label, or a prefix of one of them; of several matches, the one that is preferred. */
    private String named(String name, Set<String> preferred) {
        if (dag.ids().contains(name)) {
            return name;
        }
        if (dag.labels().containsKey(name)) {
            return dag.labels().get(name);
        }
        Set<String> found = Stream.concat(dag.ids().stream(), dag.labels().keySet().stream())
                .filter(known -> known.length() > NEVER_SHORTENED && known.startsWith(name))
                .map(known -> dag.labels().getOrDefault(known, known))
                .collect(Collectors.toSet());
        Set<String> left = found.size() > 1 ? common(found, preferred) : found;
        if (left.size() != 1) {
            throw new Refusal("'" + name + "' may mean " + found);
        }
        return left.iterator().next();
    }

    private Set<String> downFrom(Set<String> starts, int steps) {
        Set<String> ends = new TreeSet<>();
        for (String start : starts) {
            down(start, steps).ifPresent(ends::add);
        }
        return ends;
    }

    /** The revision this many steps down; empty is the base. */
    private Optional<String> down(String start, int steps) {
        Optional<String> at = Optional.of(start);
        for (int step = 0; step < steps; step++) {
            List<String> next = dag.down(at.orElseThrow(() -> new Refusal("below the base")));
            if (next.size() > 1) {
                throw new Refusal("a merge on the way");
            }
            at = next.stream().findFirst();
        }
        return at;
    }

    private static int number(String text) {
        return text == null ? 0 : Integer.parseInt(text);
    }
}
