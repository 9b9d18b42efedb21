// SPDX-License-Identifier: Apache-2.0
package dev.migration.schema.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import dev.migration.sql.Position;
import dev.migration.sql.SqlInput;
import dev.migration.sql.SqlLexer;
import dev.migration.sql.StatementKind;
import dev.migration.sql.StatementWords;
import dev.migration.sql.Token;

/** Finds what a file with the SQL of a schema may not contain, before anything runs. */
final class SqlFileCheck {

    static final String REMEDY =
            "Remove these lines, or write the file with: pg_dump --schema-only --file schema.sql DATABASE";

    private final String file;
    private final List<String> faults = new ArrayList<>();
    private final StatementWords words = new StatementWords();
    private Position start = Position.START;

    /** @param file its name, for messages */
    SqlFileCheck(String file) {
        this.file = file;
    }

    /** All faults, each with its line. */
    List<String> faults(String text) {
        int nul = text.indexOf('\0');
        if (nul >= 0) {
            add(Position.START.within(text, text.codePointCount(0, nul)), "a zero byte");
            return faults;
        }
        SqlLexer lexer = new SqlLexer(SqlInput.of(text));
        for (Token token = lexer.next(); token.kind() != Token.Kind.END; token = lexer.next()) {
            read(token);
            if (lexer.atCopyData()) {
                add(token.position(), "COPY … FROM STDIN: the file has data; a schema has none");
            }
        }
        endStatement();
        return faults;
    }

    private void read(Token token) {
        switch (token.kind()) {
            case TERMINATOR -> endStatement();
            case META_COMMAND -> {
                if (!isRestriction(token.text())) {
                    add(token.position(), token.text().strip() + ": a command of psql, which is not SQL");
                }
            }
            case UNTERMINATED -> add(token.position(), "a quote or a comment that is not closed");
            default -> {
                if (token.isSignificant()) {
                    if (words.isEmpty()) {
                        start = token.position();
                    }
                    words.add(token);
                }
            }
        }
    }

    /** pg_dump writes these commands around a dump; they have no effect on its SQL. */
    private static boolean isRestriction(String command) {
        return command.startsWith("\\restrict ") || command.startsWith("\\unrestrict ");
    }

    private void endStatement() {
        List<String> first = words.list();
        refused(first)
                .ifPresent(reason -> add(
                        start,
                        String.join(" ", first.subList(0, Math.min(3, first.size())))
                                        .toUpperCase(Locale.ROOT) + ": " + reason));
        words.clear();
    }

    private static Optional<String> refused(List<String> statement) {
        if (StatementKind.of(statement) == StatementKind.TRANSACTION_CONTROL) {
            return Optional.of("each statement is committed by itself");
        }
        return SharedObjects.areChangedBy(statement)
                ? Optional.of("all databases of the server share this, and a scratch database does not isolate it")
                : Optional.empty();
    }

    private void add(Position position, String fault) {
        faults.add(file + ", line " + position.line() + ": " + fault);
    }
}
