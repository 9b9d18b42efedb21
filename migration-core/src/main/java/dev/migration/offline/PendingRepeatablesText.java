// SPDX-License-Identifier: Apache-2.0
package dev.migration.offline;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import dev.migration.execution.statement.StatementSink;
import dev.migration.script.RepeatableScript;
import dev.migration.sql.Quoting;
import dev.migration.sql.SqlInput;
import dev.migration.sql.SqlStatement;
import dev.migration.sql.StatementReader;

/**
 * Writes conditions with which the database decides which repeatables are pending: those whose current text is not applied, and
 * those that need one of these. A repeatable with data of a COPY is always applied, because psql interprets such data as commands
 * if it skips the COPY.
 */
final class PendingRepeatablesText {

    private final StateTableNames names;
    private final Map<String, String> variables = new HashMap<>();

    PendingRepeatablesText(StateTableNames names) {
        this.names = names;
    }

    void around(RepeatableScript script, PsqlText text, StatementSink.Content content) throws Exception {
        String variable = PsqlText.VARIABLE + "pending_" + (variables.size() + 1);
        boolean always = copies(script);
        text.keep("SELECT " + (always ? "true" : isPending(script)) + " AS " + variable);
        variables.put(script.repeatable().name(), variable);
        if (always) {
            content.add();
            return;
        }
        text.line("\\if :" + variable);
        content.add();
        text.line("\\endif");
    }

    private String isPending(RepeatableScript script) {
        String differs = "NOT EXISTS (SELECT FROM "
                + names.inText(names.tables().revisions()) + " WHERE revision OPERATOR(pg_catalog.=) "
                + Quoting.literal(script.repeatable().key()) + " AND checksum OPERATOR(pg_catalog.=) "
                + Quoting.literal(script.repeatable().checksum()) + ")";
        List<String> needed = script.repeatable().needs().stream()
                .filter(variables::containsKey)
                .map(name -> ":'" + variables.get(name) + "'::boolean")
                .toList();
        return String.join(
                " OR ", Stream.concat(Stream.of(differs), needed.stream()).toList());
    }

    private static boolean copies(RepeatableScript script) {
        try (SqlInput input = script.section().open()) {
            StatementReader reader = new StatementReader(input, script.section().start(), () -> true);
            return Stream.generate(reader::next)
                    .takeWhile(java.util.Optional::isPresent)
                    .flatMap(java.util.Optional::stream)
                    .anyMatch(SqlStatement::copiesFromStdin);
        }
    }
}
