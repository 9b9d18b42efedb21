// SPDX-License-Identifier: Apache-2.0
package dev.migration.autogenerate.kind;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.migration.autogenerate.catalog.Texts;

/**
 * ALTER DEFAULT PRIVILEGES for one kind of objects.
 *
 * @param role whose objects get the privileges
 * @param schema the schema in which it creates them; empty for all
 * @param objects the kind, as in the statement
 * @param version the major version of the server
 */
public record DefaultGrants(String role, Optional<String> schema, String objects, int version) {

    private static final Map<String, String> LETTERS = Map.of(
            "TABLES",
            "relation",
            "SEQUENCES",
            "sequence",
            "FUNCTIONS",
            "function",
            "TYPES",
            "other",
            "SCHEMAS",
            "schema");

    /** @param before the list of the snapshot; empty if there is no entry */
    public List<String> from(String before, String after) {
        String owner = role.equals("(migrating role)") ? "" : " FOR ROLE " + Texts.role(role);
        String place = schema.map(name -> " IN SCHEMA " + name).orElse("");
        return grants(before).to(grants(after), "", objects, "ALTER DEFAULT PRIVILEGES" + owner + place + " ");
    }

    /** Without an entry, a role has all privileges on its objects; the entry of a schema only adds some. */
    private Grants grants(String list) {
        if (!list.isEmpty() || schema.isPresent()) {
            return Grants.parse(list);
        }
        Grants initial = Grants.initial(LETTERS.getOrDefault(objects, "other"), role, version);
        return switch (objects) {
            case "FUNCTIONS" -> initial.and("PUBLIC", "EXECUTE");
            case "TYPES" -> initial.and("PUBLIC", "USAGE");
            default -> initial;
        };
    }
}
