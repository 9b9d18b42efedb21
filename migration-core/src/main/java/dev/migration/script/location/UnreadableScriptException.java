// SPDX-License-Identifier: Apache-2.0
package dev.migration.script.location;

import java.io.IOException;
import java.io.UncheckedIOException;

/** A script that cannot be read, with the reason and what to do. */
public final class UnreadableScriptException extends UncheckedIOException {

    private static final long serialVersionUID = 1L;

    private final String problem;
    private final String remedy;

    UnreadableScriptException(String problem, String remedy) {
        super(problem, new IOException(problem));
        this.problem = problem;
        this.remedy = remedy;
    }

    /** Why it cannot be read. */
    public String problem() {
        return problem;
    }

    /** What to do. */
    public String remedy() {
        return remedy;
    }
}
