// SPDX-License-Identifier: Apache-2.0
package dev.migration.autogenerate.catalog;

import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Function;
import java.util.stream.Stream;

import dev.migration.schema.SchemaDependency;
import dev.migration.schema.SchemaDependency.Kind;
import dev.migration.schema.SchemaGraph;
import dev.migration.schema.SchemaObject;

/** The objects of one database, found by name, by what they belong to and by what they need. */
public final class Schema {

    private static final Set<String> WHOLES =
            Set.of("table", "view", "materialized view", "foreign table", "composite type", "domain");

    private final SchemaGraph graph;
    private final Map<SchemaObject, Item> items = new LinkedHashMap<>();
    private final Map<String, Item> byName = new HashMap<>();
    private final Map<String, Set<Item>> parts = new HashMap<>();
    private final Map<String, Item> wholes = new HashMap<>();
    private final Map<SchemaObject, Set<SchemaDependency>> needs = new HashMap<>();
    private final Map<SchemaObject, Set<SchemaDependency>> neededBy = new HashMap<>();

    private Schema(SchemaGraph graph) {
        this.graph = graph;
    }

    public static Schema of(SchemaGraph graph) {
        Schema schema = new Schema(graph);
        graph.snapshot().objects().forEach(schema::add);
        graph.dependencies().forEach(schema::add);
        return schema;
    }

    public SchemaGraph graph() {
        return graph;
    }

    /** The major version of the server. */
    public int version() {
        return graph.snapshot().serverVersion();
    }

    public Optional<Item> find(SchemaObject object) {
        return Optional.ofNullable(items.get(object));
    }

    /** An object by what it is called, whatever it belongs to. */
    public Optional<Item> find(String kind, String name) {
        return Optional.ofNullable(byName.get(kind + " " + name));
    }

    /** The table, view, foreign table, domain or composite type of a name. */
    public Optional<Item> whole(String name) {
        return Optional.ofNullable(wholes.get(name));
    }

    /** What belongs to a relation or type, of one kind; columns in their order. */
    public List<Item> parts(String owner, String kind) {
        return parts.getOrDefault(owner, Set.of()).stream()
                .filter(part -> part.kind().equals(kind))
                .sorted(Comparator.comparing(
                        (Item part) -> Integer.parseInt(part.facts().getOrDefault("attnum", "0"))))
                .toList();
    }

    public Optional<Item> column(String owner, String local) {
        return parts.getOrDefault(owner, Set.of()).stream()
                .filter(part -> part.kind().equals("column") && part.local().equals(local))
                .findFirst();
    }

    public Stream<Item> items() {
        return items.values().stream();
    }

    public Set<SchemaDependency> needs(SchemaObject object) {
        return needs.getOrDefault(object, Set.of());
    }

    public Set<SchemaDependency> neededBy(SchemaObject object) {
        return neededBy.getOrDefault(object, Set.of());
    }

    /** What this object is a part of, for example the constraint of an index, the column of the sequence of an identity. */
    public Optional<Item> partOf(SchemaObject object, String kind) {
        return needs(object).stream()
                .filter(dependency -> dependency.kind() == Kind.INTERNAL
                        && dependency.needed().kind().equals(kind))
                .map(SchemaDependency::needed)
                .map(items::get)
                .findFirst();
    }

    /** What statements need and no comparison does; empty if there is nothing. */
    public String text(SchemaObject object) {
        return graph.texts().getOrDefault(object, "");
    }

    private void add(SchemaObject object, SortedMap<String, String> facts) {
        Item item = new Item(object, facts, this);
        items.put(object, item);
        byName.put(object.toString(), item);
        if (WHOLES.contains(object.kind())) {
            wholes.put(object.name(), item);
        }
        object.ownedBy().ifPresent(owner -> of(parts, owner).add(item));
    }

    private void add(SchemaDependency dependency) {
        of(needs, dependency.object()).add(dependency);
        of(neededBy, dependency.needed()).add(dependency);
    }

    private static <K, V> Set<V> of(Map<K, Set<V>> sets, K key) {
        Function<K, Set<V>> empty = ignored -> new LinkedHashSet<>();
        return sets.computeIfAbsent(key, empty);
    }
}
