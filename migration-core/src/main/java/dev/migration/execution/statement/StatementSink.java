// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.statement;

import java.util.List;

import dev.migration.script.RepeatableScript;
import dev.migration.sql.StatementReader;
import dev.migration.version.table.StateStatement;

/** Receives the statements of a step, in order: sends them to a server, or writes them into a file. */
public interface StatementSink {

    void add(StepStatement statement) throws Exception;

    /** Adds rows that are written after the statements before them. */
    void addRows(List<StateStatement> rows) throws Exception;

    /** Executes all statements that were added, because they may change how the next statements are parsed. */
    void flush() throws Exception;

    /** Adds a COPY from stdin; its data are the next lines of the script. */
    void copyIn(StepStatement.Scripted copy, StatementReader data) throws Exception;

    /** Adds a COPY to stdout; its output is discarded. */
    void copyOut(StepStatement.Scripted copy) throws Exception;

    /**
     * Whether a backslash in a plain literal is an ordinary character now, see {@code standard_conforming_strings}. A sink may execute
     * statements that were added before, to find out.
     */
    boolean readsBackslashesAsTheyAre();

    /** Adds a repeatable. A sink that does not know what is applied may make it conditional. */
    default void repeatable(RepeatableScript script, Content content) throws Exception {
        content.add();
    }

    /** Adds the statements of a repeatable to the sink. */
    @FunctionalInterface
    interface Content {
        void add() throws Exception;
    }

    default void addAll(List<StepStatement> statements) throws Exception {
        for (StepStatement statement : statements) {
            add(statement);
        }
    }

    /** Adds the conditions that must hold before the rows are written, and the rows that end the transaction. */
    default void finish(List<StepStatement> before, List<StateStatement> rows) throws Exception {
        addAll(before);
        addRows(rows);
        flush();
    }
}
