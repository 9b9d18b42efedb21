package dev.migration.script.parse;

import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.util.Optional;

import dev.migration.error.NearestWord;
import dev.migration.revision.Revision;
import dev.migration.script.RevisionScript;
import dev.migration.script.SqlSection;
import dev.migration.script.Variables;
import dev.migration.script.location.ScriptSource;
import dev.migration.script.parse.Directive.Word;
import dev.migration.sql.Position;
import dev.migration.sql.SqlInput;
import dev.migration.sql.SqlLexer;
import dev.migration.sql.Token;
import dev.migration.sql.TokenHash;

/**
 * Reads one SQL script: the directives of its header, and where its sections begin and end. Finds every fault of the script,
 * not the first only.
 *
 * <p>A directive is a comment where PostgreSQL sees a comment: {@code -- @param} inside a function body is text.
 */
public final class ScriptParser {

    private final ScriptSource source;
    private final Variables variables;
    private final FaultCollector faults;
    private final HeaderParser header;
    private Optional<SqlSection> upgrade = Optional.empty();
    private Optional<SqlSection> downgrade = Optional.empty();
    private Optional<String> checksum = Optional.empty();
    private Optional<Word> section = Optional.empty();
    private SectionParser reader;
    private int firstStatementLine;
    private final HookDirectives hook;
    private Optional<StrayStatement> stray = Optional.empty();

    private ScriptParser(ScriptSource source, Variables variables) {
        this.source = source;
        this.variables = variables;
        this.faults = new FaultCollector(source.name());
        this.header = new HeaderParser(faults);
        this.hook = new HookDirectives(faults);
        this.reader = new SectionParser(faults, variables, Position.START);
    }

    /** Reads a script; the result has faults, or a script, or both. */
    public static ParsedScript parse(ScriptSource source, Variables variables) {
        ScriptParser parser = new ScriptParser(source, variables);
        parser.read();
        return parser.result();
    }

    private void read() {
        try (SqlInput input = source.open()) {
            SqlLexer lexer = new SqlLexer(input, Position.START, () -> reader.standardConformingStrings());
            try {
                read(lexer);
            } catch (UncheckedIOException failure) {
                unreadable(lexer.position().line(), failure);
            }
        } catch (UncheckedIOException failure) {
            unreadable(0, failure);
        }
    }

    private void read(SqlLexer lexer) {
        Token token = lexer.next();
        for (; token.kind() != Token.Kind.END; token = lexer.next()) {
            token(token, lexer);
        }
        endSection(token.position());
        stray.ifPresent(this::reportStray);
        if (hook.isBegun()) {
            hook.finish();
        } else {
            requireSomething();
        }
    }

    private void requireSomething() {
        RepeatableHeader.check(header.lines(), faults);
        if (!header.lines().containsKey(Word.REVISION) && !header.isRepeatable()) {
            faults.add(1, "The script has no '@revision'.", "Begin it with a line '-- @revision ID'.");
        }
        if (upgrade.isEmpty() && header.isRepeatable()) {
            faults.add(1, "The repeatable has no statement.", "Write it behind the header, or delete the script.");
        } else if (upgrade.isEmpty()) {
            faults.add(
                    1,
                    "The script has no '@upgrade' section.",
                    "Put a line '-- @upgrade' before the first statement; the section may be empty.");
        }
    }

    private ParsedScript result() {
        Optional<Revision> revision = header.revision();
        return new ParsedScript(
                source.name(),
                header.lines(),
                revision,
                revision.flatMap(known -> upgrade.map(section -> new RevisionScript.Sql(
                        known, header.options(), section, downgrade, checksum, header.reapply()))),
                header.repeatableDirectives(upgrade, upgrade.flatMap(this::repeatableChecksum)),
                hook.hook(),
                faults.toList());
    }

    private void token(Token token, SqlLexer lexer) {
        switch (token.kind()) {
            case LINE_COMMENT -> comment(token, lexer);
            case META_COMMAND -> metaCommand(token);
            case UNTERMINATED ->
                faults.add(
                        token.position().line(),
                        "The quote or comment that begins here is not closed.",
                        "Close it before the end of the script.");
            case WORD, QUOTED, SYMBOL, TERMINATOR -> statement(token, lexer);
            case BLOCK_COMMENT, END -> {}
        }
    }

    private void statement(Token token, SqlLexer lexer) {
        if (section.isEmpty() && token.isSignificant()) {
            if (header.isRepeatable()) {
                // Its header ends here, when no '@upgrade' said so before.
                firstStatementLine = token.position().line();
                section = Optional.of(Word.UPGRADE);
                reader = new SectionParser(faults, variables, token.position());
            } else {
                statementInHeader(token);
            }
        }
        reader.token(token);
        if (lexer.atCopyData()) {
            textAfterCopy(lexer.textAfterCopy(), token.position().line());
        }
        for (Optional<String> data = lexer.copyLine(); data.isPresent(); data = lexer.copyLine()) {
            copyData(data.get(), token.position().line());
        }
    }

    private void statementInHeader(Token token) {
        if (upgrade.isEmpty() && stray.isEmpty()) {
            stray = Optional.of(new StrayStatement(token.position().line(), faults.size()));
        }
    }

    private void reportStray(StrayStatement statement) {
        String begin = hook.isBegun() ? "@hook" : "@upgrade";
        faults.addAt(
                statement.fault(),
                statement.line(),
                "A statement stands before '" + begin + "'.",
                "Put a line '-- " + begin + (hook.isBegun() ? " EVENT" : "") + "' before it.");
    }

    private void textAfterCopy(String text, int line) {
        if (!text.isEmpty() && !text.startsWith("--")) {
            faults.add(
                    line,
                    "'" + text + "' stands on the line of a COPY, whose data begin on the next line.",
                    "Move it behind the line \\. that ends the data.");
        }
    }

    private void copyData(String line, int copyLine) {
        if (line.matches("--\\s*@(upgrade|downgrade)\\s*")) {
            faults.add(
                    copyLine,
                    "The data of this COPY run into '" + line.strip() + "'.",
                    "End the data with a line that is only \\.");
        }
        reader.data(line);
    }

    private void metaCommand(Token token) {
        // pg_dump writes these two around its output since August 2025; they only protect psql.
        if (!token.text().startsWith("\\restrict") && !token.text().startsWith("\\unrestrict")) {
            faults.add(
                    token.position().line(),
                    "'" + token.text().strip() + "' is a command of psql, not SQL.",
                    "Delete it, or say it in SQL.");
        }
    }

    private void comment(Token token, SqlLexer lexer) {
        Optional<Directive> directive = Directive.in(token);
        if (directive.isPresent()) {
            directive(directive.get(), token, lexer);
        } else if (section.isEmpty()) {
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
                    "Correct it; a comment that is no directive must not begin with '@'.");
        } else if (!word.get().isSupported()) {
            faults.add(
                    directive.line(),
                    "'@" + directive.name() + "' is not supported by this version.",
                    "Delete it, or write the change without it.");
        } else if (word.get() == Word.HOOK) {
            startHook(directive, token, lexer);
        } else if (word.get() != Word.ALLOW) {
            hook.other(directive);
            revisionDirective(directive, token, lexer);
        }
    }

    private void revisionDirective(Directive directive, Token token, SqlLexer lexer) {
        Word word = directive.word().orElseThrow();
        if (word.isSection()) {
            startSection(word, directive, token, lexer);
        } else {
            headerDirective(word, directive);
        }
    }

    private void headerDirective(Word word, Directive directive) {
        if (section.isPresent() && !hook.isBegun()) {
            faults.add(
                    directive.line(),
                    "'@" + directive.name() + "' belongs above the first section.",
                    "Move it above '@upgrade'.");
        } else {
            header.directive(word, directive);
        }
    }

    private void startSection(Word word, Directive directive, Token token, SqlLexer lexer) {
        endSection(token.position());
        lexer.startStatement();
        boolean twice = word == Word.UPGRADE ? upgrade.isPresent() : downgrade.isPresent();
        if (word == Word.DOWNGRADE && header.isRepeatable()) {
            RepeatableHeader.refuseDowngrade(directive.line(), faults);
        }
        if (twice && firstStatementLine > 0) {
            faults.add(
                    firstStatementLine, "A statement stands before '@upgrade'.", "Put a line '-- @upgrade' before it.");
        } else if (twice) {
            faults.add(directive.line(), "There is a second '@" + directive.name() + "'.", "Join the two sections.");
        }
        section = Optional.of(word);
        reader = new SectionParser(faults, variables, after(token));
    }

    private void startHook(Directive directive, Token token, SqlLexer lexer) {
        endSection(token.position());
        lexer.startStatement();
        hook.begin(directive);
        section = Optional.of(Word.HOOK);
        reader = new SectionParser(faults, variables, after(token));
    }

    private void endSection(Position end) {
        SqlSection ended = reader.end(source, end);
        if (section.equals(Optional.of(Word.UPGRADE))) {
            refuseOutsideTransaction(ended);
            upgrade = Optional.of(ended);
            checksum = Optional.of(reader.checksum());
        } else if (section.equals(Optional.of(Word.DOWNGRADE))) {
            downgrade = Optional.of(ended);
        } else if (section.equals(Optional.of(Word.HOOK))) {
            hook.end(ended, reader.misfit());
        }
    }

    private void refuseOutsideTransaction(SqlSection ended) {
        if (header.isRepeatable() && !ended.oneTransaction()) {
            faults.add(
                    reader.misfit(),
                    "This statement cannot run in the transaction that all repeatables share.",
                    "Put it into a revision.");
        }
    }

    /** Unlike a revision, a repeatable is run again when the value of a variable changes. */
    private Optional<String> repeatableChecksum(SqlSection text) {
        return header.isRepeatable()
                        && !variables.values().isEmpty()
                        && faults.toList().isEmpty()
                ? Optional.of(TokenHash.of(variables.replaceIn(text.text())))
                : checksum;
    }

    private void unreadable(int line, UncheckedIOException failure) {
        if (failure.getCause() instanceof CharacterCodingException) {
            faults.add(line, "This line is not UTF-8.", "Save the script as UTF-8.");
        } else {
            faults.add(0, "The script cannot be read: " + failure.getMessage(), "Make it readable.");
        }
    }

    /**
     * A statement above the first section.
     *
     * @param fault where in the list its fault belongs: what begins the script is known at its end only
     */
    private record StrayStatement(int line, int fault) {}

    private static Position after(Token token) {
        int length = token.text().length();
        Position at = token.position();
        return new Position(at.offset() + length, at.line(), at.column() + length);
    }
}
