// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.page;

import java.util.Optional;

import dev.migration.boot.page.markup.Markup;
import dev.migration.version.FailureDetail;

/**
 * The part of the page for the last operation, if it failed: what failed, the cause, and the place in the script.
 *
 * @param sql whether the reader may see SQL and messages of the server
 */
record FailurePart(FailureDetail failure, String key, boolean sql) {

    void write(Markup page) {
        page.element("h3", "What failed");
        if (sql) {
            page.open("p", "class", "cause").foreign(failure.cause()).close();
        } else {
            failure.sqlState().ifPresent(state -> page.element("p", "SQLSTATE " + state, "class", "cause"));
        }
        place().ifPresent(place -> {
            page.open("p").text("In ").foreign(place, "class", "id").text(".").close();
        });
        if (!sql) {
            page.element(
                    "p",
                    "The log of the instance that ran it has the message of the server; see also migration.endpoint.show-sql.",
                    "class",
                    "quiet");
        } else {
            failure.problem()
                    .ifPresent(problem -> page.open("p").foreign(problem).close());
            if (!failure.context().isEmpty()) {
                DatabaseSection.code(
                        page, "Statement", key + "-message", failure.context().stripIndent());
            }
        }
    }

    private Optional<String> place() {
        String line = failure.line().map(number -> ":" + number).orElse("");
        String column = failure.column().map(number -> ":" + number).orElse("");
        return failure.file().map(file -> file + line + column);
    }
}
