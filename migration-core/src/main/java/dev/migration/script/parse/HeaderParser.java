// SPDX-License-Identifier: Apache-2.0
package dev.migration.script.parse;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.migration.revision.Identifiers;
import dev.migration.revision.Repeatable;
import dev.migration.revision.Revision;
import dev.migration.script.RepeatableScript;
import dev.migration.script.ScriptCondition;
import dev.migration.script.ScriptOptions;
import dev.migration.script.SqlSection;
import dev.migration.sql.Position;
import dev.migration.sql.SqlInput;
import dev.migration.sql.SqlLexer;
import dev.migration.sql.Token;

/** Collects the directives before the first section. */
final class HeaderParser {

    private static final String APPROVE = "approve=yes";

    private final FaultCollector faults;
    private final Map<Directive.Word, Integer> lines = new EnumMap<>(Directive.Word.class);
    private Optional<String> id = Optional.empty();
    private List<String> downRevisions = List.of();
    private List<String> dependsOn = List.of();
    private List<String> branchLabels = List.of();
    private List<String> replaces = List.of();
    private Optional<Instant> created = Optional.empty();
    private Optional<String> message = Optional.empty();
    private Optional<Duration> lockTimeout = Optional.empty();
    private Optional<Duration> statementTimeout = Optional.empty();
    private Optional<Duration> retryFor = Optional.empty();
    private boolean statementByStatement;
    private final List<ScriptCondition> conditions = new ArrayList<>();
    private ScriptOptions.Background background = ScriptOptions.Background.NO;
    private List<String> independentOf = List.of();
    private Optional<String> repeatable = Optional.empty();
    private List<String> needs = List.of();
    private List<String> reapply = List.of();

    HeaderParser(FaultCollector faults) {
        this.faults = faults;
    }

    void directive(Directive.Word word, Directive directive) {
        if (lines.putIfAbsent(word, directive.line()) != null && !word.isRepeated()) {
            faults.add(directive.line(), "'@" + directive.name() + "' occurs twice.", "Keep one of them.");
        } else if (directive.value().isEmpty() && !word.isFlag()) {
            faults.add(
                    directive.line(),
                    "'@" + directive.name() + "' has no value.",
                    "Write it on the same line, or delete the directive.");
        } else {
            set(word, directive);
        }
    }

    /** Reads a comment before the first section; the first one with text is the message. */
    void comment(String text) {
        if (message.isEmpty()) {
            int begin = 0;
            while (begin < text.length() && text.charAt(begin) == '-') {
                begin++;
            }
            message = Optional.of(text.substring(begin).strip()).filter(words -> !words.isEmpty());
        }
    }

    /** The id of the revision or the name of the repeatable. */
    Optional<String> name() {
        return id.or(() -> repeatable);
    }

    /** The revision, if the header names one. */
    Optional<Revision> revision() {
        return id.map(name ->
                new Revision(name, downRevisions, dependsOn, branchLabels, replaces, created, message.orElse("")));
    }

    /** The directives about repeatables; they contain the repeatable itself if there is a section to run. */
    RepeatableDirectives repeatableDirectives(Optional<SqlSection> section, Optional<String> checksum) {
        Optional<RepeatableScript> script = repeatable.flatMap(name -> section.flatMap(text -> checksum.map(
                hash -> new RepeatableScript(new Repeatable(name, needs, hash, message.orElse("")), options(), text))));
        return new RepeatableDirectives(repeatable, needs, reapply, script);
    }

    boolean isRepeatable() {
        return lines.containsKey(Directive.Word.REPEATABLE);
    }

    /** The names of the repeatables to apply again after the script. */
    List<String> reapply() {
        return reapply;
    }

    /** The line of each directive. */
    Map<Directive.Word, Integer> lines() {
        return lines;
    }

    ScriptOptions options() {
        return new ScriptOptions(
                lockTimeout, statementTimeout, retryFor, statementByStatement, conditions, background, independentOf);
    }

    private void set(Directive.Word word, Directive directive) {
        switch (word) {
            case REVISION -> id = name(directive, directive.value());
            case REVISES -> downRevisions = directive.value().equals("base") ? List.of() : names(directive);
            case DEPENDS_ON -> dependsOn = names(directive);
            case BRANCH -> branchLabels = names(directive);
            case REPLACES -> replaces = names(directive);
            case CREATED -> created = new CreatedDirective(faults).read(directive.value(), directive.line());
            case LOCK_TIMEOUT -> lockTimeout = new DurationDirective(faults).read(directive);
            case STATEMENT_TIMEOUT -> statementTimeout = new DurationDirective(faults).read(directive);
            case RETRY_FOR -> retryFor = new DurationDirective(faults).read(directive);
            case TRANSACTION -> statementByStatement = isNone(directive);
            case REQUIRE -> condition(ScriptCondition.Moment.REQUIRE, directive);
            case ENSURE -> condition(ScriptCondition.Moment.ENSURE, directive);
            case BACKGROUND -> background = background(directive);
            case INDEPENDENT_OF -> independentOf = names(directive);
            case REPEATABLE -> repeatable = name(directive, directive.value());
            case NEEDS -> needs = names(directive);
            case REAPPLY -> reapply = names(directive);
            default -> {}
        }
    }

    /** The condition becomes a part of a statement of ours, so it must not end that statement. */
    private void condition(ScriptCondition.Moment moment, Directive directive) {
        SqlLexer lexer = new SqlLexer(SqlInput.of(directive.value()));
        Token token = lexer.next();
        while (token.isSignificant()
                || token.kind() == Token.Kind.BLOCK_COMMENT
                || token.kind() == Token.Kind.LINE_COMMENT) {
            token = lexer.next();
        }
        if (token.kind() == Token.Kind.END) {
            conditions.add(new ScriptCondition(moment, directive.value(), new Position(0, directive.line(), 1)));
        } else {
            faults.add(
                    directive.line(),
                    "'@" + directive.name() + "' has no single expression.",
                    "Write one SQL expression of the type boolean on the line, without a semicolon; put a query into parentheses.");
        }
    }

    private ScriptOptions.Background background(Directive directive) {
        if (!directive.value().isEmpty() && !directive.value().equals(APPROVE)) {
            faults.add(
                    directive.line(),
                    "'" + directive.value() + "' is not an option of '@background'.",
                    "Write '" + APPROVE + "' if a person must let it run, or nothing.");
        }
        return directive.value().isEmpty() ? ScriptOptions.Background.YES : ScriptOptions.Background.IF_APPROVED;
    }

    private boolean isNone(Directive directive) {
        boolean none = directive.value().equals("none");
        if (!none) {
            faults.add(
                    directive.line(),
                    "'" + directive.value() + "' is not a value of '@transaction'.",
                    "Write 'none', or delete the directive: then the script runs in one transaction if it can.");
        }
        return none;
    }

    private List<String> names(Directive directive) {
        List<String> names = new ArrayList<>();
        for (String value : directive.values()) {
            name(directive, value).ifPresent(names::add);
        }
        return names;
    }

    private Optional<String> name(Directive directive, String name) {
        Optional<String> reason = Identifiers.fault(name);
        reason.ifPresent(
                text -> faults.add(directive.line(), "In '@" + directive.name() + "', " + text + ".", "Rename it."));
        return reason.isPresent() ? Optional.empty() : Optional.of(name);
    }
}
