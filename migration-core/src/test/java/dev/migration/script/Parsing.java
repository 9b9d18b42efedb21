package dev.migration.script;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.springframework.core.io.ByteArrayResource;

import dev.migration.sql.SqlInput;
import dev.migration.sql.SqlStatement;
import dev.migration.sql.StatementReader;

/** Parses scripts for the tests of this package. */
final class Parsing {

    private Parsing() {}

    static ParsedScript parse(String text) {
        return parse("a.sql", text);
    }

    static ParsedScript parse(String name, String text) {
        return ScriptParser.parse(ScriptSource.of(name, text), Variables.NONE);
    }

    static ParsedScript parse(byte[] bytes) {
        return ScriptParser.parse(new ResourceSource("a.sql", new ByteArrayResource(bytes)), Variables.NONE);
    }

    static ParsedScript parse(String text, Map<String, String> variables) {
        return ScriptParser.parse(ScriptSource.of("a.sql", text), new Variables(variables));
    }

    /** The script of a text without a fault. */
    static RevisionScript.Sql script(String text) {
        return script(parse(text));
    }

    static RevisionScript.Sql script(ParsedScript parsed) {
        if (!parsed.faults().isEmpty()) {
            throw new AssertionError("Faults where none are expected: " + parsed.faults());
        }
        return (RevisionScript.Sql) parsed.script().orElseThrow();
    }

    /** Line and problem of each fault: {@code 3: 'x' is wrong.} */
    static List<String> faults(String text) {
        return faults(parse(text));
    }

    static List<String> faults(ParsedScript parsed) {
        return parsed.faults().stream()
                .map(fault -> fault.line() + ": " + fault.problem())
                .toList();
    }

    /** The statements of a section. */
    static List<SqlStatement> statements(SqlSection section) {
        try (SqlInput input = section.open()) {
            StatementReader reader = new StatementReader(input, section.start(), () -> true);
            List<SqlStatement> statements = new ArrayList<>();
            for (Optional<SqlStatement> next = reader.next(); next.isPresent(); next = reader.next()) {
                statements.add(next.get());
            }
            return statements;
        }
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
