package dev.migration.execution.session;

import java.util.List;

/** What a session needs said between revisions, so that nothing leaks from one into the next. */
public interface SessionStatements {

    /** Whether a pooler gives each transaction another server session. */
    boolean isPooled();

    /** Undo what the last script did to the session, for whoever sends them with others; none before the first script. */
    List<String> takeReset();

    /** The same in the middle of a transaction; its timeouts have to be set again. */
    List<String> resetStatementsInTransaction();

    /** Become the user again that the session began with, so that this user writes the state. */
    List<String> roleStatements();

    /** The same until the transaction ends: a script that goes on then finds the role that it took. */
    List<String> roleStatementsForTransaction();
}
