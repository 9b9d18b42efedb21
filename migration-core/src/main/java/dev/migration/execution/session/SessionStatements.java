// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.session;

import java.util.List;

/** The statements that reset a session between revisions, so that no setting of one revision affects the next. */
public interface SessionStatements {

    /** Whether a pooler assigns a different server session to each transaction. */
    boolean isPooled();

    /** Resets what the last script changed, to be sent together with other statements; empty before the first script. */
    List<String> takeResetStatements();

    /** The same inside a transaction; the timeouts must be set again afterwards. */
    List<String> resetStatementsInTransaction();

    /** Restore the role that the session had when it was opened, so that this role writes the state. */
    List<String> roleStatements();

    /** The same until the transaction ends; a script that continues afterwards has the role that it set. */
    List<String> roleStatementsForTransaction();
}
