// SPDX-License-Identifier: Apache-2.0
package dev.migration.trace;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The queries of a trace. Each row is an object: kind, id, relation, name, and an array of facts, name and value by turns.
 *
 * <p>Only what a transaction touched is read: relations that it locked, and rows of small catalogs that it wrote.
 */
final class CatalogQueries {

    /** One row about the session and its transaction. */
    static final String SESSION = """
            SELECT coalesce(pg_catalog.pg_current_xact_id_if_assigned()::pg_catalog.text, ''), \
            (1000 * EXTRACT(epoch FROM pg_catalog.current_setting('lock_timeout')::pg_catalog.interval))::bigint, \
            pg_catalog.current_setting('server_version_num')""";

    /**
     * A session keeps the counters of a transaction for up to a second, and adds those of the next one. This lets it pass them on at
     * the end of each. Version 14 has no such function: there, a transaction may show the scans of the one before it.
     */
    static final String FLUSH = ", pg_catalog.pg_stat_force_next_flush()";

    /** Every lock of the session on relations and other objects of this database. */
    static final String LOCKS = """
            SELECT l.locktype, coalesce(l.relation, l.objid)::bigint, coalesce(l.classid, 0)::bigint, l.mode \
            FROM pg_catalog.pg_locks l WHERE l.pid = pg_catalog.pg_backend_pid() AND l.granted \
            AND l.locktype IN ('relation', 'object') AND coalesce(l.relation, l.objid) >= 16384""";

    /**
     * Relations and other objects whose row the transaction wrote: a change of privileges takes no lock. Detailed queries are sent only
     * for what this one finds.
     */
    static final String WRITTEN = Stream.of(
                    "class WHERE c.oid >= 16384",
                    "namespace WHERE c.oid >= 2200",
                    "proc WHERE c.oid >= 16384",
                    "type WHERE c.typtype IN ('e', 'd', 'r')",
                    "enum WHERE true",
                    "extension WHERE true",
                    "constraint WHERE c.contypid > 0")
            .map(catalog -> "SELECT '" + catalog.substring(0, 5) + "', c.oid::bigint FROM pg_catalog.pg_"
                    + catalog.replace(" WHERE ", " c WHERE ")
                    + " AND pg_catalog.age(c.xmin) <= pg_catalog.age(?::pg_catalog.xid)")
            .collect(Collectors.joining(" UNION ALL "));

    private static final String RELATIONS = """
            SELECT 'RELATION', c.oid::pg_catalog.text, coalesce(i.indrelid, 0)::bigint, c.oid::pg_catalog.regclass::pg_catalog.text, \
            ARRAY['schema'::text, n.nspname, 'relname', c.relname, 'kind', c.relkind::text, \
            'file', pg_catalog.pg_relation_filenode(c.oid)::text, 'persistence', c.relpersistence::text, \
            'tablespace', c.reltablespace::text, 'method', c.relam::text, 'identity', c.relreplident::text, \
            'security', (c.relrowsecurity OR c.relforcerowsecurity)::text, 'acl', c.relacl::text, 'owner', c.relowner::text, \
            'options', c.reloptions::text, 'unique', i.indisunique::text, 'primary', i.indisprimary::text, \
            'exclusion', i.indisexclusion::text, 'valid', i.indisvalid::text, 'isidentity', i.indisreplident::text, \
            'columns', i.indkey::text, 'definition', pg_catalog.pg_get_indexdef(i.indexrelid), \
            'partition', c.relispartition::text, \
            'parent', (SELECT h.inhparent::text FROM pg_catalog.pg_inherits h WHERE h.inhrelid = c.oid LIMIT 1), \
            'viewdef', CASE WHEN c.relkind IN ('v', 'm') THEN pg_catalog.pg_get_viewdef(c.oid) END, \
            'extension', EXISTS (SELECT FROM pg_catalog.pg_depend d WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass \
            AND d.objid = c.oid AND d.deptype = 'e')::text, \
            'scans', pg_catalog.pg_stat_get_xact_numscans(c.oid)::text, \
            'rows', (pg_catalog.pg_stat_get_xact_tuples_inserted(c.oid) + pg_catalog.pg_stat_get_xact_tuples_updated(c.oid) \
            + pg_catalog.pg_stat_get_xact_tuples_deleted(c.oid))::text] \
            FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace \
            LEFT JOIN pg_catalog.pg_index i ON i.indexrelid = c.oid \
            WHERE c.relkind IN ('r', 'p', 'i', 'I', 'v', 'm', 'S', 'f') AND c.relpersistence <> 't' \
            AND n.nspname <> 'pg_toast' AND n.nspname <> 'information_schema'""";

    private static final String COLUMNS = """
            SELECT 'COLUMN', a.attrelid || ':' || a.attnum, a.attrelid::bigint, pg_catalog.quote_ident(a.attname), \
            ARRAY['number'::text, a.attnum::text, 'type', pg_catalog.format_type(a.atttypid, a.atttypmod), 'typtype', t.typtype::text, \
            'basetype', CASE WHEN t.typtype = 'd' THEN pg_catalog.format_type(t.typbasetype, t.typtypmod) END, \
            'notnull', a.attnotnull::text, 'default', pg_catalog.pg_get_expr(d.adbin, d.adrelid), \
            'generated', nullif(a.attgenerated, '')::text, 'identity', nullif(a.attidentity, '')::text, \
            'missing', a.atthasmissing::text, 'collation', nullif(a.attcollation, 0)::text] \
            FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_type t ON t.oid = a.atttypid \
            JOIN pg_catalog.pg_class c ON c.oid = a.attrelid AND c.relkind IN ('r', 'p', 'f') \
            LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum \
            WHERE a.attnum > 0 AND NOT a.attisdropped""";

    private static final String CONSTRAINTS =
            """
            SELECT 'CONSTRAINT', k.oid::text, k.conrelid::bigint, pg_catalog.quote_ident(k.conname), \
            ARRAY['type'::text, k.contype::text, 'domain', pg_catalog.format_type(nullif(k.contypid, 0), NULL), 'validated', k.convalidated::text, \
            'enforced', pg_catalog.to_jsonb(k) ->> 'conenforced', 'foreign', nullif(k.confrelid, 0)::text, \
            'foreignname', nullif(k.confrelid, 0)::pg_catalog.regclass::text, 'columns', (%1$s), 'foreigncolumns', (%2$s), \
            'numbers', pg_catalog.array_to_string(k.conkey, ' '), 'index', nullif(k.conindid, 0)::text, \
            'indexname', nullif(k.conindid, 0)::pg_catalog.regclass::text, \
            'parent', nullif(k.conparentid, 0)::text, 'inherited', (k.coninhcount > 0)::text, \
            'definition', pg_catalog.pg_get_constraintdef(k.oid)] FROM pg_catalog.pg_constraint k WHERE k.contype <> 't'""".formatted(names("k.conrelid", "k.conkey"), names("k.confrelid", "k.confkey"));

    private static final String TRIGGERS = """
            SELECT 'TRIGGER', g.oid::text, g.tgrelid::bigint, pg_catalog.quote_ident(g.tgname), \
            ARRAY['definition'::text, pg_catalog.pg_get_triggerdef(g.oid), 'enabled', g.tgenabled::text] \
            FROM pg_catalog.pg_trigger g WHERE NOT g.tgisinternal""";

    private static final String POLICIES = """
            SELECT 'POLICY', p.oid::text, p.polrelid::bigint, pg_catalog.quote_ident(p.polname), \
            ARRAY['command'::text, p.polcmd::text, 'permissive', p.polpermissive::text, 'roles', p.polroles::text, \
            'using', pg_catalog.pg_get_expr(p.polqual, p.polrelid), 'check', pg_catalog.pg_get_expr(p.polwithcheck, p.polrelid)] \
            FROM pg_catalog.pg_policy p WHERE true""";

    private static final String PARENTS = """
            SELECT 'PARENT', h.inhrelid || ':' || h.inhparent, h.inhrelid::bigint, h.inhparent::pg_catalog.regclass::text, \
            ARRAY['parent'::text, h.inhparent::text, 'partition', c.relispartition::text, \
            'bound', pg_catalog.pg_get_expr(c.relpartbound, c.oid), 'constraint', pg_catalog.pg_get_partition_constraintdef(c.oid)] \
            FROM pg_catalog.pg_inherits h JOIN pg_catalog.pg_class c ON c.oid = h.inhrelid AND c.relkind IN ('r', 'p', 'f') \
            WHERE true""";

    private static final String SCHEMAS = """
            SELECT 'SCHEMA', n.oid::text, 0::bigint, pg_catalog.quote_ident(n.nspname), ARRAY['name'::text, n.nspname, 'acl', n.nspacl::text] \
            FROM pg_catalog.pg_namespace n WHERE n.oid >= 2200 AND n.nspname !~ '^pg_(temp|toast)' \
            AND n.nspname <> 'information_schema'""";

    private static final String FUNCTIONS = """
            SELECT 'FUNCTION', p.oid::text, 0::bigint, p.oid::pg_catalog.regprocedure::text, \
            ARRAY['name'::text, p.proname, 'schema', p.pronamespace::text, 'acl', p.proacl::text, 'kind', p.prokind::text, \
            'language', (SELECT l.lanname FROM pg_catalog.pg_language l WHERE l.oid = p.prolang), \
            'body', pg_catalog.md5(p.prosrc), 'tracked', (p.prosqlbody IS NOT NULL)::text, 'returns', p.prorettype::text] \
            FROM pg_catalog.pg_proc p WHERE p.oid >= 16384""";

    private static final String TYPES = """
            SELECT 'TYPE', t.oid::text, 0::bigint, pg_catalog.format_type(t.oid, NULL), \
            ARRAY['name'::text, t.typname, 'schema', t.typnamespace::text, 'type', t.typtype::text, 'notnull', t.typnotnull::text] \
            FROM pg_catalog.pg_type t WHERE t.oid >= 16384 AND t.typtype IN ('e', 'd', 'r')""";

    private static final String LABELS = """
            SELECT 'LABEL', e.oid::text, 0::bigint, pg_catalog.quote_literal(e.enumlabel), \
            ARRAY['type'::text, pg_catalog.format_type(e.enumtypid, NULL), 'typeid', e.enumtypid::text, 'label', e.enumlabel, \
            'order', e.enumsortorder::text, \
            'before', (SELECT pg_catalog.quote_literal(b.enumlabel) FROM pg_catalog.pg_enum b WHERE b.enumtypid = e.enumtypid \
            AND b.enumsortorder < e.enumsortorder ORDER BY b.enumsortorder DESC LIMIT 1)] \
            FROM pg_catalog.pg_enum e WHERE true""";

    private static final String EXTENSIONS = """
            SELECT 'EXTENSION', x.oid::text, 0::bigint, pg_catalog.quote_ident(x.extname), ARRAY['version'::text, x.extversion] \
            FROM pg_catalog.pg_extension x WHERE true""";

    private CatalogQueries() {}

    /** Everything in the database. */
    static String everything() {
        return String.join(
                " UNION ALL ",
                RELATIONS + " AND c.oid >= 16384",
                COLUMNS + " AND a.attrelid >= 16384",
                CONSTRAINTS + " AND k.oid >= 16384",
                TRIGGERS,
                POLICIES,
                PARENTS,
                SCHEMAS,
                FUNCTIONS,
                TYPES,
                LABELS,
                EXTENSIONS);
    }

    /** Relations with everything that belongs to them; also their indexes. Each parameter is the array of their oids. */
    static String relations() {
        String any = " = ANY (?::pg_catalog.oid[])";
        return String.join(
                " UNION ALL ",
                RELATIONS + " AND c.oid" + any,
                RELATIONS + " AND i.indrelid" + any + " AND c.oid <> ALL (?::pg_catalog.oid[])",
                COLUMNS + " AND a.attrelid" + any,
                CONSTRAINTS + " AND k.conrelid" + any,
                TRIGGERS + " AND g.tgrelid" + any,
                POLICIES + " AND p.polrelid" + any,
                PARENTS + " AND h.inhrelid" + any);
    }

    /** Objects outside relations; each parameter is the array of their oids. */
    static String objects() {
        String any = ".oid = ANY (?::pg_catalog.oid[])";
        return String.join(
                " UNION ALL ",
                SCHEMAS + " AND n" + any,
                FUNCTIONS + " AND p" + any,
                TYPES + " AND t" + any,
                LABELS + " AND e" + any,
                EXTENSIONS + " AND x" + any,
                CONSTRAINTS + " AND k.conrelid = 0 AND k" + any);
    }

    private static String names(String relation, String numbers) {
        return "SELECT pg_catalog.string_agg(pg_catalog.quote_ident(y.attname), ', ' ORDER BY o.rank) FROM pg_catalog.unnest("
                + numbers + ") WITH ORDINALITY o (number, rank) JOIN pg_catalog.pg_attribute y ON y.attrelid = "
                + relation
                + " AND y.attnum = o.number";
    }
}
