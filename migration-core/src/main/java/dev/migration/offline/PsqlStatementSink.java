// SPDX-License-Identifier: Apache-2.0
package dev.migration.offline;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import dev.migration.error.MigrationException;
import dev.migration.execution.report.SqlStateRemedies;
import dev.migration.execution.report.StatementFailure;
import dev.migration.execution.statement.StatementSink;
import dev.migration.execution.statement.StepStatement;
import dev.migration.script.RepeatableScript;
import dev.migration.sql.Quoting;
import dev.migration.sql.StatementReader;
import dev.migration.sql.section.ConformingStrings;
import dev.migration.version.table.ServerEncoding;
import dev.migration.version.table.StateStatement;

/** Writes statements into a text for psql. */
final class PsqlStatementSink implements StatementSink {

    /** They may undo a change of the settings. */
    private static final Pattern SAVEPOINTS = Pattern.compile("(savepoint|rollback|release)\\b");

    private final PsqlText text;
    private final StateTableNames names;
    private final PendingRepeatablesText pending;
    private ConformingStrings strings = new ConformingStrings();
    private boolean backslashes;
    private boolean beyondAscii;
    private boolean readBackslashes;

    /** Whether a statement since the last check may have changed how the server reads, although its text does not show it. */
    private boolean unknown;

    PsqlStatementSink(PsqlText text, StateTableNames names) {
        this.text = text;
        this.names = names;
        this.pending = new PendingRepeatablesText(names);
    }

    @Override
    public void add(StepStatement statement) throws IOException {
        if (statement instanceof StepStatement.Scripted scripted) {
            script(scripted.sql());
        } else if (statement instanceof StepStatement.Condition condition) {
            require(condition);
        } else if (!(statement instanceof StepStatement.Number)) {
            own(statement.sql());
        }
    }

    @Override
    public void addRows(List<StateStatement> rows) throws IOException {
        requireSettings();
        try {
            for (StateStatement row : rows) {
                StateStatement named = new StateStatement(names.inText(row.sql()), row.parameters());
                if (ServerEncoding.ascii().holds(String.join("", named.texts()))) {
                    row(named);
                } else {
                    rowInAnyEncoding(named);
                }
            }
        } finally {
            rows.forEach(StateStatement::release);
        }
    }

    private void row(StateStatement statement) throws IOException {
        statement.writeTo(text.text());
        text.end(statement.sql());
    }

    /** Only psql knows the encoding of the database, in which a text of ours must not stop a revision. */
    private void rowInAnyEncoding(StateStatement statement) throws IOException {
        String encodings = ServerEncoding.holding(statement.texts()).stream()
                .map(Quoting::literal)
                .collect(Collectors.joining(", ", "ARRAY[", "]::pg_catalog.text[]"));
        Set<String> replaced = new TreeSet<>();
        StateStatement inAscii = statement.in(ServerEncoding.ascii(), replaced);
        String variable = PsqlText.VARIABLE + "fits";
        text.keep("SELECT pg_catalog.getdatabaseencoding()::pg_catalog.text OPERATOR(pg_catalog.=) ANY (" + encodings
                + ") AS " + variable);
        text.line("\\if :" + variable);
        row(statement);
        text.line("\\else");
        text.line("\\warn The encoding of this database cannot hold " + String.join(" or ", replaced)
                + ". The state tables have these code points instead. The revision itself was not changed.");
        row(inAscii);
        text.line("\\endif");
    }

    @Override
    public void flush() {
        // psql sends each statement separately.
    }

    /** A statement of a script. */
    void script(String sql) throws IOException {
        if (readBackslashes && unknown) {
            requireSettings();
        }
        readBackslashes = false;
        unknown |= !sql.regionMatches(true, 0, "insert", 0, 6);
        text.line(ScriptText.of(sql, strings.areOn()) + ";");
        note(sql);
        follow(sql);
    }

    @Override
    public void copyIn(StepStatement.Scripted copy, StatementReader data) throws IOException {
        script(copy.sql());
        String end = "\n";
        for (Optional<String> line = data.copyLine(); line.isPresent(); line = data.copyLine()) {
            String written = line.get().endsWith("\n") ? line.get() : line.get() + end;
            text.text().append(written);
            // The server accepts only line ends of one kind, also after the mark.
            end = written.endsWith("\r\n") ? "\r\n" : "\n";
            note(written);
        }
        text.text().append("\\.").append(end);
    }

    @Override
    public void copyOut(StepStatement.Scripted copy) throws IOException {
        script(copy.sql());
    }

    @Override
    public boolean readsBackslashesAsTheyAre() {
        readBackslashes = true;
        backslashes |= unknown;
        return strings.areOn();
    }

    @Override
    public void repeatable(RepeatableScript script, Content content) throws Exception {
        text.comment("repeatable " + script.repeatable().name() + " (" + script.source() + ")");
        pending.around(script, text, content);
    }

    private void own(String sql) throws IOException {
        text.statement(names.inText(sql));
        if (sql.equals("RESET ALL")) {
            strings = new ConformingStrings();
            text.utf8();
        } else if (sql.contains("BEGIN ISOLATION")) {
            strings.endOfTransaction();
        }
    }

    private void require(StepStatement.Condition condition) throws IOException {
        String sql = names.inText(condition.condition());
        if (condition.otherwise() instanceof MigrationException known) {
            text.require(sql, known.problem(), known.remedy());
        } else if (condition.otherwise() instanceof StatementFailure declared
                && declared.getCause() instanceof SQLException reason
                && SqlStateRemedies.CONDITION.equals(reason.getSQLState())) {
            String place =
                    declared.origin().source() + ":" + declared.position().line();
            text.require(
                    sql,
                    place + "  " + reason.getMessage() + ": "
                            + declared.statement().summary(),
                    SqlStateRemedies.forState(SqlStateRemedies.CONDITION, place));
        } else {
            text.require(
                    sql,
                    Optional.ofNullable(condition.otherwise().getMessage()).orElse("A condition does not hold."),
                    "Check which statements were executed, and what remains of them.");
        }
    }

    /** Notes characters whose meaning depends on settings of the server. */
    private void note(String written) {
        backslashes |= written.indexOf('\\') >= 0;
        beyondAscii |= written.chars().anyMatch(character -> character > 0x7F);
    }

    /**
     * A function of a script may change these settings although the text does not show it: {@link #follow} cannot detect that.
     */
    private void requireSettings() throws IOException {
        List<String> conditions = new ArrayList<>();
        if (backslashes) {
            conditions.add("pg_catalog.current_setting('standard_conforming_strings')::boolean OPERATOR(pg_catalog.=) "
                    + strings.areOn());
        }
        if (beyondAscii) {
            conditions.add("pg_catalog.current_setting('client_encoding') OPERATOR(pg_catalog.=) 'UTF8'");
        }
        backslashes = false;
        beyondAscii = false;
        unknown = false;
        if (!conditions.isEmpty()) {
            text.require(
                    String.join(" AND ", conditions),
                    "The script changed how the server parses backslashes or characters, and its text does not show where.",
                    "Use SET standard_conforming_strings or SET client_encoding in the script, or run the command on the"
                            + " database itself.");
        }
    }

    /** Follows the settings that a statement may change. */
    private void follow(String sql) throws IOException {
        String lower = sql.toLowerCase(Locale.ROOT);
        boolean resets = lower.startsWith("reset") || lower.startsWith("discard");
        if (resets || SAVEPOINTS.matcher(lower).lookingAt() || lower.contains("standard_conforming_strings")) {
            strings.statement(sql);
        }
        if (resets || lower.contains("client_encoding") || (lower.startsWith("set") && lower.contains("names"))) {
            text.utf8();
        }
    }
}
