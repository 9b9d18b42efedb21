package dev.migration.plan;

import dev.migration.revision.Revision;
import dev.migration.revision.RevisionGraph;
import dev.migration.revision.VersionRows;
import dev.migration.revision.fault.TargetException;
import dev.migration.revision.fault.TargetFault;
import dev.migration.revision.target.Target;
import dev.migration.revision.target.TargetRange;
import java.util.Arrays;
import java.util.List;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** Short words for the tests of this package. */
final class Asking {

    private Asking() {}

    /** A planner that knows the order in which revisions were applied. */
    static Planner applied(RevisionGraph graph, String... appliedInOrder) {
        return new Planner(graph, graph.ids(), List.of(appliedInOrder));
    }

    /** A planner that knows version rows only, as after an import from Alembic. */
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

    static TargetFault refusal(Runnable question) {
        return catchThrowableOfType(TargetException.class, question::run).fault();
    }
}
