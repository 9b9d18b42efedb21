// SPDX-License-Identifier: Apache-2.0
package dev.migration.sql;

/** Quotes names and texts for SQL. */
public final class Quoting {

    private Quoting() {}

    /** A quoted name: {@code "order"}. */
    public static String identifier(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /** A literal that has the same value with every setting of {@code standard_conforming_strings}. */
    public static String literal(String text) {
        String quoted = "'" + text.replace("'", "''") + "'";
        return text.indexOf('\\') < 0 ? quoted : "E" + quoted.replace("\\", "\\\\");
    }

    /**
     * An SQL expression for the name that the catalog stores: the server folds and truncates it, by the rules of the encoding of the
     * database.
     *
     * @param written a name without a schema, as a script writes it
     */
    public static String catalogName(String written) {
        return "(pg_catalog.parse_ident(" + literal(written) + "))[1]::pg_catalog.name";
    }
}
