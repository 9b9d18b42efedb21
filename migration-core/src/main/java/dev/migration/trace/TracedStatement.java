// SPDX-License-Identifier: Apache-2.0
package dev.migration.trace;

import dev.migration.sql.SqlStatement;

/**
 * A statement and where it is from.
 *
 * @param revision the id of the revision in whose transaction it ran; empty for repeatables after the last revision
 * @param source the file of the revision, the repeatable or the hook; the class of a Java revision
 * @param statement the statement; empty text for a Java revision, which is traced as a whole
 */
public record TracedStatement(String revision, String source, SqlStatement statement) {

    /** Whether it stands for the code of a Java revision. */
    public boolean isCode() {
        return statement.text().isEmpty();
    }
}
