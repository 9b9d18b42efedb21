package dev.migration.cli.command;

/** How many of several databases a command is for. */
public enum DatabaseSelection {
    /** None: it would do the same for each. */
    NO_DATABASE,
    /** One, which has to be named: it writes into the folders of that one. */
    ONE_DATABASE,
    /** Each, whatever becomes of the others. */
    EACH_DATABASE,
    /** Each, until it fails at one. */
    EACH_UNTIL_ONE_FAILS
}
