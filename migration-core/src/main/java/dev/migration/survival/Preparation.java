// SPDX-License-Identifier: Apache-2.0
package dev.migration.survival;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.migration.error.Suppressed;
import dev.migration.execution.report.BatchFailure;
import dev.migration.execution.report.ServerErrors;
import dev.migration.execution.session.SimpleProtocol;

/**
 * Prepares statements in the open transaction, and rolls back to where it was: nothing of it stays, neither locks nor the prepared
 * statement.
 */
record Preparation(Connection connection) {

    private static final String SAVEPOINT = "migration_survival";
    private static final String NAME = "migration_survival_statement";

    private static final String TYPES = "SELECT pg_catalog.array_to_string(p.parameter_types, E'\\n')"
            + " FROM pg_catalog.pg_prepared_statements p WHERE p.name OPERATOR(pg_catalog.=) '" + NAME + "'";

    /** The type of a parameter cannot be inferred; the message has its number. */
    private static final String INDETERMINATE = "42P18";

    private static final String SYNTAX = "42601";

    private static final Pattern PARAMETER = Pattern.compile("\\$(\\d{1,4})");

    /** A literal such as {@code interval '1 day'}, which pg_stat_statements writes {@code interval $1}. */
    private static final Pattern TYPED =
            Pattern.compile("\\b(interval|date|time|timestamp|timestamptz)\\s+(\\$\\d+)", Pattern.CASE_INSENSITIVE);

    /** A statement that the server has accepted, with the types of its parameters, as SQL. */
    record Prepared(String text, List<String> types) {}

    /** Prepares a recorded statement, whose types are not known. */
    Prepared first(String recorded) throws SQLException {
        try {
            return infer(recorded);
        } catch (SQLException failure) {
            String text = TYPED.matcher(recorded).replaceAll("CAST($2 AS $1)");
            if (!ServerErrors.stateOf(failure).equals(SYNTAX) || text.equals(recorded)) {
                throw failure;
            }
            return infer(text);
        }
    }

    /** Parameters whose types cannot be inferred count as text, one after the other. */
    private Prepared infer(String text) throws SQLException {
        List<String> declared = new ArrayList<>();
        while (true) {
            try {
                return new Prepared(text, prepare(text, declared));
            } catch (SQLException failure) {
                int number = indeterminate(failure).orElseThrow(() -> failure);
                while (declared.size() < number) {
                    declared.add("unknown");
                }
                if (declared.get(number - 1).equals("text")) {
                    throw failure;
                }
                declared.set(number - 1, "text");
            }
        }
    }

    private static Optional<Integer> indeterminate(SQLException failure) {
        Matcher matcher = PARAMETER.matcher(ServerErrors.describe(failure));
        return ServerErrors.stateOf(failure).equals(INDETERMINATE) && matcher.find()
                ? Optional.of(Integer.valueOf(matcher.group(1)))
                : Optional.empty();
    }

    /**
     * Prepares it again, with the types that it had: those with which the application sends its values. In one message, because the
     * server has accepted the text as one statement before.
     */
    void again(Prepared prepared) throws SQLException {
        try {
            send(
                    "SAVEPOINT " + SAVEPOINT,
                    head(prepared.types()) + prepared.text(),
                    "ROLLBACK TO SAVEPOINT " + SAVEPOINT,
                    "RELEASE SAVEPOINT " + SAVEPOINT,
                    "DEALLOCATE " + NAME);
        } catch (SQLException refused) {
            rollback(refused);
            throw refused;
        }
    }

    /** What comes before the text of a statement in {@link #again}. */
    static String before(Prepared prepared) {
        return "SAVEPOINT " + SAVEPOINT + ";\n" + head(prepared.types());
    }

    private static String head(List<String> types) {
        return "PREPARE " + NAME + (types.isEmpty() ? "" : " (" + String.join(", ", types) + ")") + " AS ";
    }

    private void rollback(SQLException refused) {
        try {
            send("ROLLBACK TO SAVEPOINT " + SAVEPOINT, "RELEASE SAVEPOINT " + SAVEPOINT);
        } catch (SQLException second) {
            Suppressed.add(refused, second);
        }
    }

    /** The server itself refuses a text that has several statements. */
    private List<String> prepare(String text, List<String> types) throws SQLException {
        send("SAVEPOINT " + SAVEPOINT);
        try {
            SimpleProtocol.sendSingle(connection, head(types) + text, notice -> {});
        } catch (BatchFailure refused) {
            rollback(refused.error());
            throw refused.error();
        }
        // Prepared statements are not part of a transaction.
        Optional<String> found = send(
                TYPES, "ROLLBACK TO SAVEPOINT " + SAVEPOINT, "RELEASE SAVEPOINT " + SAVEPOINT, "DEALLOCATE " + NAME);
        return found.filter(names -> !names.isEmpty())
                .map(names -> List.of(names.split("\n")))
                .orElse(List.of());
    }

    private Optional<String> send(String... statements) throws SQLException {
        try {
            return SimpleProtocol.send(connection, List.of(statements), notice -> {});
        } catch (BatchFailure failure) {
            throw failure.error();
        }
    }
}
