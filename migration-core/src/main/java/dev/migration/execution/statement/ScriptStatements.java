// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.statement;

import java.util.Locale;
import java.util.Optional;

import dev.migration.execution.report.StatementSource;
import dev.migration.script.SqlSection;
import dev.migration.script.Variables;
import dev.migration.sql.SqlInput;
import dev.migration.sql.SqlStatement;
import dev.migration.sql.StatementReader;
import dev.migration.sql.StatementWords;

/** Reads a section statement by statement and adds each statement to a sink. */
public final class ScriptStatements {

    private final Variables variables;
    private final StatementSource origin;

    /** @param origin the script that contains the statements */
    public ScriptStatements(Variables variables, StatementSource origin) {
        this.variables = variables;
        this.origin = origin;
    }

    /** Adds all statements of a section; the sink may still buffer the last ones afterwards. */
    public void add(SqlSection section, StatementSink sink) throws Exception {
        add(section, sink, false);
    }

    /** The same without {@link TransactionModes}, which were added before. */
    void addAfterModes(SqlSection section, StatementSink sink) throws Exception {
        add(section, sink, true);
    }

    private void add(SqlSection section, StatementSink sink, boolean skipModes) throws Exception {
        try (SqlInput input = section.open()) {
            StatementReader reader = new StatementReader(input, section.start(), sink::readsBackslashesAsTheyAre);
            boolean skips = skipModes;
            for (Optional<SqlStatement> next = next(reader); next.isPresent(); next = next(reader)) {
                skips = skips && TransactionModes.isSetting(next.get());
                if (!skips || !TransactionModes.isMode(next.get())) {
                    add(next.get(), reader, sink);
                }
            }
        }
    }

    /** The next statement, with the values of variables. */
    public Optional<SqlStatement> next(StatementReader reader) throws Exception {
        try {
            return reader.next().map(this::withValues);
        } catch (ReadingFailure failure) {
            throw failure.failure();
        }
    }

    /** Adds a statement that was just read to the sink. */
    public void add(SqlStatement statement, StatementReader reader, StatementSink sink) throws Exception {
        StepStatement.Scripted scripted = scripted(statement);
        if (statement.copiesFromStdin()) {
            sink.flush();
            sink.copyIn(scripted, reader);
        } else if (copiesToStdout(statement)) {
            sink.flush();
            sink.copyOut(scripted);
        } else {
            sink.add(scripted);
            if (mayChangeParsing(statement)) {
                sink.flush();
            }
        }
    }

    /** A statement with the script that contains it. */
    public StepStatement.Scripted scripted(SqlStatement statement) {
        return new StepStatement.Scripted(statement, origin);
    }

    /** Whether the statement may change how the next statements are parsed, so that they must not be sent in the same message. */
    private static boolean mayChangeParsing(SqlStatement statement) {
        String text = statement.text();
        // Also DO blocks, calls of set_config and RESET ALL. A long text is not searched; it counts as a change.
        return text.length() > 10_000
                || text.toLowerCase(Locale.ROOT).contains("standard_conforming_strings")
                || text.toLowerCase(Locale.ROOT).contains("backslash_quote")
                || text.toLowerCase(Locale.ROOT).startsWith("reset");
    }

    private static boolean copiesToStdout(SqlStatement statement) {
        if (!statement.text().regionMatches(true, 0, "copy", 0, 4)) {
            return false;
        }
        return StatementWords.copyToClient(StatementWords.of(statement.text()));
    }

    private SqlStatement withValues(SqlStatement statement) {
        return new SqlStatement(
                variables.replaceIn(statement.text()),
                statement.position(),
                statement.copiesFromStdin(),
                statement.annotation().map(variables::replaceIn));
    }
}
