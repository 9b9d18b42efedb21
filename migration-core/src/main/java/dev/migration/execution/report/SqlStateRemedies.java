package dev.migration.execution.report;

/** What to do about an SQLSTATE (PostgreSQL manual, appendix A). */
public final class SqlStateRemedies {

    /** The last sentence of some remedies; a caller that reverts the earlier revisions removes it. */
    public static final String EARLIER_REVISIONS_STAY = " The revisions before it stay applied.";

    /** Ours, for a state in which only a person can say how to go on. */
    public static final String UNCLEAR = "MG001";

    /** Ours, for a Java revision that waited for itself on another connection. */
    public static final String SELF_BLOCKED = "MG002";

    private SqlStateRemedies() {}

    public static String forState(String state, String place) {
        return switch (state) {
            case "42501" ->
                "Give the migrating role what it lacks (GRANT, or make it the owner), or migrate with another role:"
                        + " migration.username and migration.password. Then start again.";
            case "55P03" ->
                "Other sessions held the lock on the table all the time. End them (SELECT pg_terminate_backend(PID)) or wait for"
                        + " them, then start again; or raise the revision's '@retry-for'.";
            case "57014" ->
                "The statement was cancelled or took longer than statement_timeout. Start again, or raise the"
                        + " revision's '@statement-timeout'.";
            case UNCLEAR ->
                "Look at the database and make it what the statement should have made, or take it back. Then say so:"
                        + " Migrator.resolve with APPLIED or ROLLED_BACK, and start again.";
            case SELF_BLOCKED ->
                "Do that work on the migration's connection (context.jdbc()), or in a revision of its own.";
            case "40P01", "40001" -> "Another session was in the way. Start again.";
            case "25001" ->
                "The statement cannot run inside a transaction. Put '-- @transaction none' into the header of its revision, and"
                        + " each statement is committed by itself; a hook or a repeatable cannot have that, so move it into"
                        + " a revision.";
            case "25006" -> "The database takes no writes: connect to the primary, with a role that may write.";
            case "53100" -> "The server's disk is full. Make room and start again.";
            default -> byClass(state, place);
        };
    }

    /** The same about the way down, which begins with a command and not with a start. */
    static String inDowngrade(String state, String place) {
        String remedy = forState(state, place);
        return remedy.equals(correct(place))
                ? "Correct " + place + " and downgrade again. What was taken off before it stays off."
                : remedy;
    }

    private static String byClass(String state, String place) {
        if (state.startsWith("08") || state.startsWith("57P")) {
            return "The connection to the server was lost. Look at the server's log, then start again: what was committed"
                    + " is known, the rest is repeated.";
        }
        if (state.startsWith("23")) {
            return "Data that are in the database break the rule. Correct them in a statement before it in the same revision,"
                    + " then start again.";
        }
        return correct(place);
    }

    private static String correct(String place) {
        return "Correct " + place + " and start again." + EARLIER_REVISIONS_STAY;
    }
}
