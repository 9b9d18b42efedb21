package dev.migration.execution;

import java.util.Optional;

import dev.migration.script.RevisionScript;
import dev.migration.script.Variables;
import dev.migration.sql.Position;
import dev.migration.sql.SqlInput;
import dev.migration.sql.SqlStatement;
import dev.migration.sql.StatementReader;
import dev.migration.sql.TokenHash;

/** Shows where a script begins to differ from what was run. */
final class ScriptDifference {

    private ScriptDifference() {}

    /** The first statement that differs, as it was and as it is; an empty text when nothing was stored. */
    static String describe(RevisionScript.Sql script, Variables variables, Optional<String> stored) {
        return stored.map(then -> firstDifference(script, variables, then)).orElse("");
    }

    private static String firstDifference(RevisionScript.Sql script, Variables variables, String stored) {
        StatementReader then = reader(stored, Position.START);
        StatementReader now = reader(script.upgrade().text(), script.upgrade().start());
        Optional<SqlStatement> applied = then.next();
        Optional<SqlStatement> current = now.next();
        while (applied.isPresent() && current.isPresent() && isSame(applied.get(), current.get(), variables)) {
            applied = then.next();
            current = now.next();
        }
        String place =
                current.map(statement -> ":" + statement.position().line()).orElse("");
        return System.lineSeparator() + "  " + script.source() + place + "  first difference"
                + System.lineSeparator() + "    applied: " + show(applied)
                + System.lineSeparator() + "    now:     " + show(current);
    }

    private static StatementReader reader(String text, Position start) {
        return new StatementReader(SqlInput.of(text), start, () -> true);
    }

    private static boolean isSame(SqlStatement applied, SqlStatement current, Variables variables) {
        return TokenHash.of(applied.text()).equals(TokenHash.of(variables.replaceIn(current.text())));
    }

    private static String show(Optional<SqlStatement> statement) {
        return statement.map(SqlStatement::summary).orElse("(nothing)");
    }
}
