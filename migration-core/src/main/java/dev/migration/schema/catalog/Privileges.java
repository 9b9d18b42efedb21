// SPDX-License-Identifier: Apache-2.0
package dev.migration.schema.catalog;

import java.util.Map;

import dev.migration.sql.Quoting;

/** Privileges as SQL expressions: one line for each privilege, sorted, so that the order of GRANTs does not matter. */
final class Privileges {

    /** The letter of {@code acldefault} and the column of the owner, by column. */
    private static final Map<String, String> DEFAULTS = Map.of(
            "relacl", "acldefault(CASE t.relkind WHEN 'S' THEN 's'::\"char\" ELSE 'r' END, t.relowner)",
            "proacl", "acldefault('f', t.proowner)",
            "typacl", "acldefault('T', t.typowner)",
            "nspacl", "acldefault('n', t.nspowner)",
            "lanacl", "acldefault('l', t.lanowner)",
            "fdwacl", "acldefault('F', t.fdwowner)",
            "srvacl", "acldefault('S', t.srvowner)");

    private Privileges() {}

    /** The privileges of a column of type {@code aclitem[]}; NULL if they are what a new object has. */
    static String of(String column) {
        String granted = list("t." + column);
        String initial = DEFAULTS.get(column);
        return initial == null
                ? granted
                : "CASE WHEN t." + column + " IS NOT NULL THEN nullif(" + granted + ", " + list(initial) + ") END";
    }

    /** A condition: somebody changed the privileges of an object of the server or of an extension. */
    static String changed(String catalog, String column) {
        String initial = "(SELECT p.initprivs FROM pg_init_privs p WHERE p.classoid = 'pg_catalog." + catalog
                + "'::regclass AND p.objoid = t.oid AND p.objsubid = 0)";
        // What somebody revoked and granted again is no change.
        return "t." + column + " IS NOT NULL AND t." + column + " IS DISTINCT FROM " + initial + " AND "
                + list("t." + column) + " IS DISTINCT FROM "
                + list("coalesce(" + initial + ", " + DEFAULTS.get(column) + ")");
    }

    /** A statement: notes the role that {@link #role} shows as {@code (migrating role)}, until the end of the transaction. */
    static String setRole(String ownRelation) {
        return "SELECT pg_catalog.set_config('migration.role', COALESCE((SELECT c.relowner FROM pg_catalog.pg_class c WHERE"
                + " c.oid OPERATOR(pg_catalog.=) pg_catalog.to_regclass(" + Quoting.literal(ownRelation)
                + ")), CURRENT_USER::pg_catalog.regrole::pg_catalog.oid)::pg_catalog.text, true)";
    }

    /** The name of a role. */
    static String role(String oid) {
        return "CASE " + oid
                + " WHEN 0 THEN 'PUBLIC' WHEN current_setting('migration.role')::oid THEN '(migrating role)'"
                + " ELSE pg_get_userbyid(" + oid + ")::text END";
    }

    private static String list(String acl) {
        return "(SELECT string_agg(p.line, ', ' ORDER BY p.line) FROM (SELECT " + role("a.grantee")
                + " || ' ' || a.privilege_type || CASE WHEN a.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END"
                + " || ' by ' || " + role("a.grantor") + " AS line FROM aclexplode(" + acl + ") a) p)";
    }
}
