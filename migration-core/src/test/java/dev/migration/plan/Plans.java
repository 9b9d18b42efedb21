package dev.migration.plan;

import dev.migration.revision.RevisionGraph;
import dev.migration.revision.target.Target;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

import static org.assertj.core.api.Assertions.assertThat;

/** Words for the tables in the tests of this package; {@code -} stands for nothing. */
final class Plans {

    private Plans() {}

    /** A planner for a graph of scripts and the applied revisions, the one applied last at the end. */
    static Planner planner(RevisionGraph graph, String applied) {
        return new Planner(graph, graph.ids(), words(applied));
    }

    static List<Target> targets(String text) {
        return words(text).stream().map(Target::parse).toList();
    }

    static void assertPlan(Plan plan, String steps, String after) {
        assertThat(plan.steps().stream().map(Step::toString).collect(Collectors.joining(" ")))
                .as("steps")
                .isEqualTo(String.join(" ", words(steps)));
        assertThat(plan.after()).as("after").isEqualTo(words(after));
    }

    static List<String> words(String text) {
        return text.equals("-") ? List.of() : Arrays.asList(text.split(" "));
    }
}
