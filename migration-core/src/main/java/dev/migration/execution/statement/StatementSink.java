package dev.migration.execution.statement;

import java.util.List;

import dev.migration.script.RepeatableScript;
import dev.migration.sql.StatementReader;
import dev.migration.version.StateStatement;

/** Takes what a step consists of, in order: sends it to a server, or writes it into a text. */
public interface StatementSink {

    void add(StepStatement parcel) throws Exception;

    /** Rows that are written where they stand among the statements. */
    void addRows(List<StateStatement> rows) throws Exception;

    /** What follows is read in another way, so what was added must be done before. */
    void flush() throws Exception;

    /** A COPY from stdin, whose data are the next lines of the script. */
    void copyIn(StepStatement.Scripted copy, StatementReader data) throws Exception;

    /** A COPY to stdout; as psql does with its output, nobody keeps what it gives out. */
    void copyOut(StepStatement.Scripted copy) throws Exception;

    /** Whether a backslash in a plain literal is an ordinary character where the outlet is now. */
    boolean readsBackslashesAsTheyAre();

    /** What was added resets the session: that must be over before a script is read whose backslashes mean themselves again. */
    default void flushBeforeReading() throws Exception {
        if (!readsBackslashesAsTheyAre()) {
            flush();
        }
    }

    /** A repeatable, which an outlet that does not know what is applied may make depend on that. */
    default void repeatable(RepeatableScript script, Parcels parcels) throws Exception {
        parcels.add();
    }

    /** Hands parcels to the outlet. */
    @FunctionalInterface
    interface Parcels {
        void add() throws Exception;
    }

    default void addAll(List<StepStatement> parcels) throws Exception {
        for (StepStatement parcel : parcels) {
            add(parcel);
        }
    }

    /** What must hold before the rows are written, and the rows that end the transaction. */
    default void finish(List<StepStatement> before, List<StateStatement> rows) throws Exception {
        addAll(before);
        addRows(rows);
        flush();
    }
}
