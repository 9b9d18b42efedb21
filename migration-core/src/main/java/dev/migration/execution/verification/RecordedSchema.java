// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.verification;

import java.sql.SQLException;
import java.util.List;
import java.util.Set;

import dev.migration.schema.OwnedScope;
import dev.migration.schema.Ownership;
import dev.migration.schema.SchemaDifference;
import dev.migration.schema.SchemaDifference.Changed;
import dev.migration.schema.fingerprint.SchemaFingerprint;
import dev.migration.version.SchemaRecord;

/** Compares a database with the fingerprint that a run stored. */
public record RecordedSchema(SchemaRecord stored) {

    /** Whether another major version of the server, or another version of this library, stored it. */
    public boolean isComparable(DatabaseSchema database) throws SQLException {
        return SchemaFingerprint.isComparable(stored.content().hash(), database.serverVersion());
    }

    /** Whether the catalogs are still the ones of that time; if not, the schema may nevertheless be equal. */
    public boolean isUntouched(DatabaseSchema database) throws SQLException {
        return database.mark().equals(stored.content().mark());
    }

    /** What differs: each object after {@code +}, {@code -} or {@code ~}. */
    public List<String> differences(DatabaseSchema database) throws SQLException {
        SchemaFingerprint now = SchemaFingerprint.of(Ownership.of(scope(stored.scope()), database.snapshot()));
        if (now.hash().equals(stored.content().hash())) {
            return List.of();
        }
        SchemaFingerprint then = SchemaFingerprint.stored(
                stored.content().hash(), stored.content().objects());
        return then.to(now).withoutParts().stream().map(RecordedSchema::line).toList();
    }

    static OwnedScope scope(SchemaRecord.Scope scope) {
        return new OwnedScope(Set.copyOf(scope.schemas()), Set.copyOf(scope.objects()));
    }

    private static String line(SchemaDifference difference) {
        return difference instanceof Changed ? "~ " + difference.object() : difference.toString();
    }
}
