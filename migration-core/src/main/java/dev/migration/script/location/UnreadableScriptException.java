// SPDX-License-Identifier: Apache-2.0
package dev.migration.script.location;

import java.io.IOException;
import java.io.UncheckedIOException;

/** A script that cannot be read, with the reason and what to do. */
public final class UnreadableScriptException extends UncheckedIOException {

    private static final long serialVersionUID = 1L;

    private final String remedy;

    UnreadableScriptException(String problem, String remedy) {
        super(problem, new IOException(problem));
        this.remedy = remedy;
    }

    /** What to do. */
    public String remedy() {
        return remedy;
    }
}
