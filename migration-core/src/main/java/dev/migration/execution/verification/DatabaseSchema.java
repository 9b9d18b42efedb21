// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.verification;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import dev.migration.schema.OwnedScope;
import dev.migration.schema.SchemaObject;
import dev.migration.schema.SchemaSnapshot;
import dev.migration.schema.catalog.SnapshotReader;
import dev.migration.schema.fingerprint.CatalogMark;
import dev.migration.schema.fingerprint.OwnedObjects;
import dev.migration.version.StateTables;

/**
 * What the catalogs say on one connection, in its transaction if there is one.
 *
 * @param tables with their schema
 * @param tenant the schema of the tenant, which is all that its revisions own; empty without tenants
 */
public record DatabaseSchema(Connection connection, StateTables tables, Optional<String> tenant) {

    /** The schemas of the search_path and of the state tables are there before the first revision. */
    private static final String SCHEMAS = """
            SELECT pg_catalog.quote_ident(n.nspname) FROM pg_catalog.pg_namespace n WHERE n.nspname OPERATOR(pg_catalog.=) ?::pg_catalog.name \
            OR ? AND (n.nspname OPERATOR(pg_catalog.=) ANY (pg_catalog.current_schemas(false)) OR n.nspname OPERATOR(pg_catalog.=) 'public')""";

    /** See {@link CatalogMark}. */
    public String mark() throws SQLException {
        return CatalogMark.read(connection);
    }

    /** The schema without the state tables. */
    public SchemaSnapshot snapshot() throws SQLException {
        SchemaSnapshot snapshot = connection.getAutoCommit()
                ? SnapshotReader.read(connection, tables.revisions())
                : SnapshotReader.readInTransaction(connection, tables.revisions());
        return snapshot.only(new OwnedObjects(tables));
    }

    public int serverVersion() throws SQLException {
        return connection.getMetaData().getDatabaseMajorVersion();
    }

    /** What the revisions own if nobody knows what they created. */
    OwnedScope scope() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SCHEMAS)) {
            statement.setString(1, tenant.or(tables::schema).orElse("public"));
            statement.setBoolean(2, tenant.isEmpty());
            try (ResultSet rows = statement.executeQuery()) {
                Set<String> schemas = new TreeSet<>();
                while (rows.next()) {
                    schemas.add(rows.getString(1));
                }
                return OwnedScope.of(schemas);
            }
        }
    }

    Set<SchemaObject> names() throws SQLException {
        return SnapshotReader.names(connection);
    }
}
