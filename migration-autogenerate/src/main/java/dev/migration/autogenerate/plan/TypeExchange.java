// SPDX-License-Identifier: Apache-2.0
package dev.migration.autogenerate.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import dev.migration.autogenerate.catalog.Item;
import dev.migration.autogenerate.catalog.Schema;
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
        statements.add(remark(before, after) + "ALTER " + Phrases.of(before) + " RENAME TO " + oldName(before));
        statements.addAll(kind.create(after, style));
        to.parts(type.name(), "constraint").stream()
                .filter(constraint -> constraint.value("contype").equals("c"))
                .forEach(constraint -> Kinds.of("constraint")
                        .ifPresent(writer -> statements.addAll(
                                writer.create(constraint, new Style(false, style.version(), Set.of())))));
        columns(type).forEach(column -> statements.add(conversion(column, type)));
        return statements;
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
    String drop(SchemaObject type) {
        Item before = from.find(type).orElseThrow();
        return "DROP " + Phrases.words(before) + " " + type.schema() + "." + oldName(before);
    }

    private static String oldName(Item type) {
        String local = type.local();
        return local.endsWith("\"") ? local.substring(0, local.length() - 1) + "_old\"" : local + "_old";
    }

    private String conversion(Item column, SchemaObject type) {
        Optional<Item> target = to.find(column.object());
        String spelled = target.map(item -> item.value("atttypid"))
                .filter(text -> text.startsWith(type.name()))
                .orElse(column.value("atttypid"));
        String middle = spelled.endsWith("[]") ? "text[]" : "text";
        String alter = "ALTER COLUMN " + column.local();
        List<String> actions = new ArrayList<>();
        if (column.fact("adbin").isPresent() && column.value("attgenerated").isEmpty()) {
            actions.add(alter + " DROP DEFAULT");
        }
        actions.add(alter + " TYPE " + spelled + " USING " + column.local() + "::" + middle + "::" + spelled);
        target.flatMap(item -> item.fact("adbin"))
                .filter(text -> column.value("attgenerated").isEmpty())
                .ifPresent(text -> actions.add(alter + " SET DEFAULT " + text));
        return "-- Rewrites the table under ACCESS EXCLUSIVE: nobody can read it meanwhile.\n"
                + Phrases.alterOwner(column)
                + (actions.size() == 1 ? " " + actions.get(0) : "\n    " + String.join(",\n    ", actions));
    }
}
