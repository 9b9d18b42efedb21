// SPDX-License-Identifier: Apache-2.0
package dev.migration.script.parse;

import java.util.List;
import java.util.Optional;

import dev.migration.batch.Batch;
import dev.migration.script.ScriptFault;
import dev.migration.script.SqlSection;
import dev.migration.script.Variables;
import dev.migration.script.location.ScriptSource;
import dev.migration.script.parse.Directive.Word;
import dev.migration.sql.Position;
import dev.migration.sql.SqlLexer;
import dev.migration.sql.Token;
import dev.migration.sql.TokenHash;

/** Finds where the sections of a script begin and end. */
final class ScriptSections {

    private final ScriptSource source;
    private final Variables variables;
    private final HeaderParser header;
    private final FaultCollector faults;
    private final FaultCollector downgradeFaults;
    private final HookDirectives hook;
    private Optional<Word> current = Optional.empty();
    private SectionParser parser;
    private Optional<SqlSection> upgrade = Optional.empty();
    private Optional<SqlSection> downgrade = Optional.empty();
    private Optional<String> checksum = Optional.empty();
    private int firstStatementLine;

    ScriptSections(ScriptSource source, Variables variables, HeaderParser header, FaultCollector faults) {
        this.source = source;
        this.variables = variables;
        this.header = header;
        this.faults = faults;
        this.downgradeFaults = new FaultCollector(source.name());
        this.hook = new HookDirectives(faults);
        this.parser = new SectionParser(faults, variables, Position.START);
    }

    /** Whether the header is still being read. */
    boolean isInHeader() {
        return current.isEmpty();
    }

    /** The parser of the current section, or of the header. */
    SectionParser parser() {
        return parser;
    }

    /** The faults of a downgrade section behind the upgrade section, which do not concern the upgrade. */
    List<ScriptFault> downgradeFaults() {
        return downgradeFaults.toList();
    }

    /** Receives the faults of the text of the current section: quotes that are not closed, commands of psql. */
    FaultCollector faults() {
        boolean separate = current.equals(Optional.of(Word.DOWNGRADE)) && upgrade.isPresent() && !header.isRepeatable();
        return separate ? downgradeFaults : faults;
    }

    HookDirectives hook() {
        return hook;
    }

    Optional<SqlSection> upgrade() {
        return upgrade;
    }

    Optional<SqlSection> downgrade() {
        return downgrade;
    }

    /** The checksum of the upgrade section; empty for a stand-in. */
    Optional<String> checksum() {
        return checksum;
    }

    /**
     * The checksum of a repeatable. Unlike a revision, a repeatable is applied again when the value of a variable changes,
     * so that its checksum includes the values, except those that are secret.
     */
    Optional<String> repeatableChecksum() {
        boolean includesValues = header.isRepeatable()
                && !variables.values().isEmpty()
                && faults.toList().isEmpty();
        return includesValues
                ? upgrade.map(
                        section -> TokenHash.of(variables.withoutSecretValues().replaceIn(section.text())))
                : upgrade.flatMap(section -> checksum);
    }

    /** Begins the section of a repeatable at its first statement: '@upgrade' is optional there. */
    void beginAt(Token firstStatement) {
        firstStatementLine = firstStatement.position().line();
        current = Optional.of(Word.UPGRADE);
        parser = new SectionParser(faults, variables, firstStatement.position());
    }

    /** Begins the section that a directive marks. */
    void begin(Directive directive, Token token, SqlLexer lexer) {
        Word word = directive.word().orElseThrow();
        end(token.position());
        lexer.startStatement();
        if (word == Word.HOOK) {
            hook.begin(directive);
        } else {
            refuseSecond(word, directive);
        }
        List<Batch> triggers = current.equals(Optional.of(Word.UPGRADE)) ? parser.triggers() : List.of();
        current = Optional.of(word);
        parser = new SectionParser(faults, variables, after(token));
        if (word == Word.DOWNGRADE) {
            parser.mustDrop(triggers);
        }
    }

    /** Reads the directive of the next statement. */
    void batch(Directive directive) {
        boolean revision = current.filter(Word::isSection).isPresent() && !header.isRepeatable();
        if (revision) {
            parser.batch(directive, faults());
        } else {
            faults().add(
                            directive.line(),
                            "'@batch' belongs to a statement of a revision.",
                            "Put it directly before a statement of its '@upgrade' or '@downgrade' section.");
        }
    }

    /** Ends the current section. */
    void end(Position end) {
        SqlSection ended = parser.end(source, end, unwrapName());
        if (current.equals(Optional.of(Word.UPGRADE))) {
            refuseNonTransactional(ended);
            upgrade = Optional.of(ended);
            checksum = parser.isStandIn() && !header.isRepeatable() ? Optional.empty() : Optional.of(parser.checksum());
        } else if (current.equals(Optional.of(Word.DOWNGRADE))) {
            downgrade = Optional.of(ended);
        } else if (current.equals(Optional.of(Word.HOOK))) {
            hook.end(ended, parser.nonTransactionalLine());
        }
    }

    private void refuseSecond(Word word, Directive directive) {
        boolean second = word == Word.UPGRADE ? upgrade.isPresent() : downgrade.isPresent();
        if (word == Word.DOWNGRADE && header.isRepeatable()) {
            RepeatableHeader.refuseDowngrade(directive.line(), faults);
        }
        if (second && firstStatementLine > 0) {
            faults.add(
                    firstStatementLine, "A statement comes before '@upgrade'.", "Put a line '-- @upgrade' before it.");
        } else if (second) {
            faults.add(directive.line(), "There is a second '@" + directive.name() + "'.", "Join the two sections.");
        }
    }

    private void refuseNonTransactional(SqlSection ended) {
        if (header.isRepeatable() && !ended.oneTransaction()) {
            faults.add(
                    parser.nonTransactionalLine(),
                    "This statement cannot run in the transaction that all repeatables share.",
                    "Move it into a revision.");
        }
    }

    /** Without a transaction of its own, a script needs its pair. */
    private Optional<String> unwrapName() {
        return Optional.of(header.name().orElse(source.name()))
                .filter(name -> !header.options().statementByStatement());
    }

    private static Position after(Token token) {
        int length = token.text().length();
        Position position = token.position();
        return new Position(position.offset() + length, position.line(), position.column() + length);
    }
}
