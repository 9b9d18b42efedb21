// SPDX-License-Identifier: Apache-2.0
package dev.migration.version;

import dev.migration.error.PrintableText;

/**
 * The user, host and application that applied a revision.
 *
 * @param user the database user
 * @param host the machine or container
 * @param application the name of the application
 * @param toolVersion the version of this library, as in its jar
 */
public record AppliedBy(String user, String host, String application, String toolVersion) {

    private static final int LONGEST = 200;

    public AppliedBy {
        user = PrintableText.of(user, LONGEST);
        host = PrintableText.of(host, LONGEST);
        application = PrintableText.of(application, LONGEST);
        toolVersion = PrintableText.of(toolVersion, LONGEST);
    }
}
