// SPDX-License-Identifier: Apache-2.0
package dev.migration.plan;

import java.util.Arrays;
import java.util.List;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

import dev.migration.revision.Revision;
import dev.migration.revision.RevisionGraph;
import dev.migration.revision.VersionRows;
import dev.migration.revision.fault.TargetException;
import dev.migration.revision.fault.TargetFault;
import dev.migration.revision.target.Target;
import dev.migration.revision.target.TargetRange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** Planners, targets and assertions for the tests of this package. In a table, {@code -} means none. */
final class PlanFixtures {

    private PlanFixtures() {}

    /** A planner for a database with a recorded order. */
    static Planner applied(RevisionGraph graph, String... appliedInOrder) {
        return new Planner(graph, graph.ids(), List.of(appliedInOrder));
    }

    /** A planner for a database with version rows only, as after an import from Alembic. */
    static Planner rows(RevisionGraph graph, String... rows) {
        return Planner.of(graph, VersionRows.of(graph, List.of(rows)));
    }

    static Target to(String target) {
        return Target.parse(target);
    }

    static List<Target> all(String... targets) {
        return Arrays.stream(targets).map(Target::parse).toList();
    }

    static List<String> history(Planner planner, String range) {
        return planner.history(TargetRange.parse(range)).stream()
                .map(Revision::id)
                .toList();
    }

    static String steps(Plan plan) {
        return String.join(" ", plan.steps().stream().map(Step::toString).toList());
    }

    static TargetFault refusal(Runnable request) {
        return catchThrowableOfType(TargetException.class, request::run).fault();
    }

    /** A planner for a graph of scripts and the applied revisions, in the order in which they were applied. */
    static Planner planner(RevisionGraph graph, String applied) {
        return applied(graph, words(applied).toArray(String[]::new));
    }

    static List<Target> targets(String text) {
        return all(words(text).toArray(String[]::new));
    }

    static void assertPlan(Plan plan, String steps, String after) {
        assertThat(steps(plan)).as("steps").isEqualTo(String.join(" ", words(steps)));
        assertThat(plan.after()).as("after").isEqualTo(words(after));
    }

    static List<String> words(String text) {
        return text.equals("-") ? List.of() : Arrays.asList(text.split(" "));
    }

    /** Asserts that a command is refused because of the fault, with these words in the remedy. */
    static void assertRefused(ThrowingCallable command, TargetFault fault, String... wordsOfTheRemedy) {
        assertThatExceptionOfType(TargetException.class).isThrownBy(command).satisfies(refused -> {
            assertThat(refused.fault()).isEqualTo(fault);
            assertThat(refused.problem()).isEqualTo(fault.problem());
            assertThat(refused.remedy()).contains(wordsOfTheRemedy);
        });
    }
}
