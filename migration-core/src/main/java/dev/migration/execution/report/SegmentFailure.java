// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.report;

/** A revision that runs in segments failed in one of them. */
public final class SegmentFailure extends Exception {

    private final int done;

    /** @param done the number of segments that are done and stay */
    public SegmentFailure(int done, Throwable cause) {
        super(cause);
        this.done = done;
    }

    public int done() {
        return done;
    }
}
