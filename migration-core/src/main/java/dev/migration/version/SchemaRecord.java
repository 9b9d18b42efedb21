// SPDX-License-Identifier: Apache-2.0
package dev.migration.version;

import java.time.Instant;
import java.util.List;

/**
 * The schema that a run left, as its last revision stores it.
 *
 * @param revision the revision that was applied last
 * @param at when it was stored, by the clock of the database
 * @param content the fingerprint and its mark
 * @param scope what the revisions own
 */
public record SchemaRecord(String revision, Instant at, Content content, Scope scope) {

    /**
     * A fingerprint.
     *
     * @param hash of the whole schema
     * @param mark of the catalogs of this database
     * @param objects the names and hashes of the objects, packed
     */
    public record Content(String hash, String mark, String objects) {}

    /**
     * What revisions own.
     *
     * @param schemas whose objects they own
     * @param objects what they own elsewhere
     */
    public record Scope(List<String> schemas, List<String> objects) {

        public Scope {
            schemas = List.copyOf(schemas);
            objects = List.copyOf(objects);
        }
    }
}
