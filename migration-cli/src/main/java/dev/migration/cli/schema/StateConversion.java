// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.schema;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import dev.migration.autogenerate.UnwrittenException;
import dev.migration.autogenerate.proof.ScratchTrial;
import dev.migration.autogenerate.proof.Writer;
import dev.migration.autogenerate.proof.Written;
import dev.migration.autogenerate.text.SectionText;
import dev.migration.cli.output.JsonObject;
import dev.migration.cli.output.Report;
import dev.migration.schema.SchemaComparison;
import dev.migration.schema.SchemaDifference;
import dev.migration.schema.SchemaGraph;
import dev.migration.schema.SchemaObject;
import dev.migration.schema.replay.RevisionReplay;

/**
 * Writes the statements that turn one schema into another, and tries them on a copy of the first one: a scratch database in which
 * its objects are created, without their data.
 */
final class StateConversion {

    private final RevisionReplay replay;
    private final ComparisonScope scope;

    StateConversion(SchemaStates states) {
        this.replay = states.replay();
        this.scope = states.scope();
    }

    /** @throws UnwrittenException if something cannot be written */
    Written write(SchemaGraph from, SchemaGraph wished) throws SQLException {
        Writer.requireSameVersion(from, wished);
        SchemaGraph to = scope.customized(from, wished);
        Connection scratch = replay.empty().dataSource().getConnection();
        try (ScratchTrial builder = new ScratchTrial(scratch, replay::graph)) {
            Written copied = Writer.write(builder, from, Writer.Form.plain());
            Set<SchemaObject> missing = objects(copied.unwritten());
            refuse(copied, SchemaComparison.of(from.snapshot(), to.snapshot()), missing);
            ScratchTrial copy = new ScratchTrial(scratch, connection -> without(missing, replay.graph(connection)));
            Writer.Form form = new Writer.Form(true, copy.spelling());
            Written written = Writer.write(copy, without(missing, to), form);
            if (!written.isComplete()) {
                throw new UnwrittenException("conversion", written);
            }
            return written;
        }
    }

    /** What cannot be created in the copy cannot be changed there, either. */
    private static void refuse(Written copied, SchemaComparison comparison, Set<SchemaObject> missing) {
        List<SchemaDifference> differences = comparison.differences().stream()
                .filter(difference -> missing.contains(difference.object()))
                .toList();
        if (!differences.isEmpty()) {
            throw new UnwrittenException(
                    "conversion", new Written(List.of(), copied.end(), differences, List.of(), copied.failures()));
        }
    }

    private static SchemaGraph without(Set<SchemaObject> objects, SchemaGraph graph) {
        return graph.with(graph.snapshot().only(object -> !objects.contains(object)));
    }

    private static Set<SchemaObject> objects(List<SchemaDifference> differences) {
        return differences.stream().map(SchemaDifference::object).collect(Collectors.toSet());
    }

    /** @param nothing the comment if there is no statement */
    static Report report(Written written, String nothing) {
        String sql = SectionText.of(written.steps());
        return Report.of(
                List.of(sql.isEmpty() ? "-- " + nothing : sql.stripTrailing()),
                JsonObject.of("sql", sql).map());
    }
}
