// SPDX-License-Identifier: Apache-2.0
package dev.migration.trace;

import java.util.Map;

/**
 * An object as the catalogs describe it.
 *
 * @param id identifies it among the objects of its kind, also after it is renamed
 * @param relation the oid of the relation to which it belongs; 0 if it belongs to none
 * @param name its name as SQL, qualified if the search path of the script does not find it
 * @param facts what {@link CatalogQueries} selects; a NULL is missing
 */
public record CatalogObject(ObjectKind kind, String id, long relation, String name, Map<String, String> facts) {

    public CatalogObject {
        facts = Map.copyOf(facts);
    }

    /** A fact; empty if it is missing. */
    public String fact(String key) {
        return facts.getOrDefault(key, "");
    }

    /** Whether a fact has this value. */
    public boolean is(String key, String value) {
        return fact(key).equals(value);
    }

    /** Whether a fact of type boolean is true. */
    public boolean is(String key) {
        return is(key, "true");
    }
}
