// SPDX-License-Identifier: Apache-2.0
package dev.migration.schema.catalog;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * How the rows of one catalog become facts of objects. All expressions are SQL over the row {@code t}.
 *
 * @param name of the catalog, without schema
 * @param subject the object that a row describes
 * @param naming what the object is called, if each row is an object; rows of other catalogs add facts to it
 * @param rows the catalog itself, or a query over it, with its columns
 * @param where which rows are part of a schema
 * @param columns the columns that are read; empty for all
 * @param facts expressions in place of columns, by name of the column
 */
record Catalog(
        String name,
        Subject subject,
        Naming naming,
        String rows,
        String where,
        Set<String> columns,
        Map<String, String> facts) {

    /** The first oid that the server gives to an object of a user. */
    static final int FIRST_USER_OID = 16384;

    /** Catalogs that another role may not read, or not completely. */
    static final Set<String> OF_SUPERUSERS = Set.of("pg_user_mapping", "pg_subscription");

    /**
     * The object that a row describes.
     *
     * @param catalog the name of its catalog, an expression
     * @param oid its oid, an expression
     * @param column the number of the column, 0 if it is not a column, an expression
     * @param part distinguishes the rows that describe one object, an expression; {@code ''} if there is one
     */
    record Subject(String catalog, String oid, String column, String part) {

        static Subject of(String catalog, String oid) {
            return new Subject("'" + catalog + "'", oid, "0", "''");
        }

        Subject by(String newPart) {
            return new Subject(catalog, oid, column, newPart);
        }
    }

    /**
     * What an object is called.
     *
     * @param kind an expression
     * @param name an expression
     * @param schema an expression, {@code ''} for an object outside schemas
     * @param owner the oid of the object that it belongs to, 0 if it stands alone, an expression
     * @param ownerCatalog the catalog of that object, an expression
     */
    record Naming(String kind, String name, String schema, String owner, String ownerCatalog) {

        /** The rows are no objects. */
        static final Naming NONE = new Naming("", "", "", "", "");

        static Naming of(String kind, String name, String schema) {
            return new Naming(kind, name, schema, "0", "''");
        }

        /** In a schema that a column of the row has. */
        static Naming in(String schemaColumn, String kind, String name) {
            return of(kind, name, "t." + schemaColumn + "::regnamespace::text");
        }

        /** In no schema. */
        static Naming global(String kind, String name) {
            return of(kind, name, "''");
        }

        Naming ownedBy(String catalog, String oid) {
            return new Naming(kind, name, schema, oid, "'" + catalog + "'");
        }
    }

    /** A catalog whose rows are objects of users, which no extension created. */
    static Catalog objects(String name, Naming naming) {
        String notOfAnExtension = "NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_catalog." + name
                + "'::regclass AND d.objid = t.oid AND d.deptype = 'e')";
        return new Catalog(
                name,
                Subject.of(name, "t.oid"),
                naming,
                "pg_catalog." + name,
                "t.oid >= " + FIRST_USER_OID + " AND " + notOfAnExtension,
                Set.of(),
                Map.of());
    }

    /** A catalog whose rows add facts to objects of other catalogs. */
    static Catalog details(String name, Subject subject) {
        return new Catalog(name, subject, Naming.NONE, "pg_catalog." + name, "true", Set.of(), Map.of());
    }

    Catalog rows(String query) {
        return new Catalog(name, subject, naming, "(" + query + ")", where, columns, facts);
    }

    Catalog and(String condition) {
        return new Catalog(name, subject, naming, rows, where + " AND " + condition, columns, facts);
    }

    /** Without objects that the server made as a part of another one, for example the constructors of a range type. */
    Catalog notInternal() {
        return and("NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_catalog." + name
                + "'::regclass AND d.objid = t.oid AND d.deptype = 'i')");
    }

    /** Nothing but these columns. */
    Catalog only(String... names) {
        return new Catalog(name, subject, naming, rows, where, Set.of(names), facts);
    }

    /** Objects of the server itself, too, if users changed them. */
    Catalog orBuiltIn(String condition) {
        return where("(" + where + ") OR t.oid < " + FIRST_USER_OID + " AND " + condition);
    }

    /** These rows instead. */
    Catalog where(String condition) {
        return new Catalog(name, subject, naming, rows, condition, columns, facts);
    }

    /** Replaces a column by an expression. */
    Catalog with(String column, String expression) {
        Map<String, String> more = new HashMap<>(facts);
        more.put(column, expression);
        return new Catalog(name, subject, naming, rows, where, columns, more);
    }

    /** Whether its rows are objects that stand alone, or relations. An ordinary role may not read user mappings and subscriptions. */
    boolean isOfNames() {
        return hasObjects() && (naming.owner().equals("0") || name.equals("pg_class")) && !OF_SUPERUSERS.contains(name);
    }

    /** Without most of the indexes, if it is the catalog of relations. */
    Catalog withoutPlainIndexes() {
        return name.equals("pg_class")
                ? where("(" + where + ") AND (t.relispartition OR t.relkind NOT IN ('i', 'I'))")
                : this;
    }

    boolean hasObjects() {
        return naming != Naming.NONE;
    }
}
