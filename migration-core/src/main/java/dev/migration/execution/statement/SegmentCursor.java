// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.statement;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import dev.migration.script.ScriptOptions;
import dev.migration.sql.SqlStatement;
import dev.migration.sql.StatementReader;

/** Iterates over the statements of a script and knows where its segments end. */
public final class SegmentCursor {

    private final ScriptStatements script;
    private final StatementReader reader;
    private final Segments segments;
    private final SegmentSettings settings;
    private @Nullable Optional<SqlStatement> next;

    /** @param settings follows the settings of the script */
    public SegmentCursor(
            ScriptStatements script, StatementReader reader, ScriptOptions options, SegmentSettings settings) {
        this.script = script;
        this.reader = reader;
        this.segments = new Segments(options);
        this.settings = settings;
    }

    /** Reads the next statement, which must not happen before the statements before it are executed or buffered. */
    public boolean hasNext() throws Exception {
        return read().isPresent();
    }

    /** The current statement. */
    public SqlStatement statement() throws Exception {
        return read().orElseThrow();
    }

    private Optional<SqlStatement> read() throws Exception {
        if (next == null) {
            next = script.next(reader);
            next.ifPresent(settings::read);
        }
        return next;
    }

    /** The current statement, with the script that contains it. */
    public StepStatement.Scripted scripted() throws Exception {
        return script.scripted(statement());
    }

    /** Whether the current statement is a segment of its own that runs outside a transaction. */
    public boolean isAlone() throws Exception {
        return segments.isAlone(statement());
    }

    /** Whether the current statement is a segment of its own. */
    public boolean isSingle() throws Exception {
        return segments.isSingle(statement());
    }

    /** Whether the current statement is a segment of its own that runs in batches. */
    public boolean isBatched() throws Exception {
        return segments.isBatched(statement());
    }

    /** Whether the current statement may wait for workers. */
    public boolean isInBackground() throws Exception {
        return segments.isInBackground(statement());
    }

    /** Whether a segment ends after the current statement. */
    public boolean isEnd() throws Exception {
        return segments.end(statement());
    }

    /** Skips the current statement. */
    public void skip() throws Exception {
        hasNext();
        next = null;
    }

    /** Whether the last transaction changed a setting; only a server knows. */
    public boolean changedSettings() {
        return settings.areChanged();
    }

    SegmentSettings settings() {
        return settings;
    }

    /** The modes of its transaction with which a segment begins; they are taken from it. */
    List<StepStatement> takeModes() throws Exception {
        List<StepStatement> modes = new ArrayList<>();
        while (hasNext() && TransactionModes.isMode(statement())) {
            modes.add(scripted());
            skip();
        }
        return modes;
    }

    void addTo(StatementSink sink) throws Exception {
        script.add(statement(), reader, sink);
        skip();
    }
}
