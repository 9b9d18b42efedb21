// SPDX-License-Identifier: Apache-2.0
package dev.migration.script.load;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.springframework.core.io.ByteArrayResource;

import dev.migration.script.RevisionScript;
import dev.migration.script.SqlSection;
import dev.migration.script.Variables;
import dev.migration.script.location.ResourceSource;
import dev.migration.script.location.ScriptSource;
import dev.migration.script.parse.ParsedScript;
import dev.migration.script.parse.ScriptParser;
import dev.migration.sql.SqlInput;
import dev.migration.sql.SqlStatement;
import dev.migration.sql.StatementReader;

/** Parses scripts for the tests of this package. */
public final class Parsing {

    private Parsing() {}

    public static ParsedScript parse(String text) {
        return parse("a.sql", text);
    }

    public static ParsedScript parse(String name, String text) {
        return ScriptParser.parse(ScriptSource.of(name, text), Variables.NONE);
    }

    public static ParsedScript parse(byte[] bytes) {
        return ScriptParser.parse(new ResourceSource("a.sql", new ByteArrayResource(bytes)), Variables.NONE);
    }

    public static ParsedScript parse(String text, Map<String, String> variables) {
        return ScriptParser.parse(ScriptSource.of("a.sql", text), Variables.of(variables));
    }

    /** The script of a text without faults. */
    public static RevisionScript.Sql script(String text) {
        return script(parse(text));
    }

    public static RevisionScript.Sql script(ParsedScript parsed) {
        if (!parsed.faults().isEmpty()) {
            throw new AssertionError("Faults where none are expected: " + parsed.faults());
        }
        return (RevisionScript.Sql) parsed.script().orElseThrow();
    }

    /** The line and the problem of each fault: {@code 3: 'x' is wrong.} */
    public static List<String> faults(String text) {
        return faults(parse(text));
    }

    public static List<String> faults(ParsedScript parsed) {
        return parsed.faults().stream()
                .map(fault -> fault.line() + ": " + fault.problem())
                .toList();
    }

    /** The statements of a section. */
    public static List<SqlStatement> statements(SqlSection section) {
        try (SqlInput input = section.open()) {
            StatementReader reader = new StatementReader(input, section.start(), () -> true);
            List<SqlStatement> statements = new ArrayList<>();
            for (Optional<SqlStatement> next = reader.next(); next.isPresent(); next = reader.next()) {
                statements.add(next.get());
            }
            return statements;
        }
    }

    public static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
