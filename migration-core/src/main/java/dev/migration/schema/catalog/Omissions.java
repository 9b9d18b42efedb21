// SPDX-License-Identifier: Apache-2.0
package dev.migration.schema.catalog;

import java.util.Map;
import java.util.Set;

/** What is not compared, and why. Everything else in {@code pg_catalog} is. */
final class Omissions {

    /** Catalogs by name, with the reason. */
    static final Map<String, String> CATALOGS = Map.ofEntries(
            Map.entry("pg_statistic", "data: what ANALYZE measured"),
            Map.entry("pg_statistic_ext_data", "data: what ANALYZE measured"),
            Map.entry("pg_largeobject", "data"),
            Map.entry("pg_largeobject_metadata", "data"),
            Map.entry("pg_init_privs", "what extensions and initdb granted"),
            Map.entry("pg_subscription_rel", "the progress of a subscription"),
            Map.entry("pg_database", "belongs to the server"),
            Map.entry("pg_db_role_setting", "belongs to the server: the name of a database, or a role"),
            Map.entry("pg_authid", "belongs to the server"),
            Map.entry("pg_auth_members", "belongs to the server"),
            Map.entry("pg_tablespace", "belongs to the server"),
            Map.entry("pg_parameter_acl", "belongs to the server"),
            Map.entry("pg_replication_origin", "belongs to the server"),
            Map.entry("pg_shdepend", "belongs to the server"),
            Map.entry("pg_shdescription", "belongs to the server"),
            Map.entry("pg_shseclabel", "belongs to the server"));

    /** Identifiers and names: an object is known by its name, and refers to others by theirs. */
    private static final Set<String> NAMES = Set.of(
            "oid",
            "relname",
            "relnamespace",
            "attrelid",
            "attname",
            "adrelid",
            "adnum",
            "indexrelid",
            "indrelid",
            "seqrelid",
            "inhrelid",
            "partrelid",
            "ftrelid",
            "ev_class",
            "rulename",
            "tgrelid",
            "tgname",
            "polrelid",
            "polname",
            "stxname",
            "stxnamespace",
            "typname",
            "typnamespace",
            "typrelid",
            "typarray",
            "enumtypid",
            "rngtypid",
            "conname",
            "connamespace",
            "conrelid",
            "contypid",
            "proname",
            "pronamespace",
            "aggfnoid",
            "nspname",
            "prpubid",
            "pnpubid",
            "subdbid",
            "objoid",
            "classoid",
            "objsubid",
            "mapcfg",
            "amopfamily",
            "amprocfamily",
            "reltype");

    /** Files, transaction numbers, sizes and caches: they change without a change of the schema, or repeat other facts. */
    private static final Set<String> PHYSICAL = Set.of(
            "relfilenode",
            "relpages",
            "reltuples",
            "relallvisible",
            "relallfrozen",
            "reltoastrelid",
            "relfrozenxid",
            "relminmxid",
            "relrewrite",
            "relispopulated",
            "indcheckxmin",
            "atthasmissing",
            "attmissingval",
            "attcacheoff",
            "subskiplsn",
            "collversion");

    /** Repeated by another fact: the type, the definition of an index or constraint, or the rows of another catalog. */
    private static final Set<String> REPEATED = Set.of(
            "indkey",
            "indcollation",
            "indclass",
            "indoption",
            "indexprs",
            "indpred",
            "indnatts",
            "conkey",
            "confkey",
            "confdelsetcols",
            "conpfeqop",
            "conppeqop",
            "conffeqop",
            "conexclop",
            "conbin",
            "tgqual",
            "stxkeys",
            "stxexprs",
            "relnatts",
            "relchecks",
            "relhasindex",
            "relhasrules",
            "relhastriggers",
            "relhassubclass",
            "atthasdef",
            "attisdropped",
            "attlen",
            "attbyval",
            "attalign",
            "atttypmod",
            "typtypmod",
            "tgargs",
            "provariadic");

    private Omissions() {}

    static boolean isOmitted(String column) {
        return NAMES.contains(column) || PHYSICAL.contains(column) || REPEATED.contains(column);
    }
}
