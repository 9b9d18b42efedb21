// SPDX-License-Identifier: Apache-2.0
package dev.migration.autogenerate.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import dev.migration.autogenerate.catalog.Item;
import dev.migration.autogenerate.catalog.Schema;
import dev.migration.autogenerate.catalog.Texts;
import dev.migration.autogenerate.kind.Kind;
import dev.migration.autogenerate.kind.Phrases;
import dev.migration.autogenerate.kind.Style;
import dev.migration.autogenerate.kind.other.EnumKind;
import dev.migration.schema.SchemaDependency;
import dev.migration.schema.SchemaObject;

/**
 * A type that columns use is replaced: the old one gets another name, the new one is created, and the values of the columns are
 * converted by their text. A value that the new type does not have makes that fail; nothing is lost silently.
 */
final class TypeExchange {

    private static final Set<String> TYPES = Set.of("enum", "domain", "range type");

    private static final String REWRITES =
            "-- Rewrites the table under ACCESS EXCLUSIVE: nobody can read it meanwhile.\n";

    private final Schema from;
    private final Schema to;

    TypeExchange(Schema from, Schema to) {
        this.from = from;
        this.to = to;
    }

    /** Whether columns have the type. */
    boolean isNeeded(SchemaObject type) {
        return TYPES.contains(type.kind()) && !columns(type).isEmpty();
    }

    private List<Item> columns(SchemaObject type) {
        return from.neededBy(type).stream()
                .filter(dependency -> dependency.kind() == SchemaDependency.Kind.NORMAL
                        && dependency.object().kind().equals("column"))
                .flatMap(dependency -> from.find(dependency.object()).stream())
                .filter(column -> column.whole()
                        .filter(whole -> whole.value("relkind").matches("[rpf]"))
                        .isPresent())
                .filter(column -> !column.value("attislocal").equals("false"))
                .toList();
    }

    List<String> statements(SchemaObject type, Kind kind, Style style) {
        Item before = from.find(type).orElseThrow();
        Item after = to.find(type).orElseThrow();
        List<String> statements = new ArrayList<>();
        if (hasConstructors(type)) {
            columns(type).forEach(column -> statements.add(conversion(column, "text" + suffix(column))));
            statements.addAll(kind.drop(before, style));
        } else {
            statements.add(remark(before, after) + "ALTER " + Phrases.of(before) + " RENAME TO " + oldName(before));
        }
        statements.addAll(kind.create(after, style));
        columns(type).forEach(column -> statements.add(conversion(column, target(column, type))));
        return statements;
    }

    /** Functions of the same name stay when a range type gets another one. */
    private static boolean hasConstructors(SchemaObject type) {
        return type.kind().equals("range type");
    }

    private static String remark(Item before, Item after) {
        List<String> gone = new ArrayList<>(EnumKind.labels(before));
        gone.removeAll(EnumKind.labels(after));
        return gone.isEmpty()
                ? ""
                : "-- Fails if a row has a label that is gone (" + String.join(", ", gone)
                        + "): change such rows before.\n";
    }

    /** The last statement, when nothing uses the old type any more. */
    Optional<String> drop(SchemaObject type) {
        Item before = from.find(type).orElseThrow();
        return hasConstructors(type)
                ? Optional.empty()
                : Optional.of("DROP " + Phrases.words(before) + " " + type.schema() + "." + oldName(before));
    }

    private static String oldName(Item type) {
        return Texts.suffixed(type.local(), "_old");
    }

    /** How the second state spells the type of the column; if it has another type there, or no such column, the old spelling. */
    private String target(Item column, SchemaObject type) {
        return to.find(column.object())
                .map(item -> item.value("atttypid"))
                .filter(text -> text.startsWith(type.name()))
                .orElse(column.value("atttypid"));
    }

    private static String suffix(Item column) {
        return column.value("atttypid").endsWith("[]") ? "[]" : "";
    }

    private String conversion(Item column, String spelled) {
        String alter = "ALTER COLUMN " + column.local();
        List<String> actions = new ArrayList<>();
        boolean isPlain = column.value("attgenerated").isEmpty();
        if (column.fact("adbin").isPresent() && isPlain) {
            actions.add(alter + " DROP DEFAULT");
        }
        actions.add(
                alter + " TYPE " + spelled + " USING " + column.local() + "::text" + suffix(column) + "::" + spelled);
        to.find(column.object())
                .flatMap(item -> item.fact("adbin"))
                .filter(text -> isPlain && !spelled.startsWith("text"))
                .ifPresent(text -> actions.add(alter + " SET DEFAULT " + text));
        return REWRITES
                + Phrases.alterOwner(column)
                + (actions.size() == 1 ? " " + actions.get(0) : "\n    " + String.join(",\n    ", actions));
    }
}
