// SPDX-License-Identifier: Apache-2.0
package dev.migration.lint.rule;

import java.util.ArrayList;
import java.util.List;

import dev.migration.sql.Identifier;
import dev.migration.sql.Quoting;
import dev.migration.trace.CatalogObject;
import dev.migration.trace.ObjectKind;

/** The SQL of safe alternatives, with the names of a table. */
public final class SafeSql {

    private static final int NOT_NULL_NOT_VALID = 18;

    private final TableChange table;

    public SafeSql(TableChange table) {
        this.table = table;
    }

    /** An identifier that is made of the names of the table and of parts, like those that the server makes. */
    public String identifier(String... parts) {
        StringBuilder name = new StringBuilder(table.state().relation().fact("relname"));
        for (String part : parts) {
            name.append('_').append(plain(part));
        }
        String cut = Identifier.withSuffix(name.toString(), "");
        String whole = cut.contentEquals(name)
                ? cut
                : Identifier.withSuffix(
                        cut, "_" + Integer.toHexString(name.toString().hashCode()));
        return whole.matches("[a-z_][a-z0-9_]*") ? whole : Quoting.identifier(whole);
    }

    /** The same with the schema of the table, if its name needs one. */
    public String qualified(String... parts) {
        String name = table.name();
        String relation = table.state().relation().fact("relname");
        boolean hasSchema = name.length() > relation.length() + 2 && name.contains(".");
        return (hasSchema ? name.substring(0, name.indexOf('.') + 1) : "") + identifier(parts);
    }

    /** The name of the table. */
    public String table() {
        return table.name();
    }

    public String alter(String action) {
        return "ALTER TABLE " + table.name() + " " + action + ";";
    }

    /** Adds a column of the same type, without anything that costs time. */
    public String addColumn(CatalogObject column) {
        return alter("ADD COLUMN " + column.name() + " " + column.fact("type"));
    }

    /** Adds each column that the statement adds. */
    public List<String> addColumns() {
        return table.added(ObjectKind.COLUMN).map(this::addColumn).toList();
    }

    /** A constraint that is added first and validated in a revision of its own. */
    public List<String> addAndValidate(CatalogObject constraint) {
        List<String> first = new ArrayList<>(addColumns());
        first.add(alter("ADD CONSTRAINT " + constraint.name() + " " + constraint.fact("definition") + " NOT VALID"));
        return List.of(String.join("\n", first), validate(constraint.name()));
    }

    public String validate(String constraint) {
        return alter("VALIDATE CONSTRAINT " + constraint);
    }

    /** NOT NULL without a scan under a lock. */
    public List<String> notNull(String column) {
        if (table.situation().version() >= NOT_NULL_NOT_VALID) {
            String name = identifier(column, "not_null");
            return List.of(alter("ADD CONSTRAINT " + name + " NOT NULL " + column + " NOT VALID"), validate(name));
        }
        String name = identifier(column, "not_null");
        return List.of(
                alter("ADD CONSTRAINT " + name + " CHECK (" + column + " IS NOT NULL) NOT VALID"),
                validate(name),
                alter("ALTER COLUMN " + column + " SET NOT NULL") + "\n" + alter("DROP CONSTRAINT " + name));
    }

    /** The definition of an index, built concurrently. */
    public String concurrently(CatalogObject index) {
        String definition = index.fact("definition");
        String quoted = Quoting.identifier(index.fact("relname"));
        boolean needsQuotes = definition.startsWith(quoted, definition.indexOf("INDEX ") + "INDEX ".length());
        return concurrently(index, needsQuotes ? quoted : index.fact("relname"));
    }

    /** The same with another name. The server's own definition has the schema of the table, which a script need not have. */
    public String concurrently(CatalogObject index, String name) {
        String definition = index.fact("definition");
        return "CREATE " + (index.is("unique") ? "UNIQUE " : "") + "INDEX CONCURRENTLY " + name + " ON " + table.name()
                + definition.substring(definition.indexOf(" USING ")) + ";";
    }

    /** A trigger that computes a column from the others of the row, in a revision of its own. */
    public List<String> computed(String column, String expression) {
        String function = qualified(column);
        return List.of(
                "CREATE FUNCTION " + function + "() RETURNS trigger LANGUAGE plpgsql AS $$\nBEGIN\n  NEW." + column
                        + " := (SELECT " + expression + " FROM (SELECT NEW.*) AS new_row"
                        + ");\n  RETURN NEW;\nEND $$;",
                "CREATE TRIGGER " + identifier(column) + " BEFORE INSERT OR UPDATE ON " + table.name()
                        + " FOR EACH ROW EXECUTE FUNCTION " + function + "();");
    }

    /** The name of a column beside an old one. */
    public String beside(String column) {
        String name = Identifier.withSuffix(plain(column), "_new");
        return name.matches("[a-z_][a-z0-9_]*") ? name : Quoting.identifier(name);
    }

    /** A column beside an old one, which a trigger keeps equal to it. */
    public List<String> columnBeside(String old, String column, String type) {
        List<String> revisions = new ArrayList<>(List.of(alter("ADD COLUMN " + column + " " + type)));
        revisions.addAll(computed(column, old + "::" + type));
        return revisions;
    }

    /** The name without quotes. */
    public static String plain(String name) {
        return name.startsWith("\"") ? name.substring(1, name.length() - 1).replace("\"\"", "\"") : name;
    }
}
