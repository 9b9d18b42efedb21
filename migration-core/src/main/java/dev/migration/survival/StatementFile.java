// SPDX-License-Identifier: Apache-2.0
package dev.migration.survival;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import dev.migration.sql.Position;
import dev.migration.sql.SqlInput;
import dev.migration.sql.SqlStatement;
import dev.migration.sql.StatementReader;

/** Reads statements from a text, each with its semicolon. Parameters are written {@code $1}. */
public final class StatementFile {

    private StatementFile() {}

    /**
     * Reads a text.
     *
     * @param name of the file, for messages
     */
    public static RecordedStatements read(String name, String text) {
        List<RecordedStatement> found = new ArrayList<>();
        StatementReader reader = new StatementReader(SqlInput.of(text), Position.START, () -> true);
        try {
            for (Optional<SqlStatement> next = reader.next(); next.isPresent(); next = reader.next()) {
                found.add(new RecordedStatement(
                        name + ":" + next.get().position().line(), next.get().text(), 0));
            }
        } catch (RuntimeException fault) {
            throw NoStatisticsException.unreadable(name, String.valueOf(fault.getMessage()));
        }
        return of(found);
    }

    /** Statements that were recorded in another way; those that cannot be prepared are counted. */
    public static RecordedStatements of(List<RecordedStatement> all) {
        List<RecordedStatement> found = new ArrayList<>();
        Map<String, Integer> omitted = new TreeMap<>();
        for (RecordedStatement statement : all) {
            Optional<String> reason = StatementScope.reason(statement.text());
            reason.ifPresent(known -> omitted.merge(known, 1, Integer::sum));
            if (reason.isEmpty()) {
                found.add(statement);
            }
        }
        return new RecordedStatements(found, omitted);
    }
}
