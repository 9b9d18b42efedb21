// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.command;

/** For how many of several configured databases a command is executed. */
public enum DatabaseSelection {
    /** None: the result would be the same for each. */
    NO_DATABASE,
    /** One, which must be named: the command writes into the folders of that database. */
    ONE_DATABASE,
    /** One, which must be named; of a database with tenants, one tenant: the result depends on its state. */
    ONE_STATE,
    /** Each, also after a failure. */
    EACH_DATABASE,
    /** Each, until the command fails for one. */
    EACH_UNTIL_ONE_FAILS
}
