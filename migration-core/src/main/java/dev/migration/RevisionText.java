package dev.migration;

import java.util.Optional;

import dev.migration.revision.Revision;
import dev.migration.script.RevisionScript;
import dev.migration.script.SqlSection;

/**
 * A revision and the script it is in.
 *
 * @param source its file, or its class
 * @param reversible whether a downgrade can take it off
 * @param checksum the hash of its upgrade section's tokens; a Java revision has none
 * @param upgrade its upgrade section as the file has it, with the names of variables; a Java revision has none
 * @param downgrade its downgrade section
 */
public record RevisionText(
        Revision revision,
        String source,
        boolean reversible,
        Optional<String> checksum,
        Optional<String> upgrade,
        Optional<String> downgrade) {

    static RevisionText of(RevisionScript script) {
        Optional<RevisionScript.Sql> sql =
                script instanceof RevisionScript.Sql known ? Optional.of(known) : Optional.empty();
        return new RevisionText(
                script.revision(),
                script.source(),
                script.isReversible(),
                script.checksum(),
                sql.map(RevisionScript.Sql::upgrade).map(SqlSection::text),
                sql.flatMap(RevisionScript.Sql::downgrade).map(SqlSection::text));
    }
}
