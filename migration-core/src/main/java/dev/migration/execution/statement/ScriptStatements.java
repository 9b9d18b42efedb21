package dev.migration.execution.statement;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import dev.migration.execution.report.StatementSource;
import dev.migration.script.SqlSection;
import dev.migration.script.Variables;
import dev.migration.sql.SqlInput;
import dev.migration.sql.SqlStatement;
import dev.migration.sql.StatementReader;
import dev.migration.sql.StatementWords;

/** Reads a section statement by statement and hands them to an outlet. */
public final class ScriptStatements {

    private final Variables variables;
    private final StatementSource origin;

    /** @param origin whose statements they are */
    public ScriptStatements(Variables variables, StatementSource origin) {
        this.variables = variables;
        this.origin = origin;
    }

    /** Its last statements may still wait in the outlet afterwards. */
    public void add(SqlSection section, StatementSink outlet) throws Exception {
        try (SqlInput input = section.open()) {
            StatementReader reader = new StatementReader(input, section.start(), outlet::readsBackslashesAsTheyAre);
            for (Optional<SqlStatement> statement = next(reader); statement.isPresent(); statement = next(reader)) {
                add(statement.get(), reader, outlet);
            }
        }
    }

    /** The next statement, with the values of variables in place. */
    public Optional<SqlStatement> next(StatementReader reader) {
        return reader.next().map(this::withValues);
    }

    /** Hands a statement that was just read to the outlet. */
    public void add(SqlStatement statement, StatementReader reader, StatementSink outlet) throws Exception {
        StepStatement.Scripted parcel = parcel(statement);
        if (statement.copiesFromStdin()) {
            outlet.flush();
            outlet.copyIn(parcel, reader);
        } else if (copiesToStdout(statement)) {
            outlet.flush();
            outlet.copyOut(parcel);
        } else {
            outlet.add(parcel);
            if (changesTheLexer(statement)) {
                outlet.flush();
            }
        }
    }

    /** A statement with what it stands in. */
    public StepStatement.Scripted parcel(SqlStatement statement) {
        return new StepStatement.Scripted(statement, origin);
    }

    /** What follows is read in another way, here and by the server, so it must not travel in the same message. */
    private static boolean changesTheLexer(SqlStatement statement) {
        String text = statement.text();
        // Also DO blocks, calls of set_config and RESET ALL; a long text is not searched but sent.
        return text.length() > 10_000
                || text.toLowerCase(Locale.ROOT).contains("standard_conforming_strings")
                || text.toLowerCase(Locale.ROOT).startsWith("reset");
    }

    private static boolean copiesToStdout(SqlStatement statement) {
        if (!statement.text().regionMatches(true, 0, "copy", 0, 4)) {
            return false;
        }
        List<String> words = StatementWords.of(statement.text());
        return Collections.indexOfSubList(words, List.of("to", "stdout")) > 0;
    }

    private SqlStatement withValues(SqlStatement statement) {
        return new SqlStatement(
                variables.replaceIn(statement.text()), statement.position(), statement.copiesFromStdin());
    }
}
