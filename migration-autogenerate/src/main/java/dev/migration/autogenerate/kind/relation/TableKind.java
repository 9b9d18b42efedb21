// SPDX-License-Identifier: Apache-2.0
package dev.migration.autogenerate.kind.relation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import dev.migration.autogenerate.catalog.Item;
import dev.migration.autogenerate.catalog.Schema;
import dev.migration.autogenerate.kind.Alteration;
import dev.migration.autogenerate.kind.Kind;
import dev.migration.autogenerate.kind.Style;
import dev.migration.schema.SchemaDependency;
import dev.migration.schema.SchemaObject;

/** Tables, partitioned ones and partitions among them. */
public final class TableKind implements Kind {

    private static final Set<String> INLINE = Set.of("p", "u", "x", "c");

    /** Whether CREATE TABLE has the constraint; foreign keys are added when both tables exist. */
    public static boolean isInline(Item constraint) {
        return isLocal(constraint)
                && constraint
                        .whole()
                        .filter(whole -> whole.kind().equals("table"))
                        .isPresent()
                && (INLINE.contains(constraint.value("contype")) && isComplete(constraint)
                        || constraint.value("contype").equals("n") && constraint.is("convalidated"));
    }

    private static boolean isComplete(Item constraint) {
        return constraint.is("convalidated") || constraint.value("conenforced").equals("false");
    }

    /** Whether it is no copy of what a parent has. */
    static boolean isLocal(Item part) {
        return !part.value(part.kind().equals("column") ? "attislocal" : "conislocal")
                        .equals("false")
                && part.fact("conparentid").isEmpty();
    }

    @Override
    public List<String> create(Item item, Style style) {
        String beginning =
                "CREATE " + (item.value("relpersistence").equals("u") ? "UNLOGGED " : "") + "TABLE " + item.name();
        String of = item.fact("reloftype").map(type -> " OF " + type).orElse("");
        String statement = item.fact("relpartbound")
                .map(bound ->
                        beginning + " PARTITION OF " + parents(item).get(0) + body(item, " ", false) + " " + bound)
                .orElseGet(() -> beginning + of + (of.isEmpty() ? body(item, " ", true) : ""));
        return List.of(statement + rest(item));
    }

    private static String body(Item item, String before, boolean isRequired) {
        List<String> lines = new ArrayList<>();
        item.schema().parts(item.name(), "column").stream()
                .filter(TableKind::isLocal)
                .filter(column -> item.fact("relpartbound").isEmpty())
                .forEach(column -> lines.add(column(column)));
        item.schema().parts(item.name(), "constraint").stream()
                .filter(TableKind::isInline)
                .filter(constraint -> !constraint.value("contype").equals("n")
                        && ColumnDefinition.columnOfKey(constraint).isEmpty())
                .sorted(Comparator.comparing(
                        constraint -> !constraint.value("contype").equals("p")))
                .forEach(constraint -> lines.add(inline(constraint)));
        if (lines.isEmpty()) {
            return isRequired ? before + "()" : "";
        }
        return before + "(\n    " + String.join(",\n    ", lines) + "\n)";
    }

    private static String column(Item column) {
        ColumnDefinition definition = new ColumnDefinition(column);
        return definition.text(!isDeferred(column)) + (definition.isKey() ? " PRIMARY KEY" : "");
    }

    /** A constraint whose name the server would choose as well has none. */
    private static String inline(Item constraint) {
        String definition = ConstraintKind.definition(constraint);
        return hasUsualName(constraint) ? definition : "CONSTRAINT " + constraint.local() + " " + definition;
    }

    static boolean hasUsualName(Item constraint) {
        return constraint.value("contype").equals("p")
                && constraint
                        .name()
                        .equals(constraint.owner() + "." + unqualified(constraint.owner(), constraint) + "_pkey");
    }

    private static String unqualified(String table, Item constraint) {
        String schema = constraint.object().schema() + ".";
        return table.startsWith(schema) ? table.substring(schema.length()) : table;
    }

    /** A default that needs the table itself through a function is set afterwards. */
    public static boolean isDeferred(Item column) {
        Schema schema = column.schema();
        return schema.needs(column.object()).stream()
                .filter(dependency -> dependency.kind() == SchemaDependency.Kind.EXPRESSION
                        && dependency.needed().kind().equals("function"))
                .anyMatch(dependency -> uses(schema, dependency.needed(), column.owner()));
    }

    private static boolean uses(Schema schema, SchemaObject function, String table) {
        String local = table.substring(table.lastIndexOf('.') + 1).replace("\"", "");
        return schema.needs(function).stream()
                        .anyMatch(dependency -> dependency.needed().name().equals(table)
                                || dependency.needed().owner().equals(table))
                || Pattern.compile("\\b" + Pattern.quote(local) + "\\b")
                        .matcher(schema.text(function))
                        .find();
    }

    private static String rest(Item item) {
        StringBuilder rest = new StringBuilder();
        List<String> parents = parents(item);
        if (!parents.isEmpty() && item.fact("relpartbound").isEmpty()) {
            rest.append("\nINHERITS (").append(String.join(", ", parents)).append(')');
        }
        if (item.value("relkind").equals("p")) {
            rest.append("\nPARTITION BY ").append(item.value("definition"));
        }
        item.fact("relam")
                .filter(method -> !method.equals("heap"))
                .ifPresent(method -> rest.append("\nUSING ").append(method));
        String options = String.join(", ", Options.of(item));
        if (!options.isEmpty()) {
            rest.append("\nWITH (").append(options).append(')');
        }
        item.fact("reltablespace")
                .ifPresent(space -> rest.append("\nTABLESPACE ").append(space));
        return rest.toString();
    }

    private static List<String> parents(Item item) {
        SortedMap<String, String> facts = item.group("parent ");
        return facts.entrySet().stream()
                .filter(fact -> fact.getKey().endsWith("inhparent"))
                .map(Map.Entry::getValue)
                .toList();
    }

    @Override
    public List<String> drop(Item item, Style style) {
        return List.of("-- Loses the rows of the table.\nDROP TABLE " + item.name());
    }

    @Override
    public void alter(Alteration change, Style style) {
        Item to = change.to();
        String alter = "ALTER TABLE " + to.name();
        ancestry(change, alter);
        if (change.take("relpersistence")) {
            change.add(alter + " SET " + (to.value("relpersistence").equals("u") ? "UNLOGGED" : "LOGGED"));
        }
        Options.alter(change, alter);
        if (change.take("reloftype")) {
            change.add(to.fact("reloftype").map(type -> alter + " OF " + type).orElse(alter + " NOT OF"));
        }
        if (change.take("relam") && !change.changes("relkind")) {
            change.add(alter + " SET ACCESS METHOD " + to.value("relam"));
        }
        if (change.take("reltablespace")) {
            change.add(alter + " SET TABLESPACE " + to.fact("reltablespace").orElse("pg_default"));
        }
        security(change, alter);
        if (change.take("relreplident")) {
            replicaIdentity(to.value("relreplident"))
                    .forEach(identity -> change.add(alter + " REPLICA IDENTITY " + identity));
        }
    }

    private static void security(Alteration change, String alter) {
        if (change.take("relrowsecurity")) {
            change.add(alter + (change.to().is("relrowsecurity") ? " ENABLE" : " DISABLE") + " ROW LEVEL SECURITY");
        }
        if (change.take("relforcerowsecurity")) {
            change.add(
                    alter + (change.to().is("relforcerowsecurity") ? " FORCE" : " NO FORCE") + " ROW LEVEL SECURITY");
        }
    }

    /** An index as identity is a fact of the index. */
    private static Stream<String> replicaIdentity(String letter) {
        return switch (letter) {
            case "f" -> Stream.of("FULL");
            case "n" -> Stream.of("NOTHING");
            case "d" -> Stream.of("DEFAULT");
            default -> Stream.of();
        };
    }

    private static void ancestry(Alteration change, String alter) {
        List<String> before = parents(change.from());
        List<String> after = parents(change.to());
        boolean changesBound = change.take("relpartbound", "relispartition");
        if (!change.takeGroup("parent ") && !changesBound) {
            return;
        }
        if (change.from().fact("relpartbound").isPresent()) {
            before.forEach(parent -> change.add("ALTER TABLE " + parent + " DETACH PARTITION "
                    + change.from().name()));
        } else {
            before.stream()
                    .filter(parent -> !after.contains(parent))
                    .forEach(parent -> change.add(alter + " NO INHERIT " + parent));
        }
        change.to()
                .fact("relpartbound")
                .ifPresentOrElse(
                        bound -> change.add("ALTER TABLE " + after.get(0) + " ATTACH PARTITION "
                                + change.to().name() + " " + bound),
                        () -> after.stream()
                                .filter(parent -> !before.contains(parent))
                                .forEach(parent -> change.add(alter + " INHERIT " + parent)));
    }

    @Override
    public boolean isReplaceable() {
        return false;
    }
}
