// SPDX-License-Identifier: Apache-2.0
package dev.migration.schema.fingerprint;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Predicate;

import dev.migration.schema.SchemaObject;
import dev.migration.schema.SchemaSnapshot;
import dev.migration.schema.catalog.SnapshotReader;
import dev.migration.sql.Quoting;
import dev.migration.version.StateTables;

/** The objects that revisions own: everything but the state tables and what belongs to them. */
public record OwnedObjects(StateTables tables) implements Predicate<SchemaObject> {

    /** Reads the schema of a connection in automatic commit, without the state tables. */
    public SchemaSnapshot read(Connection connection) throws SQLException {
        return SnapshotReader.read(connection, tables.revisions()).only(this);
    }

    @Override
    public boolean test(SchemaObject object) {
        String relation = object.ownedBy().orElse(object.name());
        return tables.schema().filter(name -> !isCalled(object.schema(), name)).isPresent()
                || !relation.startsWith(object.schema() + ".")
                || !isStateTable(relation.substring(object.schema().length() + 1));
    }

    private boolean isStateTable(String relation) {
        return tables.names().stream().anyMatch(name -> isCalled(relation, name));
    }

    /** The server quotes a name only if SQL demands it. */
    private static boolean isCalled(String shown, String name) {
        return shown.equals(name) || shown.equals(Quoting.identifier(name));
    }
}
