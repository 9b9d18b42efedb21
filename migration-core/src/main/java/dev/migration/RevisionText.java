// SPDX-License-Identifier: Apache-2.0
package dev.migration;

import java.util.Optional;
import java.util.function.Function;

import dev.migration.revision.Revision;
import dev.migration.script.RevisionScript;
import dev.migration.script.SqlSection;
import dev.migration.script.Variables;
import dev.migration.sql.Redaction;

/**
 * A revision together with its script, for a display: passwords in the SQL are replaced by {@code ***}.
 *
 * @param revision the revision
 * @param source the file, or the class of a Java revision
 * @param reversible whether a downgrade can revert it
 * @param checksum the hash of the tokens of the upgrade section; empty for a Java revision
 * @param upgrade the upgrade section; empty for a Java revision
 * @param downgrade the downgrade section; empty without one and for a Java revision
 */
public record RevisionText(
        Revision revision,
        String source,
        boolean reversible,
        Optional<String> checksum,
        Optional<String> upgrade,
        Optional<String> downgrade) {

    /** Whether it is a Java revision, which has no SQL. */
    public boolean isJava() {
        return upgrade.isEmpty();
    }

    /** The script with the values of these variables; secret values are never shown. */
    static RevisionText of(RevisionScript script, Variables variables) {
        Function<SqlSection, String> shown =
                section -> Redaction.NONE.of(variables.withoutSecretValues().replaceIn(section.text()));
        Optional<RevisionScript.Sql> sql =
                script instanceof RevisionScript.Sql known ? Optional.of(known) : Optional.empty();
        return new RevisionText(
                script.revision(),
                script.source(),
                script.isReversible(),
                script.checksum(),
                sql.map(RevisionScript.Sql::upgrade).map(shown),
                sql.flatMap(RevisionScript.Sql::downgrade).map(shown));
    }
}
