// SPDX-License-Identifier: Apache-2.0
package dev.migration;

import java.util.List;

import org.springframework.jdbc.core.simple.JdbcClient;

import dev.migration.test.postgres.PostgresDatabase;

/** The contents of a database as lines: catalogs and rows; of the state tables without users and times. */
final class Contents {

    private static final String OURS = "n.nspname !~ '^pg_|^information_schema$'";

    private static final String CATALOG = """
            SELECT concat_ws(' ', 'schema', nspname, nspacl, pg_get_userbyid(nspowner), obj_description(n.oid, 'pg_namespace'))
              FROM pg_namespace n WHERE %1$s
            UNION ALL SELECT concat_ws(' ', 'relation', n.nspname, relname, relkind, relpersistence, pg_get_userbyid(relowner),
                relacl, reloptions, relrowsecurity, relreplident, obj_description(c.oid, 'pg_class'),
                CASE relkind WHEN 'v' THEN pg_get_viewdef(c.oid) WHEN 'm' THEN pg_get_viewdef(c.oid)
                  WHEN 'i' THEN pg_get_indexdef(c.oid) WHEN 'p' THEN pg_get_partkeydef(c.oid) END)
              FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace WHERE %1$s
            UNION ALL SELECT concat_ws(' ', 'index', indexrelid::regclass, indisvalid, indisready, indisclustered) FROM pg_index i
              JOIN pg_class c ON c.oid = indrelid JOIN pg_namespace n ON n.oid = relnamespace WHERE %1$s
            UNION ALL SELECT concat_ws(' ', 'column', n.nspname, relname, attnum, attname, format_type(atttypid, atttypmod),
                attnotnull, attidentity, attgenerated, attstorage, attacl, attisdropped,
                pg_get_expr(adbin, adrelid), col_description(c.oid, attnum))
              FROM pg_attribute a JOIN pg_class c ON c.oid = attrelid JOIN pg_namespace n ON n.oid = relnamespace
              LEFT JOIN pg_attrdef d ON adrelid = attrelid AND adnum = attnum WHERE attnum > 0 AND %1$s
            UNION ALL SELECT concat_ws(' ', 'constraint', conrelid::regclass, conname, convalidated, pg_get_constraintdef(o.oid))
              FROM pg_constraint o JOIN pg_namespace n ON n.oid = connamespace WHERE %1$s
            UNION ALL SELECT concat_ws(' ', 'routine', pg_get_userbyid(proowner), proacl, pg_get_functiondef(p.oid))
              FROM pg_proc p JOIN pg_namespace n ON n.oid = pronamespace WHERE prokind IN ('f', 'p') AND %1$s
            UNION ALL SELECT concat_ws(' ', 'trigger', tgenabled, pg_get_triggerdef(t.oid))
              FROM pg_trigger t JOIN pg_class c ON c.oid = tgrelid JOIN pg_namespace n ON n.oid = relnamespace
              WHERE NOT tgisinternal AND %1$s
            UNION ALL SELECT concat_ws(' ', 'rule', pg_get_ruledef(r.oid))
              FROM pg_rewrite r JOIN pg_class c ON c.oid = ev_class JOIN pg_namespace n ON n.oid = relnamespace WHERE %1$s
            UNION ALL SELECT concat_ws(' ', 'type', n.nspname, typname, typtype, typacl, format_type(typbasetype, typtypmod),
                typdefault, obj_description(t.oid, 'pg_type'))
              FROM pg_type t JOIN pg_namespace n ON n.oid = typnamespace WHERE %1$s
            UNION ALL SELECT concat_ws(' ', 'label', enumtypid::regtype, enumsortorder, enumlabel) FROM pg_enum
            UNION ALL SELECT concat_ws(' ', 'sequence', seqrelid::regclass, seqtypid::regtype, seqstart, seqincrement, seqmax, seqmin,
                seqcycle) FROM pg_sequence
            UNION ALL SELECT concat_ws(' ', 'value', schemaname, sequencename, last_value) FROM pg_sequences
              WHERE sequencename !~ '^migration_'
            UNION ALL SELECT concat_ws(' ', 'policy', schemaname, tablename, policyname, permissive, roles, cmd, qual, with_check)
              FROM pg_policies
            UNION ALL SELECT concat_ws(' ', 'extension', extname, extversion) FROM pg_extension
            UNION ALL SELECT concat_ws(' ', 'rows', relname, query_to_xml(format('SELECT * FROM %%I.%%I AS r ORDER BY r::text',
                n.nspname, relname), true, false, '')::text)
              FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace
              WHERE relkind = 'r' AND relname !~ '^migration_' AND %1$s
            ORDER BY 1""".formatted(OURS);

    private static final String REVISIONS = """
            SELECT concat_ws(' | ', revision, down_revisions, depends_on, branch_labels, replaces, message, type, created,
                coalesce(checksum, 'none'), coalesce(encode(upgrade_sql, 'hex'), 'none'),
                coalesce(encode(downgrade_sql, 'hex'), 'none'), state, coalesce(step, -1), applied_by, application, tool_version)
              FROM %s ORDER BY ordinal""";

    private static final String HISTORY = """
            SELECT concat_ws(' | ', operation, revision, outcome, coalesce(detail, 'none'), coalesce(checksum, 'none'), done_by,
                application, tool_version)
              FROM %s ORDER BY id""";

    private Contents() {}

    static List<String> of(PostgresDatabase database) {
        return of(database, "migration_revision", "migration_history");
    }

    static List<String> of(PostgresDatabase database, String revisions, String history) {
        JdbcClient jdbc = JdbcClient.create(database.dataSource());
        List<String> contents =
                new java.util.ArrayList<>(jdbc.sql(CATALOG).query(String.class).list());
        for (String rows : List.of(REVISIONS.formatted(revisions), HISTORY.formatted(history))) {
            contents.addAll(jdbc.sql(rows).query(String.class).list());
        }
        return contents;
    }
}
