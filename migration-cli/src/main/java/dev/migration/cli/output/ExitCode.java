// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.output;

/** The exit codes of the process; scripts rely on them (ADR 17). */
public final class ExitCode {

    /** Success. */
    public static final int OK = 0;

    /** Failure; what was committed before stays. */
    public static final int FAILED = 1;

    /** Usage error: an argument or a setting is invalid; nothing was done. */
    public static final int USAGE = 2;

    /** Revisions are pending, in a command that checks this; or an import or a checkout was not confirmed. */
    public static final int PENDING = 3;

    /** Another session holds the migration lock for longer than {@code migration.lock.wait}. */
    public static final int LOCKED = 4;

    /** The database and the scripts contradict each other; no revision was run. */
    public static final int DIVERGED = 5;

    /** The reader of standard output closed it before the end of the SQL; the code of a process that SIGPIPE ends. */
    public static final int OUTPUT_CLOSED = 141;

    private ExitCode() {}
}
