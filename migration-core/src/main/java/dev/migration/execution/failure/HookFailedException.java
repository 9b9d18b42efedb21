// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.failure;

import dev.migration.execution.report.FailureReport;

/** A hook that runs in a transaction of its own failed and was rolled back. The committed revisions stay. */
public final class HookFailedException extends ScriptFailedException {

    private final String event;

    /** @param event as written in a script, such as {@code before-upgrade} */
    public HookFailedException(String event, FailureReport report, Throwable cause) {
        super(report, cause);
        this.event = event;
    }

    /** The event of the hook, such as {@code before-upgrade}. */
    public String event() {
        return event;
    }
}
