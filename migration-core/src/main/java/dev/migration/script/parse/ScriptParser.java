// SPDX-License-Identifier: Apache-2.0
package dev.migration.script.parse;

import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.util.Optional;

import dev.migration.error.NearestWord;
import dev.migration.revision.Revision;
import dev.migration.script.RevisionScript;
import dev.migration.script.Variables;
import dev.migration.script.location.ScriptSource;
import dev.migration.script.location.UnreadableScriptException;
import dev.migration.script.parse.Directive.Word;
import dev.migration.sql.Position;
import dev.migration.sql.SqlInput;
import dev.migration.sql.SqlLexer;
import dev.migration.sql.Token;

/**
 * Parses one SQL script: the directives of its header and its sections. Reports all faults of the script.
 *
 * <p>A directive is a comment where PostgreSQL reads a comment: {@code -- @param} inside a function body is text.
 */
public final class ScriptParser {

    private final ScriptSource source;
    private final FaultCollector faults;
    private final HeaderParser header;
    private final ScriptSections sections;
    private Optional<EarlyStatement> earlyStatement = Optional.empty();

    private ScriptParser(ScriptSource source, Variables variables) {
        this.source = source;
        this.faults = new FaultCollector(source.name());
        this.header = new HeaderParser(faults);
        this.sections = new ScriptSections(source, variables, header, faults);
    }

    /** Parses a script; the result has faults, or a script, or both. */
    public static ParsedScript parse(ScriptSource source, Variables variables) {
        ScriptParser parser = new ScriptParser(source, variables);
        parser.read();
        return parser.result();
    }

    private void read() {
        try (SqlInput input = source.open()) {
            SqlLexer lexer =
                    new SqlLexer(input, Position.START, () -> sections.parser().standardConformingStrings());
            try {
                read(lexer);
            } catch (UncheckedIOException failure) {
                addUnreadable(lexer.position().line(), failure);
            }
        } catch (UncheckedIOException failure) {
            addUnreadable(0, failure);
        }
    }

    private void read(SqlLexer lexer) {
        Token token = lexer.next();
        for (; token.kind() != Token.Kind.END; token = lexer.next()) {
            token(token, lexer);
        }
        sections.end(token.position());
        earlyStatement.ifPresent(this::refuse);
        if (sections.hook().isBegun()) {
            sections.hook().finish();
        } else {
            requireContent();
        }
    }

    private void requireContent() {
        RepeatableHeader.check(header.lines(), faults);
        if (!header.lines().containsKey(Word.REVISION) && !header.isRepeatable()) {
            faults.add(1, "The script has no '@revision'.", "Begin it with a line '-- @revision ID'.");
        }
        if (sections.upgrade().isPresent()) {
            return;
        }
        if (header.isRepeatable()) {
            faults.add(1, "The repeatable has no statement.", "Write it after the header, or delete the script.");
        } else {
            faults.add(
                    1,
                    "The script has no '@upgrade' section.",
                    "Put a line '-- @upgrade' before the first statement; the section may be empty.");
        }
    }

    private ParsedScript result() {
        Optional<Revision> revision = header.revision();
        Optional<RevisionScript> script = revision.flatMap(known -> sections.upgrade()
                .map(upgrade -> new RevisionScript.Sql(
                        known,
                        header.options(),
                        upgrade,
                        sections.downgrade(),
                        sections.checksum(),
                        header.reapply(),
                        sections.downgradeFaults())));
        return new ParsedScript(
                source.name(),
                header.lines(),
                revision,
                script,
                header.repeatableDirectives(sections.upgrade(), sections.repeatableChecksum()),
                sections.hook().hook(),
                script.isPresent() ? faults.toList() : faults.and(sections.downgradeFaults()));
    }

    private void token(Token token, SqlLexer lexer) {
        switch (token.kind()) {
            case LINE_COMMENT -> comment(token, lexer);
            case META_COMMAND -> refuseMetaCommand(token);
            case UNTERMINATED ->
                sections.faults()
                        .add(
                                token.position().line(),
                                "The quote or comment that begins here is not closed.",
                                "Close it before the end of the script.");
            case WORD, QUOTED, SYMBOL, TERMINATOR -> statement(token, lexer);
            case BLOCK_COMMENT, END -> {}
        }
    }

    private void statement(Token token, SqlLexer lexer) {
        if (sections.isInHeader() && token.isSignificant()) {
            if (header.isRepeatable()) {
                sections.beginAt(token);
            } else if (earlyStatement.isEmpty()) {
                earlyStatement = Optional.of(new EarlyStatement(token.position().line(), faults.size()));
            }
        }
        sections.parser().token(token);
        if (lexer.atCopyData()) {
            new CopyDataCheck(faults)
                    .read(lexer, sections.parser(), token.position().line());
        }
    }

    private void refuse(EarlyStatement statement) {
        boolean hook = sections.hook().isBegun();
        String begin = hook ? "@hook" : "@upgrade";
        faults.addAt(
                statement.faultIndex(),
                statement.line(),
                "A statement comes before '" + begin + "'.",
                "Put a line '-- " + begin + (hook ? " EVENT" : "") + "' before it.");
    }

    private void refuseMetaCommand(Token token) {
        // pg_dump writes these two around its output since August 2025; they only protect psql.
        if (!token.text().startsWith("\\restrict") && !token.text().startsWith("\\unrestrict")) {
            sections.faults()
                    .add(
                            token.position().line(),
                            "'" + token.text().strip() + "' is a psql command, not SQL.",
                            "Delete it, or write it as SQL.");
        }
    }

    private void comment(Token token, SqlLexer lexer) {
        Optional<Directive> directive = Directive.in(token);
        if (directive.isPresent()) {
            directive(directive.get(), token, lexer);
        } else if (sections.isInHeader()) {
            header.comment(token.text());
        }
    }

    private void directive(Directive directive, Token token, SqlLexer lexer) {
        Optional<Word> word = directive.word();
        if (word.isEmpty()) {
            faults.add(
                    directive.line(),
                    "'@" + directive.name() + "' is not a directive."
                            + NearestWord.question(directive.name(), Word.texts()),
                    "Correct it; a comment that is not a directive must not begin with '@'.");
        } else if (word.get() == Word.BATCH) {
            sections.batch(directive);
        } else if (word.get() == Word.HOOK) {
            sections.begin(directive, token, lexer);
        } else if (word.get() != Word.ALLOW) {
            sections.hook().other(directive);
            revisionDirective(directive, token, lexer);
        }
    }

    private void revisionDirective(Directive directive, Token token, SqlLexer lexer) {
        Word word = directive.word().orElseThrow();
        if (word.isSection()) {
            sections.begin(directive, token, lexer);
        } else if (sections.isInHeader() || sections.hook().isBegun()) {
            header.directive(word, directive);
        } else {
            faults.add(
                    directive.line(),
                    "'@" + directive.name() + "' belongs before the first section.",
                    "Move it above '@upgrade'.");
        }
    }

    private void addUnreadable(int line, UncheckedIOException failure) {
        if (failure.getCause() instanceof CharacterCodingException) {
            faults.add(line, "This line is not UTF-8.", "Save the script as UTF-8.");
        } else if (failure instanceof UnreadableScriptException known) {
            faults.add(0, known.problem(), known.remedy());
        } else {
            faults.add(0, "The script cannot be read: " + failure.getMessage(), "Make it readable.");
        }
    }

    /**
     * A statement before the first section.
     *
     * @param faultIndex the index of its fault in the list: only the end of the script shows which section was meant
     */
    private record EarlyStatement(int line, int faultIndex) {}
}
