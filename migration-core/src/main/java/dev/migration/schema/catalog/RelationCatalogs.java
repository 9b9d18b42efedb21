// SPDX-License-Identifier: Apache-2.0
package dev.migration.schema.catalog;

import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.migration.schema.catalog.Catalog.Naming;
import dev.migration.schema.catalog.Catalog.Subject;

import static dev.migration.schema.catalog.Catalog.details;
import static dev.migration.schema.catalog.Catalog.objects;

/** The catalogs of relations and of what belongs to a relation. */
final class RelationCatalogs {

    private static final String RELATION_KIND =
            "CASE t.relkind WHEN 'r' THEN 'table' WHEN 'p' THEN 'table' WHEN 'v' THEN 'view'"
                    + " WHEN 'm' THEN 'materialized view' WHEN 'i' THEN 'index' WHEN 'I' THEN 'index' WHEN 'S' THEN 'sequence'"
                    + " WHEN 'c' THEN 'composite type' WHEN 'f' THEN 'foreign table' ELSE t.relkind::text END";

    private RelationCatalogs() {}

    static List<Catalog> all() {
        return List.of(
                relation(),
                column(),
                columnOfIndex(),
                details("pg_attrdef", new Subject("'pg_class'", "t.adrelid", "t.adnum", "''"))
                        .with("adbin", "pg_get_expr(t.adbin, t.adrelid)"),
                details("pg_index", Subject.of("pg_class", "t.indexrelid"))
                        .where("t.indexrelid >= " + Catalog.FIRST_USER_OID)
                        .with("definition", "pg_get_indexdef(t.indexrelid)"),
                details("pg_sequence", Subject.of("pg_class", "t.seqrelid")),
                details("pg_inherits", Subject.of("pg_class", "t.inhrelid").by("'parent ' || t.inhseqno")),
                details("pg_partitioned_table", Subject.of("pg_class", "t.partrelid"))
                        .with("partexprs", "pg_get_expr(t.partexprs, t.partrelid)")
                        .with("definition", "pg_get_partkeydef(t.partrelid)"),
                details("pg_foreign_table", Subject.of("pg_class", "t.ftrelid")),
                tableStorage(),
                query(),
                onRelation("pg_rewrite", "rule", "rulename", "ev_class")
                        .and("t.rulename <> '_RETURN'")
                        .with("ev_qual", "NULL")
                        .with("ev_action", "pg_get_ruledef(t.oid)"),
                onRelation("pg_trigger", "trigger", "tgname", "tgrelid")
                        .and("NOT t.tgisinternal")
                        .with("definition", "pg_get_triggerdef(t.oid)"),
                onRelation("pg_policy", "policy", "polname", "polrelid")
                        .with("polqual", "pg_get_expr(t.polqual, t.polrelid)")
                        .with("polwithcheck", "pg_get_expr(t.polwithcheck, t.polrelid)"),
                objects(
                                "pg_statistic_ext",
                                Naming.in(
                                                "stxnamespace",
                                                "'statistics'",
                                                "t.stxnamespace::regnamespace || '.' || quote_ident(t.stxname)")
                                        .ownedBy("pg_class", "t.stxrelid"))
                        .with("definition", "pg_get_statisticsobjdef(t.oid)"));
    }

    private static Catalog relation() {
        return objects(
                        "pg_class",
                        Naming.in("relnamespace", RELATION_KIND, "t.oid::regclass::text")
                                .ownedBy("pg_class", "coalesce(t.indrelid, 0)"))
                // Tables before their indexes: an index is kept only if its table is.
                .rows("SELECT c.*, i.indrelid FROM pg_class c LEFT JOIN pg_index i ON i.indexrelid = c.oid"
                        + " ORDER BY i.indrelid IS NOT NULL")
                .and("t.relkind <> 't' AND t.relnamespace::regnamespace::text !~ '^pg_(temp|toast)'")
                .orBuiltIn(
                        "t.relnamespace = 'pg_catalog'::regnamespace AND " + Privileges.changed("pg_class", "relacl"))
                .with("relpartbound", "pg_get_expr(t.relpartbound, t.oid)");
    }

    private static Catalog column() {
        Naming naming = Naming.in("relnamespace", "'column'", "t.attrelid::regclass || '.' || quote_ident(t.attname)")
                .ownedBy("pg_class", "t.attrelid");
        return new Catalog(
                        "pg_attribute",
                        new Subject("'pg_class'", "t.attrelid", "t.attnum", "''"),
                        naming,
                        "(" + columns("'r', 'p', 'v', 'm', 'f', 'c'") + ")",
                        "true",
                        Set.of(),
                        Map.of())
                .with("attnum", "t.rank")
                .with("atttypid", "format_type(t.atttypid, t.atttypmod)");
    }

    /** The columns of an index repeat its definition, except for what ALTER INDEX sets. */
    private static Catalog columnOfIndex() {
        return details("pg_attribute", Subject.of("pg_class", "t.attrelid").by("'column ' || t.rank"))
                .rows(columns("'i', 'I'"))
                .where("coalesce(t.attstattarget, -1) >= 0 OR t.attoptions IS NOT NULL")
                .with("attnum", "t.rank")
                .with("attname", "NULL")
                .with("atttypid", "NULL");
    }

    private static String columns(String kinds) {
        return "SELECT a.*, c.relnamespace, row_number() OVER (PARTITION BY a.attrelid ORDER BY a.attnum) AS rank"
                + " FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid"
                + " WHERE a.attrelid >= " + Catalog.FIRST_USER_OID + " AND a.attnum > 0 AND NOT a.attisdropped"
                + " AND c.relkind IN (" + kinds + ")";
    }

    /** The storage parameters of the TOAST table. */
    private static Catalog tableStorage() {
        return details("pg_class", Subject.of("pg_class", "t.owner").by("'toast'"))
                .rows(
                        "SELECT toast.reloptions, c.oid AS owner FROM pg_class c JOIN pg_class toast ON toast.oid = c.reltoastrelid")
                .where("t.owner >= " + Catalog.FIRST_USER_OID + " AND t.reloptions IS NOT NULL")
                .only("reloptions");
    }

    /** The query of a view is a rule. */
    private static Catalog query() {
        return details("pg_rewrite", Subject.of("pg_class", "t.ev_class").by("'query'"))
                .where("t.ev_class >= " + Catalog.FIRST_USER_OID + " AND t.rulename = '_RETURN'")
                .with("ev_qual", "NULL")
                .with("ev_action", "pg_get_viewdef(t.ev_class)");
    }

    private static Catalog onRelation(String catalog, String kind, String nameColumn, String relationColumn) {
        String relation = "t." + relationColumn;
        return objects(
                        catalog,
                        Naming.in(
                                        "relnamespace",
                                        "'" + kind + "'",
                                        relation + "::regclass || '.' || quote_ident(t." + nameColumn + ")")
                                .ownedBy("pg_class", relation))
                .rows("SELECT r.*, c.relnamespace FROM " + catalog + " r JOIN pg_class c ON c.oid = r."
                        + relationColumn);
    }
}
