// SPDX-License-Identifier: Apache-2.0
package dev.migration.rehearsal;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

import dev.migration.rehearsal.RehearsedStatement.Cause;
import dev.migration.rehearsal.RehearsedStatement.Result.LeftOut;
import dev.migration.sql.SqlInput;
import dev.migration.sql.SqlLexer;
import dev.migration.sql.StatementKind;
import dev.migration.sql.StatementWords;
import dev.migration.sql.Token;

/** Finds statements that a rehearsal must not run, because their effect is outside of its transaction. */
final class OutsideEffect {

    private static final Set<String> FUNCTIONS = Set.of(
            "lo_export",
            "pg_cancel_backend",
            "pg_create_logical_replication_slot",
            "pg_create_physical_replication_slot",
            "pg_create_restore_point",
            "pg_drop_replication_slot",
            "pg_file_rename",
            "pg_file_unlink",
            "pg_file_write",
            "pg_logical_emit_message",
            "pg_promote",
            "pg_reload_conf",
            "pg_replication_slot_advance",
            "pg_rotate_logfile",
            "pg_switch_wal",
            "pg_terminate_backend");

    private OutsideEffect() {}

    /** The reason to leave a statement out; empty if it may run. */
    static Optional<LeftOut> of(String statement) {
        List<String> words = StatementWords.of(statement);
        if (StatementKind.of(words) == StatementKind.NON_TRANSACTIONAL) {
            return Optional.of(new LeftOut(Cause.NO_TRANSACTION, "it cannot run in a transaction"));
        }
        if (!words.isEmpty() && words.get(0).equals("discard")) {
            return Optional.of(new LeftOut(
                    Cause.BARRIER, "DISCARD would drop the temporary table that prevents the COMMIT of a rehearsal"));
        }
        if (isServerCopy(words)) {
            return Optional.of(new LeftOut(
                    Cause.OUTSIDE, "its file or program is outside of the database, where nothing is rolled back"));
        }
        return outsideFunction(statement)
                .map(function ->
                        new LeftOut(Cause.OUTSIDE, "it calls " + function + ", whose effect no rollback undoes"));
    }

    private static boolean isServerCopy(List<String> words) {
        if (words.isEmpty() || !words.get(0).equals("copy")) {
            return false;
        }
        for (int index = 1; index + 1 < words.size(); index++) {
            String next = words.get(index + 1);
            if (words.get(index).equals("to") && !next.equals("stdout") && !next.equals("stdin")) {
                return true;
            }
            if (words.get(index).equals("from") && next.equals("program")) {
                return true;
            }
        }
        return false;
    }

    private static Optional<String> outsideFunction(String statement) {
        SqlLexer lexer = new SqlLexer(SqlInput.of(statement));
        for (Token token = lexer.next(); token.kind() != Token.Kind.END; token = lexer.next()) {
            String word = token.text().toLowerCase(Locale.ROOT);
            boolean found = token.kind() == Token.Kind.WORD && (word.startsWith("dblink") || FUNCTIONS.contains(word));
            if (found && lexer.next().text().equals("(")) {
                return Optional.of(word);
            }
        }
        return Optional.empty();
    }
}
