// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.report;

/**
 * Where a user has set the connection to the database, in the words of remedies.
 *
 * @param url the options, variables or properties that have the URL
 * @param login those that have the user name and the password
 * @param waiting what lets the program wait for a server that is starting, with a separator before it; empty if there is nothing
 */
public record ConnectionPlace(String url, String login, String waiting) {

    /** The properties of a Spring application. */
    public static final ConnectionPlace APPLICATION = new ConnectionPlace(
            "spring.datasource.url or migration.url",
            "spring.datasource.username and .password, or migration.username and .password",
            "; migration.connect-for lets a start wait");
}
