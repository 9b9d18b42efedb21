// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.importer.project;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import dev.migration.sql.SqlInput;
import dev.migration.sql.SqlLexer;
import dev.migration.sql.StatementKind;
import dev.migration.sql.Token;

/**
 * Removes {@code BEGIN} and {@code COMMIT} around a whole script. Here each revision is one transaction already, and a script that
 * ends it is refused. Lines keep their numbers. A pair with a transaction mode such as {@code ISOLATION LEVEL} stays, and so does a
 * script with further transaction control: to remove them would change its effect.
 */
final class TransactionWrapper {

    private static final Pattern BEGIN = Pattern.compile("begin( work| transaction)?|start transaction");
    private static final Pattern COMMIT = Pattern.compile("(commit|end)( work| transaction)?");

    /** More tokens than a statement has that begins or ends a transaction without a mode. */
    private static final int LONGEST_CONTROL = 8;

    private final List<String> files = new ArrayList<>();

    private TransactionWrapper() {}

    /** Returns the project without the pairs, and with a note that names the files. */
    static SourceProject removeFrom(SourceProject project) {
        TransactionWrapper wrapper = new TransactionWrapper();
        List<SourceRevision> revisions =
                project.revisions().stream().map(wrapper::unwrapped).toList();
        List<SourceRepeatable> repeatables =
                project.repeatables().stream().map(wrapper::unwrapped).toList();
        List<String> notes = new ArrayList<>(project.notes());
        if (!wrapper.files.isEmpty()) {
            notes.add(
                    "BEGIN and COMMIT around the whole script are left out, because each revision is one transaction here: "
                            + String.join(", ", wrapper.files) + ".");
        }
        return new SourceProject(project.tool(), revisions, repeatables, project.applied(), project.leftOut(), notes);
    }

    private SourceRevision unwrapped(SourceRevision revision) {
        if (revision.statementByStatement()) {
            return revision;
        }
        return new SourceRevision(
                revision.source(),
                revision.revision(),
                false,
                unwrapped(revision.upgrade()),
                revision.downgrade().map(this::unwrapped));
    }

    private SourceRepeatable unwrapped(SourceRepeatable repeatable) {
        return new SourceRepeatable(
                repeatable.name(), repeatable.needs(), repeatable.message(), unwrapped(repeatable.sql()));
    }

    private SourceSql unwrapped(SourceSql sql) {
        List<Statement> statements = statements(sql.text());
        if (!isWrapped(statements)) {
            return sql;
        }
        Statement begin = statements.get(0);
        Statement commit = statements.get(statements.size() - 1);
        StringBuilder text = new StringBuilder(sql.text());
        text.delete(commit.start(), commit.end());
        text.delete(begin.start(), begin.end());
        files.add(sql.file());
        return new SourceSql(text.toString(), sql.file(), sql.firstLine());
    }

    private static boolean isWrapped(List<Statement> statements) {
        return statements.size() > 1
                && BEGIN.matcher(statements.get(0).words()).matches()
                && COMMIT.matcher(statements.get(statements.size() - 1).words()).matches()
                && statements.stream().filter(Statement::isControl).count() == 2;
    }

    private static List<Statement> statements(String text) {
        List<Statement> statements = new ArrayList<>();
        List<Token> tokens = new ArrayList<>();
        SqlLexer lexer = new SqlLexer(SqlInput.of(text));
        Token token = lexer.next();
        while (token.kind() != Token.Kind.END) {
            boolean terminator = token.kind() == Token.Kind.TERMINATOR;
            if (token.isSignificant() || (terminator && !tokens.isEmpty())) {
                tokens.add(token);
            }
            if (terminator) {
                add(tokens, statements);
            }
            token = lexer.next();
        }
        add(tokens, statements);
        return statements;
    }

    private static void add(List<Token> tokens, List<Statement> statements) {
        if (!tokens.isEmpty()) {
            statements.add(Statement.of(tokens));
            tokens.clear();
        }
    }

    /**
     * A statement with its semicolon.
     *
     * @param words its tokens in lower case, separated by blanks, without the semicolon
     * @param start the index of its first character
     * @param end the index after its last character
     */
    private record Statement(String words, int start, int end) {

        static Statement of(List<Token> tokens) {
            Token last = tokens.get(tokens.size() - 1);
            String words = tokens.stream()
                    .filter(Token::isSignificant)
                    .limit(LONGEST_CONTROL)
                    .map(Token::text)
                    .collect(Collectors.joining(" "))
                    .toLowerCase(Locale.ROOT);
            return new Statement(
                    words,
                    (int) tokens.get(0).position().offset(),
                    (int) last.position().offset() + last.text().length());
        }

        boolean isControl() {
            return StatementKind.of(List.of(words.split(" "))) == StatementKind.TRANSACTION_CONTROL;
        }
    }
}
