// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.report;

import java.sql.SQLException;

/** The failure of one of several statements that were sent in one message. */
public final class BatchFailure extends Exception {

    private final int index;
    private final int position;
    private final transient SQLException error;

    /**
     * @param index the index of the statement, from 0
     * @param position the position of the error in the statement, in characters from 1; 0 if the server reports none
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
