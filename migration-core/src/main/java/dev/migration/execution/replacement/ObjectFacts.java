// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.replacement;

import java.util.List;
import java.util.stream.Collectors;

import dev.migration.sql.Quoting;

/**
 * What a database has on an object that is lost when the object is dropped: its owner, privileges and comments, and for a view its
 * triggers, rules, indexes and defaults. Facts that begin with GRANT or COMMENT are statements that restore them.
 */
final class ObjectFacts {

    private static final String GRANTEE =
            "CASE WHEN a.grantee OPERATOR(pg_catalog.=) 0 THEN 'PUBLIC' ELSE pg_catalog.quote_ident(pg_catalog.pg_get_userbyid(a.grantee)) END,"
                    + " CASE WHEN a.is_grantable THEN ' WITH GRANT OPTION' END";

    /** For %1$s, the object id; %2$s, its qualified name as a literal; %3$s, its type as a literal. */
    private static final String OF_VIEW = """
            SELECT pg_catalog.format('owner %%I', pg_catalog.pg_get_userbyid(relowner)) FROM pg_catalog.pg_class WHERE oid OPERATOR(pg_catalog.=) %1$s
            UNION ALL SELECT pg_catalog.format('GRANT %%s ON TABLE %%s TO %%s%%s', a.privilege_type, %2$s, GRANTEE)
              FROM pg_catalog.pg_class, pg_catalog.aclexplode(COALESCE(relacl, pg_catalog.acldefault('r', relowner))) a WHERE oid OPERATOR(pg_catalog.=) %1$s
            UNION ALL SELECT pg_catalog.format('GRANT %%s (%%I) ON TABLE %%s TO %%s%%s', a.privilege_type, attname, %2$s, GRANTEE)
              FROM pg_catalog.pg_attribute, pg_catalog.aclexplode(attacl) a WHERE attrelid OPERATOR(pg_catalog.=) %1$s AND NOT attisdropped
            UNION ALL SELECT pg_catalog.format('COMMENT ON COLUMN %%s.%%I IS %%L', %2$s, attname, pg_catalog.col_description(attrelid, attnum))
              FROM pg_catalog.pg_attribute WHERE attrelid OPERATOR(pg_catalog.=) %1$s AND pg_catalog.col_description(attrelid, attnum) IS NOT NULL
            UNION ALL SELECT pg_catalog.format('WITH (%%s)', pg_catalog.unnest(reloptions)) FROM pg_catalog.pg_class WHERE oid OPERATOR(pg_catalog.=) %1$s
            UNION ALL SELECT pg_catalog.format('default of %%I: %%s', attname, pg_catalog.pg_get_expr(adbin, adrelid))
              FROM pg_catalog.pg_attrdef JOIN pg_catalog.pg_attribute ON attrelid OPERATOR(pg_catalog.=) adrelid AND attnum OPERATOR(pg_catalog.=) adnum
              WHERE adrelid OPERATOR(pg_catalog.=) %1$s
            UNION ALL SELECT pg_catalog.format('%%s (%%s)', pg_catalog.pg_get_triggerdef(oid), tgenabled)
              FROM pg_catalog.pg_trigger WHERE tgrelid OPERATOR(pg_catalog.=) %1$s AND NOT tgisinternal
            UNION ALL SELECT pg_catalog.pg_get_ruledef(oid) FROM pg_catalog.pg_rewrite
              WHERE ev_class OPERATOR(pg_catalog.=) %1$s AND rulename OPERATOR(pg_catalog.<>) '_RETURN'
            UNION ALL SELECT pg_catalog.pg_get_indexdef(indexrelid) FROM pg_catalog.pg_index WHERE indrelid OPERATOR(pg_catalog.=) %1$s
            """.replace("GRANTEE", GRANTEE);

    private static final String OF_ROUTINE = """
            SELECT pg_catalog.format('owner %%I', pg_catalog.pg_get_userbyid(proowner)) FROM pg_catalog.pg_proc WHERE oid OPERATOR(pg_catalog.=) %1$s
            UNION ALL SELECT pg_catalog.format('GRANT %%s ON ROUTINE %%s TO %%s%%s', a.privilege_type, %2$s, GRANTEE)
              FROM pg_catalog.pg_proc, pg_catalog.aclexplode(COALESCE(proacl, pg_catalog.acldefault('f', proowner))) a WHERE oid OPERATOR(pg_catalog.=) %1$s
            UNION ALL SELECT 'SECURITY DEFINER' FROM pg_catalog.pg_proc WHERE oid OPERATOR(pg_catalog.=) %1$s AND prosecdef
            UNION ALL SELECT pg_catalog.format('SET %%s', pg_catalog.unnest(proconfig)) FROM pg_catalog.pg_proc WHERE oid OPERATOR(pg_catalog.=) %1$s
            """.replace("GRANTEE", GRANTEE);

    private static final String OF_TRIGGER =
            "SELECT pg_catalog.format('enabled: %%s', tgenabled) FROM pg_catalog.pg_trigger WHERE oid OPERATOR(pg_catalog.=) %1$s\n";
    private static final String OF_POLICY =
            "SELECT pg_catalog.format('policy %%I', polname) FROM pg_catalog.pg_policy WHERE oid OPERATOR(pg_catalog.=) %1$s\n";
    private static final String OF_RULE =
            "SELECT pg_catalog.format('enabled: %%s', ev_enabled) FROM pg_catalog.pg_rewrite WHERE oid OPERATOR(pg_catalog.=) %1$s\n";

    private static final String OF_ANY = """
            UNION ALL SELECT pg_catalog.format('COMMENT ON %%s %%s IS %%L', %3$s, %2$s, pg_catalog.obj_description(%1$s, %4$s)) WHERE pg_catalog.obj_description(%1$s, %4$s) IS NOT NULL
            UNION ALL SELECT pg_catalog.format('security label %%s: %%s', provider, label) FROM pg_catalog.pg_seclabel
              WHERE objoid OPERATOR(pg_catalog.=) %1$s AND classoid OPERATOR(pg_catalog.=) ('pg_catalog.' OPERATOR(pg_catalog.||) %4$s)::pg_catalog.regclass
            """;

    private ObjectFacts() {}

    /** Whether the fact is a statement that restores it. */
    static boolean isStatement(String fact) {
        return fact.startsWith("GRANT ") || fact.startsWith("COMMENT ");
    }

    /** A query for one column: the facts. The parameters are SQL expressions. */
    static String query(CreatedObject.Kind kind, String oid, String identity, String type) {
        return (of(kind) + OF_ANY).formatted(oid, identity, type, Quoting.literal(catalog(kind)));
    }

    /** The condition that an object has these facts, and only these if {@code exactly}. */
    static String condition(FoundObject object, List<String> facts, boolean exactly) {
        String present = "ARRAY(SELECT fact FROM ("
                + query(
                        object.kind(),
                        object.current(),
                        Quoting.literal(object.identity()),
                        Quoting.literal(object.type()))
                + ") AS present(fact))";
        String before = facts.stream()
                .map(Quoting::literal)
                .collect(Collectors.joining(", ", "ARRAY[", "]::pg_catalog.text[]"));
        return present + " OPERATOR(pg_catalog.@>) " + before
                + (exactly ? " AND " + present + " OPERATOR(pg_catalog.<@) " + before : "");
    }

    static String catalog(CreatedObject.Kind kind) {
        return switch (kind) {
            case VIEW -> "pg_class";
            case ROUTINE -> "pg_proc";
            case TRIGGER -> "pg_trigger";
            case POLICY -> "pg_policy";
            case RULE -> "pg_rewrite";
        };
    }

    private static String of(CreatedObject.Kind kind) {
        return switch (kind) {
            case VIEW -> OF_VIEW;
            case ROUTINE -> OF_ROUTINE;
            case TRIGGER -> OF_TRIGGER;
            case POLICY -> OF_POLICY;
            case RULE -> OF_RULE;
        };
    }
}
