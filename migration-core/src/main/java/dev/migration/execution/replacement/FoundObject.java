// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.replacement;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

import dev.migration.script.RepeatableScript;
import dev.migration.sql.Quoting;

/**
 * An object in the catalog that a repeatable creates.
 *
 * @param type in capitals, such as {@code MATERIALIZED VIEW}
 * @param schema quoted if necessary
 * @param label its name without a schema, quoted if necessary
 * @param identity its name in statements, with the schema: {@code public.v}, {@code public.f(integer)}, {@code t ON public.a}
 * @param facts what the database has on it, see {@link ObjectFacts}
 */
record FoundObject(
        DeclaredObject declared,
        String oid,
        String type,
        String schema,
        String label,
        String identity,
        List<String> facts) {

    CreatedObject.Kind kind() {
        return declared.object().kind();
    }

    RepeatableScript script() {
        return declared.script();
    }

    FoundObject with(List<String> known) {
        return new FoundObject(declared, oid, type, schema, label, identity, known);
    }

    /** For messages: {@code view public.v}. */
    String title() {
        return type.toLowerCase(Locale.ROOT) + " " + identity;
    }

    String drop() {
        return "DROP " + type + " " + identity;
    }

    /** Whether a message of the server names it; the words around the name depend on the language of the server. */
    boolean isNamedIn(String message) {
        String name = "((?<![\\w$\".])|(?<![\\w$\"])" + Pattern.quote(schema + ".") + ")" + Pattern.quote(label)
                + "(?![\\w$\"])";
        return Pattern.compile(name, Pattern.UNICODE_CHARACTER_CLASS)
                .matcher(message)
                .find();
    }

    /** An SQL expression for the object id after the repeatable was applied again; null if there is no such object. */
    String current() {
        String table =
                "pg_catalog.to_regclass(" + Quoting.literal(declared.object().table()) + ")";
        return switch (kind()) {
            case VIEW -> "pg_catalog.to_regclass(" + Quoting.literal(identity) + ")";
            case ROUTINE -> "pg_catalog.to_regprocedure(" + Quoting.literal(identity) + ")";
            case TRIGGER -> byName("pg_trigger WHERE tgrelid OPERATOR(pg_catalog.=) " + table + " AND tgname");
            case POLICY -> byName("pg_policy WHERE polrelid OPERATOR(pg_catalog.=) " + table + " AND polname");
            case RULE -> byName("pg_rewrite WHERE ev_class OPERATOR(pg_catalog.=) " + table + " AND rulename");
        };
    }

    private String byName(String catalog) {
        return "(SELECT oid FROM pg_catalog." + catalog + " OPERATOR(pg_catalog.=) "
                + Quoting.catalogName(declared.object().name()) + ")";
    }
}
