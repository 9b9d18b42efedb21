// SPDX-License-Identifier: Apache-2.0
package dev.migration.schema.replay;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.migration.RevisionText;
import dev.migration.Revisions;
import dev.migration.revision.Revision;
import dev.migration.schema.model.SharedObjects;
import dev.migration.sql.Position;
import dev.migration.sql.SqlInput;
import dev.migration.sql.SqlStatement;
import dev.migration.sql.StatementReader;
import dev.migration.sql.StatementWords;

/** The statements of revisions that change what all databases of a server share. */
final class SharedStatements {

    private SharedStatements() {}

    /** The statements among these revisions, each with its revision, for a message. */
    static List<String> of(Revisions revisions, List<Revision> replayed) {
        List<String> found = new ArrayList<>();
        for (Revision revision : replayed) {
            Optional<String> upgrade = revisions.find(revision.id()).flatMap(RevisionText::upgrade);
            upgrade.ifPresent(text -> statements(text).stream()
                    .filter(statement -> SharedObjects.areChangedBy(StatementWords.of(statement.text())))
                    .forEach(statement -> found.add(revision.id() + ": " + statement.summary())));
        }
        return found;
    }

    private static List<SqlStatement> statements(String text) {
        List<SqlStatement> all = new ArrayList<>();
        StatementReader reader = new StatementReader(SqlInput.of(text), Position.START, () -> true);
        for (Optional<SqlStatement> next = reader.next(); next.isPresent(); next = reader.next()) {
            all.add(next.get());
            if (next.get().copiesFromStdin()) {
                while (reader.copyLine().isPresent()) {
                    // The data of COPY is no statement.
                }
            }
        }
        return all;
    }
}
