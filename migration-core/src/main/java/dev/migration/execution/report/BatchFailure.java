package dev.migration.execution.report;

import java.sql.SQLException;

/** One of the statements that travelled together failed. */
public final class BatchFailure extends Exception {

    private final int index;
    private final int position;
    private final transient SQLException error;

    /**
     * @param index which of them, from 0
     * @param position the character in it at which the server found the fault, from 1; 0 when the server does not say
     */
    public BatchFailure(int index, int position, SQLException error) {
        super(error);
        this.index = index;
        this.position = position;
        this.error = error;
    }

    public int index() {
        return index;
    }

    public int position() {
        return position;
    }

    public SQLException error() {
        return error;
    }
}
