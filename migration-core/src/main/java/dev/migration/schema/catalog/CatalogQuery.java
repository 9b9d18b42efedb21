// SPDX-License-Identifier: Apache-2.0
package dev.migration.schema.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

import dev.migration.schema.catalog.Catalog.Naming;
import dev.migration.schema.catalog.Catalog.Subject;
import dev.migration.schema.catalog.CatalogColumns.Column;

/**
 * The SELECT over one catalog: four columns with the object that a row describes, five with its name, and the facts.
 *
 * @param facts the names of the facts, in the order of the result
 */
record CatalogQuery(Catalog catalog, String sql, List<String> facts) {

    /** The name of a fact that is not a column: the whole object as SQL. */
    private static final String DEFINITION = "definition";

    /** The number of columns before the first fact. */
    static final int LEADING = 9;

    /** Types whose text names the object, qualified by its schema. */
    private static final Map<String, String> NAMED_BY_TYPE = Map.of(
            "pg_class", "regclass",
            "pg_type", "regtype",
            "pg_proc", "regprocedure",
            "pg_operator", "regoperator",
            "pg_namespace", "regnamespace",
            "pg_collation", "regcollation",
            "pg_ts_config", "regconfig",
            "pg_ts_dict", "regdictionary");

    /** Lists whose order has no meaning. */
    private static final Set<String> UNORDERED = Set.of(
            "reloptions",
            "attoptions",
            "attfdwoptions",
            "fdwoptions",
            "srvoptions",
            "ftoptions",
            "proconfig",
            "evttags",
            "subpublications");

    /** Only the names. */
    static CatalogQuery ofNames(Catalog catalog) {
        return of(catalog, new TreeMap<>());
    }

    static CatalogQuery of(Catalog catalog, List<Column> columns) {
        SortedMap<String, String> expressions = new TreeMap<>();
        String definition = catalog.facts().get(DEFINITION);
        if (definition != null) {
            expressions.put(DEFINITION, definition);
        }
        for (Column column : columns) {
            String replacement = catalog.facts().get(column.name());
            if (column.isReadable() && (replacement != null || isRead(catalog, column))) {
                expressions.put(column.name(), replacement != null ? replacement : expression(column));
            }
        }
        return of(catalog, expressions);
    }

    private static CatalogQuery of(Catalog catalog, SortedMap<String, String> expressions) {
        List<String> selected = new ArrayList<>();
        Subject subject = catalog.subject();
        selected.addAll(List.of(subject.catalog(), subject.oid() + "::bigint", subject.column(), subject.part()));
        Naming naming = catalog.naming();
        selected.addAll(
                catalog.hasObjects()
                        ? List.of(
                                naming.kind(),
                                naming.name(),
                                naming.schema(),
                                naming.owner() + "::bigint",
                                naming.ownerCatalog())
                        : List.of("''", "''", "''", "0", "''"));
        selected.addAll(expressions.values().stream()
                .map(text -> "(" + text + ")::text")
                .toList());
        String sql =
                "SELECT " + String.join(", ", selected) + " FROM " + catalog.rows() + " t WHERE " + catalog.where();
        return new CatalogQuery(catalog, sql, List.copyOf(expressions.keySet()));
    }

    private static boolean isRead(Catalog catalog, Column column) {
        return catalog.columns().isEmpty()
                ? !Omissions.isOmitted(column.name())
                : catalog.columns().contains(column.name());
    }

    private static String expression(Column column) {
        String value = "t." + column.name();
        String references = column.references();
        if (references == null) {
            return value(column);
        }
        if (!column.name().equals(column.relation())) {
            return columnNames("t." + column.relation(), column);
        }
        return column.type().endsWith("vector") || column.type().endsWith("[]")
                ? "(SELECT array_agg(" + identity(references, "r.oid") + " ORDER BY r.rank) FROM unnest(" + value
                        + "::oid[]) WITH ORDINALITY r (oid, rank))"
                : identity(references, value);
    }

    private static String value(Column column) {
        String value = "t." + column.name();
        if (column.type().equals("aclitem[]")) {
            return Privileges.of(column.name());
        }
        if (UNORDERED.contains(column.name())) {
            return "(SELECT array_agg(o.text ORDER BY o.text) FROM unnest(" + value + ") o (text))";
        }
        return value;
    }

    /** The names of columns whose numbers a list has; 0 stands for an expression. */
    private static String columnNames(String relation, Column column) {
        String value = "t." + column.name();
        String numbers = column.type().equals("smallint") ? "ARRAY[" + value + "]" : value + "::int2[]";
        return "(SELECT array_agg(coalesce(a.attname, '(expression)') ORDER BY r.rank) FROM unnest(" + numbers
                + ") WITH ORDINALITY r (attnum, rank) LEFT JOIN pg_attribute a ON a.attrelid = " + relation
                + " AND a.attnum = r.attnum)";
    }

    private static String identity(String catalog, String oid) {
        if (catalog.equals("pg_authid")) {
            return Privileges.role(oid);
        }
        if (catalog.equals("pg_tablespace")) {
            return "(SELECT s.spcname FROM pg_tablespace s WHERE s.oid = " + oid + ")";
        }
        String type = NAMED_BY_TYPE.get(catalog);
        return type != null
                ? "nullif(" + oid + ", 0)::" + type + "::text"
                : "CASE WHEN " + oid + " <> 0 THEN (pg_identify_object('pg_catalog." + catalog + "'::regclass, " + oid
                        + ", 0)).identity END";
    }
}
