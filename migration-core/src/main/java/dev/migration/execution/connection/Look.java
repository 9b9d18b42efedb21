// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.connection;

/** What a second connection has found out about a server process. */
sealed interface Look {

    /**
     * The server process exists, or the server can be reached and nothing is known about the process.
     *
     * @param idle since when, or at which byte of a COPY, the process waits for its client; empty if it works or is not known
     */
    record Reachable(String idle) implements Look {}

    /** The server does not have the process. */
    record Gone() implements Look {}

    /** Another server answers, which cannot tell. */
    record Elsewhere() implements Look {}

    /**
     * There is no answer.
     *
     * @param silent whether nothing at all arrived, not even a refusal
     */
    record Unreachable(boolean silent) implements Look {}
}
