// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.report;

/** The remedy for each SQLSTATE (PostgreSQL manual, appendix A). */
public final class SqlStateRemedies {

    /** The last sentence of some remedies; a caller that reverts the earlier revisions removes it. */
    public static final String EARLIER_REVISIONS_STAY = " The revisions before it stay applied.";

    /** An SQLSTATE of this library: the catalog does not show whether a statement has succeeded. */
    public static final String AMBIGUOUS = "MG001";

    /** An SQLSTATE of this library: a Java revision blocked itself on another connection. */
    public static final String SELF_BLOCKED = "MG002";

    /** An SQLSTATE of this library: a statement was cancelled, because the application and it waited for each other. */
    public static final String GAVE_WAY = "MG003";

    /** In the place of an SQLSTATE: a connection was lost, but not that of the migration. */
    static final String ELSEWHERE = "elsewhere";

    /** An SQLSTATE of this library: a setting that decides how a statement is read was changed where no text shows it. */
    public static final String READING = "MG004";

    /** An SQLSTATE of this library: a condition of a revision does not hold. */
    public static final String CONDITION = "MG005";

    /** An SQLSTATE of this library: code got a failure from another connection that would be retried on that of the migration. */
    public static final String OTHER_CONNECTION = "MG008";

    private SqlStateRemedies() {}

    public static String forState(String state, String place) {
        return switch (state) {
            case "42501" ->
                "Grant the missing privilege to the migrating role, or make it the owner; or migrate with another role:"
                        + " migration.username and migration.password. Then start again.";
            case "55P03" ->
                "Other sessions held the lock during all attempts. End them (SELECT pg_terminate_backend(PID)) or wait for"
                        + " them, then start again; or raise '@retry-for' of the revision.";
            case "57014" ->
                "The statement was cancelled or took longer than statement_timeout. Start again, or raise"
                        + " '@statement-timeout' of the revision.";
            case AMBIGUOUS ->
                "Check the database. Complete what the statement should have done, or revert it. Then record which:"
                        + " resolve REVISION --applied, or resolve REVISION --rolled-back. Then start again.";
            case SELF_BLOCKED ->
                "Run that statement on the connection of the migration (context.jdbc()), or in a revision of its own.";
            case OTHER_CONNECTION ->
                "The connection of the migration is intact, and only its own failures are retried. Make the other server reachable, or"
                        + " let the code repeat what it does there. Then start again.";
            case ELSEWHERE ->
                "The connection of the migration is intact: the statement itself reports this, because another server that it needs"
                        + " does not answer, or a function raises it. Make that server reachable, or correct " + place
                        + ". To drop a subscription whose publisher is gone, first run ALTER SUBSCRIPTION … DISABLE and ALTER"
                        + " SUBSCRIPTION … SET (slot_name = NONE). Then start again.";
            case GAVE_WAY ->
                "Start again while the application does not lock and analyze or alter the same tables in one transaction, or"
                        + " raise '@retry-for' of the revision.";
            case CONDITION -> "Make the condition true, or correct it in " + place + ". Then start again.";
            case READING ->
                "Write SET standard_conforming_strings into the script before the statement, with the value that it needs, and"
                        + " start again.";
            case "40P01", "40001" -> "A concurrent session caused the failure. Start again.";
            case "25001" ->
                "SET TRANSACTION must come first in its revision; in a hook or a repeatable it cannot come first. Any other"
                        + " statement with this error cannot run inside a transaction: add '-- @transaction none' to the header"
                        + " of its revision, so that each statement is committed separately. A hook or a repeatable cannot have"
                        + " it, so move the statement into a revision.";
            case "25P03" ->
                "The process was suspended, or a Java revision did nothing on its connection for too long: the server ended"
                        + " the session, so that its locks did not stay. Start again; if the Java revision needs the time, raise"
                        + " migration.java-idle-timeout.";
            case "25006" ->
                "The transaction is read-only, but the rows that record a revision are written in it. Delete READ ONLY from the"
                        + " script; or, if the database is read-only, connect to the primary, with a role that may write.";
            case "53100" -> "The disk of the server is full. Free space and start again.";
            default -> byClass(state, place);
        };
    }

    /** The remedy for a failed downgrade, which is started by a command and not by a start of the application. */
    static String inDowngrade(String state, String place) {
        String remedy = forState(state, place);
        return remedy.equals(correct(place))
                ? "Correct " + place + " and downgrade again. The revisions that were reverted before it stay reverted."
                : remedy;
    }

    /** The remedy for a failure in a revision whose first segments are done: their text must stay as it is. */
    static String inSegment(String state, String place) {
        return state.startsWith("23")
                ? "Existing data violate the constraint. Correct them by hand, for example with psql, then start again. The text"
                        + " before the failed statement must stay as it is, because it was run."
                : forState(state, place);
    }

    private static String byClass(String state, String place) {
        if (state.startsWith("08") || state.startsWith("57P")) {
            return "The connection to the server was lost. Check the log of the server, then start again: the state tables"
                    + " record what is committed, and the rest is repeated.";
        }
        if (state.startsWith("23")) {
            return "Existing data violate the constraint. Correct them in an earlier statement of the same revision,"
                    + " then start again.";
        }
        return correct(place);
    }

    private static String correct(String place) {
        return "Correct " + place + " and start again." + EARLIER_REVISIONS_STAY;
    }
}
