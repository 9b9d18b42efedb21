// SPDX-License-Identifier: Apache-2.0
package dev.migration.autogenerate.plan;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import dev.migration.autogenerate.catalog.Item;
import dev.migration.autogenerate.catalog.Schema;
import dev.migration.autogenerate.kind.Alteration;
import dev.migration.autogenerate.kind.Kind;
import dev.migration.autogenerate.kind.Phrases;
import dev.migration.autogenerate.kind.Remarks;
import dev.migration.autogenerate.kind.Style;
import dev.migration.autogenerate.kind.relation.IndexKind;
import dev.migration.schema.SchemaObject;

/**
 * Writes the statements that turn one schema into another.
 *
 * <ol>
 *   <li>What has no data of its own and is removed, or must make room, is dropped.
 *   <li>Everything is created and altered, each object after those that it needs.
 *   <li>Tables, columns, types, sequences and functions that are removed are dropped last, when nothing needs them any more.
 * </ol>
 */
public final class Planner {

    /** Dropped at the end: something may use them until it is altered. */
    private static final Set<String> LATE = Set.of(
            "table",
            "column",
            "sequence",
            "schema",
            "extension",
            "enum",
            "domain",
            "composite type",
            "range type",
            "function",
            "window function",
            "procedure",
            "collation",
            "foreign-data wrapper",
            "server",
            "text search dictionary",
            "text search configuration",
            "access method");

    private final Changes changes;
    private final Schema from;
    private final Schema to;
    private final Style style;
    private final TypeExchange exchange;
    private final Set<SchemaObject> exchanged = new LinkedHashSet<>();
    private final Set<SchemaObject> exchangedIndexes = new LinkedHashSet<>();
    private final List<Step> steps = new ArrayList<>();

    private Planner(Schema from, Schema to, Style style) {
        this.changes = Changes.of(from, to, style);
        this.from = from;
        this.to = to;
        this.style = style;
        this.exchange = new TypeExchange(from, to);
    }

    public static List<Step> plan(Schema from, Schema to, Style style) {
        Planner planner = new Planner(from, to, style);
        planner.write();
        return planner.steps;
    }

    private void write() {
        Set<SchemaObject> early = changes.removed().stream()
                .filter(this::isDroppedEarly)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        changes.replaced().stream()
                .filter(object -> IndexKind.isExchanged(to.find(object).orElseThrow(), style))
                .forEach(exchangedIndexes::add);
        Set<SchemaObject> defaults = new Dependents(changes).replaceAll(early);
        changes.replaced().stream().filter(exchange::isNeeded).forEach(exchanged::add);
        Set<SchemaObject> first = new LinkedHashSet<>(early);
        first.addAll(changes.replaced());
        first.removeAll(exchanged);
        first.removeAll(exchangedIndexes);
        resetDefaults(defaults);
        drop(first, all(first, changes.removed()));
        create(defaults);
        Set<SchemaObject> last = new LinkedHashSet<>(changes.removed());
        last.removeAll(early);
        drop(last, changes.removed());
        exchanged.forEach(type -> exchange.drop(type).ifPresent(sql -> steps.add(new Step(type, sql))));
    }

    private static Set<SchemaObject> all(Set<SchemaObject> some, Set<SchemaObject> others) {
        Set<SchemaObject> all = new LinkedHashSet<>(some);
        all.addAll(others);
        return all;
    }

    /** An object of another kind that takes the name needs it to be free. */
    private boolean isDroppedEarly(SchemaObject object) {
        boolean makesRoom = changes.added().stream()
                .anyMatch(other ->
                        other.name().equals(object.name()) && !other.kind().equals(object.kind()));
        boolean isNotNull = from.find(object)
                .filter(item -> item.value("contype").equals("n"))
                .isPresent();
        return makesRoom || !LATE.contains(object.kind()) && !isNotNull;
    }

    /** @param all what is dropped together with what is not named here */
    private void drop(Set<SchemaObject> objects, Set<SchemaObject> all) {
        Carrier carrier = new Carrier(from, all, false);
        Set<SchemaObject> own = objects.stream()
                .filter(object -> carrier.of(object).isEmpty())
                .collect(Collectors.toCollection(LinkedHashSet::new));
        DependencyOrder order = new DependencyOrder(own);
        new Edges(from, order, object -> own.contains(object) ? Optional.of(object) : carried(carrier, object))
                .add(objects);
        List<SchemaObject> sorted = new ArrayList<>(order.sorted());
        java.util.Collections.reverse(sorted);
        sorted.forEach(object -> from.find(object).ifPresent(item -> add(object, drop(item))));
    }

    private List<String> drop(Item item) {
        return isOfServer(item.object())
                ? Remarks.revert(item)
                : kind(item.object()).map(kind -> kind.drop(item, style)).orElse(List.of());
    }

    /** Only its privileges are compared. */
    private static boolean isOfServer(SchemaObject object) {
        return object.schema().equals("pg_catalog");
    }

    private static Optional<SchemaObject> carried(Carrier carrier, SchemaObject object) {
        return carrier.schema().find(object).flatMap(item -> carrier.of(object));
    }

    private void resetDefaults(Set<SchemaObject> columns) {
        for (SchemaObject column : columns) {
            Optional<Item> item = from.find(column);
            boolean isPlain =
                    item.filter(known -> known.value("attgenerated").isEmpty()).isPresent();
            if (isPlain && to.find(column).isPresent()) {
                item.ifPresent(known -> add(column, List.of(alterColumn(known) + " DROP DEFAULT")));
            }
        }
    }

    private static String alterColumn(Item column) {
        return Phrases.alterOwner(column) + " ALTER COLUMN " + column.local();
    }

    private void create(Set<SchemaObject> defaults) {
        Set<SchemaObject> created = new LinkedHashSet<>(changes.added());
        created.addAll(changes.replaced());
        Carrier carrier = new Carrier(to, created, true);
        Set<SchemaObject> own = created.stream()
                .filter(object -> carrier.of(object).isEmpty())
                .collect(Collectors.toCollection(LinkedHashSet::new));
        own.addAll(changes.altered().keySet());
        defaults.stream().filter(column -> to.find(column).isPresent()).forEach(own::add);
        DependencyOrder order = new DependencyOrder(own);
        Edges edges =
                new Edges(to, order, object -> own.contains(object) ? Optional.of(object) : carried(carrier, object));
        edges.add(all(created, own));
        edges.addMentions(created);
        for (SchemaObject object : order.sorted()) {
            write(object, carrier, defaults.contains(object));
        }
    }

    private void write(SchemaObject object, Carrier carrier, boolean setsDefault) {
        Item item = to.find(object).orElseThrow();
        Alteration alteration = changes.altered().get(object);
        if (alteration != null) {
            add(object, alteration.statements());
        } else if (exchanged.contains(object)) {
            add(
                    object,
                    kind(object)
                            .map(kind -> exchange.statements(object, kind, style))
                            .orElse(List.of()));
            add(object, Remarks.create(item));
        } else if (exchangedIndexes.contains(object)) {
            add(object, IndexKind.exchange(item));
            add(object, Remarks.create(item));
        } else if (carrier.handled().contains(object)) {
            add(
                    object,
                    isOfServer(object)
                            ? List.of()
                            : kind(object).map(kind -> kind.create(item, style)).orElse(List.of()));
            remarks(item, carrier);
        }
        if (setsDefault
                && (alteration == null
                        || alteration.statements().stream().noneMatch(sql -> sql.contains("SET DEFAULT")))) {
            item.fact("adbin").ifPresent(value -> add(object, List.of(alterColumn(item) + " SET DEFAULT " + value)));
        }
    }

    /** Of the object and of what came into being with it. */
    private void remarks(Item item, Carrier carrier) {
        if (kind(item.object()).isEmpty()
                || item.kind().equals("column")
                        && item.whole()
                                .filter(whole -> whole.kind().endsWith("view"))
                                .isPresent()) {
            return;
        }
        add(item.object(), Remarks.create(item));
        for (String part : List.of("column", "constraint", "index")) {
            to.parts(item.name(), part).stream()
                    .filter(known -> carrier.handled().contains(known.object())
                            && carrier.of(known.object()).isPresent())
                    .forEach(known -> add(known.object(), Remarks.create(known)));
        }
    }

    private static Optional<Kind> kind(SchemaObject object) {
        return Kinds.of(object.kind());
    }

    private void add(SchemaObject object, List<String> statements) {
        statements.forEach(sql -> steps.add(new Step(object, sql)));
    }
}
