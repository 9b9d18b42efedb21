// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.datasource;

import dev.migration.error.MigrationException;

/** A URL that the driver cannot parse. The driver logs such a URL, so it must not get it: it can contain a password. */
public final class InvalidUrlException extends MigrationException {

    private InvalidUrlException(String problem) {
        super(
                problem,
                "Set migration.url or spring.datasource.url to jdbc:postgresql://HOST:PORT/DATABASE, and .username and .password"
                        + " to the login.");
    }

    /**
     * Accepts a URL.
     *
     * @throws InvalidUrlException if it is no JDBC URL, or has a login before the host
     */
    static String require(String url) {
        if (!url.startsWith("jdbc:")) {
            throw new InvalidUrlException("The URL of the database is not a JDBC URL: it does not begin with jdbc:.");
        }
        if (url.startsWith("jdbc:postgresql:") && UrlLogin.isBeforeHost(url)) {
            throw new InvalidUrlException(
                    "The URL of the database has a login before the host, which JDBC does not know.");
        }
        return url;
    }
}
