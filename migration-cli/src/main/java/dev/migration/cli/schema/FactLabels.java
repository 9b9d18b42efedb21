// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.schema;

import java.util.Map;

/** What people call the columns of the catalogs; a column without a label is shown by its name, as in PostgreSQL's manual. */
final class FactLabels {

    private static final Map<String, String> LABELS = Map.ofEntries(
            Map.entry("adbin", "default"),
            Map.entry("attacl", "privileges"),
            Map.entry("attcollation", "collation"),
            Map.entry("attcompression", "compression"),
            Map.entry("attgenerated", "generated"),
            Map.entry("attidentity", "identity"),
            Map.entry("attnotnull", "not null"),
            Map.entry("attnum", "position"),
            Map.entry("attoptions", "options"),
            Map.entry("attstattarget", "statistics target"),
            Map.entry("attstorage", "storage"),
            Map.entry("atttypid", "type"),
            Map.entry("comment description", "comment"),
            Map.entry("convalidated", "validated"),
            Map.entry("conenforced", "enforced"),
            Map.entry("indisvalid", "valid"),
            Map.entry("nspacl", "privileges"),
            Map.entry("nspowner", "owner"),
            Map.entry("proacl", "privileges"),
            Map.entry("proowner", "owner"),
            Map.entry("prosrc", "body"),
            Map.entry("query ev_action", "query"),
            Map.entry("relacl", "privileges"),
            Map.entry("reloptions", "storage parameters"),
            Map.entry("relowner", "owner"),
            Map.entry("relreplident", "replica identity"),
            Map.entry("relrowsecurity", "row level security"),
            Map.entry("seqincrement", "increment"),
            Map.entry("tgenabled", "enabled"),
            Map.entry("typacl", "privileges"),
            Map.entry("typowner", "owner"));

    private FactLabels() {}

    static String of(String fact) {
        if (fact.startsWith("label ") && fact.endsWith(" enumlabel")) {
            return fact.substring(0, fact.length() - " enumlabel".length());
        }
        return LABELS.getOrDefault(fact, fact);
    }
}
