// SPDX-License-Identifier: Apache-2.0
package dev.migration.autogenerate.catalog;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

import dev.migration.schema.SchemaDependency;
import dev.migration.schema.SchemaGraph;
import dev.migration.schema.SchemaObject;
import dev.migration.schema.SchemaSnapshot;
import dev.migration.schema.TableScope;

/**
 * The state that a model wants which describes tables only: what the model says, and everything else as it is. {@link TableScope}
 * decides what the model says.
 */
public final class Overlay {

    private static final Pattern LABEL = Pattern.compile("label \\d+ enumlabel");
    private static final String POSITION = "attnum";

    private final SchemaGraph whole;
    private final SchemaGraph model;
    private final TableScope.Sides sides;

    private Overlay(SchemaGraph whole, SchemaGraph model) {
        this.whole = whole;
        this.model = model;
        this.sides = TableScope.of(whole.snapshot(), model.snapshot());
    }

    /** @param whole a state with everything, for example of revisions */
    public static SchemaGraph of(SchemaGraph whole, SchemaGraph model) {
        return new Overlay(whole, model).graph();
    }

    private SchemaGraph graph() {
        SortedMap<SchemaObject, SortedMap<String, String>> objects = new TreeMap<>();
        whole.snapshot().objects().forEach((object, facts) -> {
            if (!sides.whole().objects().containsKey(object)) {
                objects.put(object, facts);
            } else if (sides.model().objects().containsKey(object)) {
                objects.put(object, merged(object, facts));
            }
        });
        addNew(objects);
        removeParts(objects);
        Set<SchemaDependency> dependencies = new LinkedHashSet<>(whole.dependencies());
        dependencies.addAll(model.dependencies());
        Map<SchemaObject, String> texts = new HashMap<>(model.texts());
        texts.putAll(whole.texts());
        SchemaSnapshot snapshot = new SchemaSnapshot(
                whole.snapshot().serverVersion(), objects, sides.model().omissions());
        return new SchemaGraph(snapshot, List.copyOf(dependencies), texts).with(snapshot);
    }

    /** What the model says in place of what it says otherwise; what it does not say stays. */
    private SortedMap<String, String> merged(SchemaObject object, SortedMap<String, String> facts) {
        SortedMap<String, String> said = sides.model().objects().getOrDefault(object, new TreeMap<>());
        SortedMap<String, String> merged = new TreeMap<>(facts);
        merged.keySet()
                .removeAll(sides.whole()
                        .objects()
                        .getOrDefault(object, new TreeMap<>())
                        .keySet());
        merged.putAll(said);
        return object.kind().equals("enum") ? withLabels(merged, labels(facts), labels(said)) : merged;
    }

    private static List<String> labels(SortedMap<String, String> facts) {
        SortedMap<String, String> labels = Texts.numbered();
        facts.forEach((fact, value) -> {
            if (LABEL.matcher(fact).matches()) {
                labels.put(fact, value);
            }
        });
        return List.copyOf(labels.values());
    }

    /** The order of the labels is the one that exists; new ones follow. */
    private static SortedMap<String, String> withLabels(
            SortedMap<String, String> facts, List<String> before, List<String> wished) {
        List<String> labels = new ArrayList<>(before);
        labels.retainAll(wished);
        wished.stream().filter(label -> !before.contains(label)).forEach(labels::add);
        facts.keySet().removeIf(LABEL.asMatchPredicate());
        for (int i = 0; i < labels.size(); i++) {
            facts.put("label " + (i + 1) + " enumlabel", labels.get(i));
        }
        return facts;
    }

    private void addNew(SortedMap<SchemaObject, SortedMap<String, String>> objects) {
        int position = whole.snapshot().objects().size();
        for (Map.Entry<SchemaObject, SortedMap<String, String>> entry :
                model.snapshot().objects().entrySet()) {
            SchemaObject object = entry.getKey();
            boolean isNew = sides.model().objects().containsKey(object) && !objects.containsKey(object);
            if (isNew) {
                SortedMap<String, String> facts = new TreeMap<>(entry.getValue());
                if (object.kind().equals("column") && hasTable(object)) {
                    // Behind the columns that exist.
                    position++;
                    facts.put(POSITION, String.valueOf(position));
                }
                objects.put(object, facts);
            }
        }
    }

    private boolean hasTable(SchemaObject column) {
        return whole.snapshot().objects().keySet().stream()
                .anyMatch(object -> object.name().equals(column.owner()));
    }

    /** What belongs to a table that goes, goes, too. */
    private static void removeParts(SortedMap<SchemaObject, SortedMap<String, String>> objects) {
        Set<String> names = new HashSet<>();
        objects.keySet().forEach(object -> names.add(object.name()));
        objects.keySet()
                .removeIf(object ->
                        object.ownedBy().filter(owner -> !names.contains(owner)).isPresent());
    }
}
