// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.replacement;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import dev.migration.script.RepeatableScript;
import dev.migration.script.Variables;
import dev.migration.sql.SqlInput;
import dev.migration.sql.SqlStatement;
import dev.migration.sql.StatementReader;

/** An object and the repeatable that creates it. */
record DeclaredObject(RepeatableScript script, CreatedObject object) {

    /**
     * The objects that a repeatable creates, in order. Those that it creates in a DO block or a function are not found, and no
     * unqualified name if it changes its {@code search_path}: it may mean another object.
     */
    static List<DeclaredObject> in(RepeatableScript script, Variables variables) {
        List<DeclaredObject> objects = new ArrayList<>();
        boolean ownPath = false;
        for (String statement : statements(script, variables)) {
            ownPath = ownPath || statement.toLowerCase(Locale.ROOT).contains("search_path");
            CreatedObject.in(statement).ifPresent(object -> objects.add(new DeclaredObject(script, object)));
        }
        if (ownPath) {
            objects.removeIf(declared -> declared.object().isUnqualified());
        }
        return objects;
    }

    /** The statements of a repeatable without the data of COPY. */
    static List<String> statements(RepeatableScript script, Variables variables) {
        List<String> statements = new ArrayList<>();
        try (SqlInput input = script.section().open()) {
            StatementReader reader = new StatementReader(input, script.section().start(), () -> true);
            for (Optional<SqlStatement> next = reader.next(); next.isPresent(); next = reader.next()) {
                statements.add(variables.replaceIn(next.get().text()));
                boolean data = next.get().copiesFromStdin();
                while (data) {
                    data = reader.copyLine().isPresent();
                }
            }
        }
        return statements;
    }
}
