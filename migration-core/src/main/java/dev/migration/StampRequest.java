// SPDX-License-Identifier: Apache-2.0
package dev.migration;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import dev.migration.plan.Plan;
import dev.migration.plan.Planner;
import dev.migration.revision.Repeatable;
import dev.migration.revision.target.Target;
import dev.migration.script.RepeatableScript;
import dev.migration.script.load.RevisionScripts;

/**
 * The parameters of a stamp, which records revisions as applied and runs nothing.
 *
 * @param targets where the database is; several are one set, in any order
 * @param purge whether to delete all rows of applied revisions first
 * @param tag a note for the history
 * @param repeatables the names of repeatables to record as applied with their present text; they run again when it changes
 */
public record StampRequest(List<String> targets, boolean purge, Optional<String> tag, List<String> repeatables) {

    public StampRequest {
        targets = List.copyOf(targets);
        repeatables = List.copyOf(repeatables);
    }

    /** Makes a request without repeatables. */
    public StampRequest(List<String> targets, boolean purge, Optional<String> tag) {
        this(targets, purge, tag, List.of());
    }

    /** Makes a request for these targets that keeps the applied revisions of other branches and has no tag. */
    public static StampRequest to(String... targets) {
        return new StampRequest(List.of(targets), false, Optional.empty());
    }

    /** The command on a planner; fails at once for a target that cannot be parsed and for an unknown repeatable. */
    Function<Planner, Plan> command(RevisionScripts scripts) {
        List<Target> parsed = targets.stream().map(Target::parse).toList();
        List<Repeatable> known =
                scripts.repeatables().stream().map(RepeatableScript::repeatable).toList();
        List<Repeatable> recorded =
                repeatables.stream().map(name -> repeatable(name, known)).toList();
        return planner -> (purge ? planner.purgeAndStamp(parsed) : planner.stamp(parsed)).with(recorded);
    }

    private static Repeatable repeatable(String name, List<Repeatable> known) {
        return known.stream()
                .filter(repeatable -> repeatable.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new UnknownRepeatableException(
                        name, known.stream().map(Repeatable::name).toList()));
    }
}
