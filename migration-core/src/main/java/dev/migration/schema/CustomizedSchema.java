// SPDX-License-Identifier: Apache-2.0
package dev.migration.schema;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** The second of two schemas, as {@link SchemaDifferenceCustomizer}s want it. */
public final class CustomizedSchema {

    private static final String POSITION = "attnum";

    private final List<SchemaDifferenceCustomizer> customizers;
    private final SchemaSnapshot from;
    private final SortedMap<SchemaObject, SortedMap<String, String>> objects;
    /** Names of tables and types that are not created, and of those that are dropped. */
    private final Set<String> vetoed = new HashSet<>();

    private final Set<String> removed = new HashSet<>();

    private CustomizedSchema(List<SchemaDifferenceCustomizer> customizers, SchemaSnapshot from, SchemaSnapshot to) {
        this.customizers = customizers;
        this.from = from;
        this.objects = new TreeMap<>(to.objects());
    }

    /**
     * A schema that differs from {@code from} as the customizers decide.
     *
     * @throws CustomizerException if one of them fails
     */
    public static SchemaSnapshot of(
            List<SchemaDifferenceCustomizer> customizers, SchemaSnapshot from, SchemaSnapshot to) {
        if (customizers.isEmpty()) {
            return to;
        }
        CustomizedSchema schema = new CustomizedSchema(customizers, from, to);
        SchemaComparison.of(from.without(POSITION), to.without(POSITION))
                .differences()
                .forEach(schema::decide);
        return new SchemaSnapshot(to.serverVersion(), schema.objects, to.omissions());
    }

    /** The same with what the objects need of each other. */
    public static SchemaGraph of(List<SchemaDifferenceCustomizer> customizers, SchemaGraph from, SchemaGraph to) {
        if (customizers.isEmpty()) {
            return to;
        }
        // What stays as it is in the first schema needs what it needs there.
        Set<SchemaDependency> dependencies = new LinkedHashSet<>(to.dependencies());
        dependencies.addAll(from.dependencies());
        Map<SchemaObject, String> texts = new HashMap<>(from.texts());
        texts.putAll(to.texts());
        SchemaSnapshot snapshot = of(customizers, from.snapshot(), to.snapshot());
        return new SchemaGraph(snapshot, List.copyOf(dependencies), texts).with(snapshot);
    }

    private void decide(SchemaDifference difference) {
        SchemaObject object = difference.object();
        if (object.ownedBy().filter(removed::contains).isPresent()) {
            return;
        }
        boolean isVetoed = object.ownedBy().filter(vetoed::contains).isPresent();
        Optional<SchemaDifference> decision = isVetoed ? Optional.empty() : customized(difference);
        if (decision.isPresent()) {
            take(decision.get());
        } else {
            veto(difference);
        }
    }

    private Optional<SchemaDifference> customized(SchemaDifference difference) {
        Optional<SchemaDifference> current = Optional.of(difference);
        for (SchemaDifferenceCustomizer customizer : customizers) {
            if (current.isPresent()) {
                current = call(customizer, current.get());
            }
        }
        return current;
    }

    private static Optional<SchemaDifference> call(SchemaDifferenceCustomizer customizer, SchemaDifference given) {
        Optional<SchemaDifference> answer;
        try {
            answer = customizer.customize(given);
        } catch (RuntimeException failure) {
            throw new CustomizerException(customizer, given, failure);
        }
        answer.filter(other -> !other.getClass().equals(given.getClass())
                        || !other.object().equals(given.object()))
                .ifPresent(other -> {
                    throw new CustomizerException(customizer, given, other);
                });
        return answer;
    }

    private void take(SchemaDifference difference) {
        SchemaObject object = difference.object();
        if (difference instanceof SchemaDifference.Added added) {
            put(object, new TreeMap<>(added.facts()));
        } else if (difference instanceof SchemaDifference.Changed changed) {
            SortedMap<String, String> facts = new TreeMap<>(from.objects().getOrDefault(object, new TreeMap<>()));
            for (SchemaDifference.FactChange change : changed.changes()) {
                if (change.to() == null) {
                    facts.remove(change.fact());
                } else {
                    facts.put(change.fact(), change.to());
                }
            }
            put(object, facts);
        } else {
            removed.add(object.name());
        }
    }

    /** The position in the second schema stays. */
    private void put(SchemaObject object, SortedMap<String, String> facts) {
        Optional.ofNullable(objects.getOrDefault(object, facts).get(POSITION))
                .ifPresent(position -> facts.put(POSITION, position));
        objects.put(object, facts);
    }

    private void veto(SchemaDifference difference) {
        SchemaObject object = difference.object();
        if (difference instanceof SchemaDifference.Added) {
            vetoed.add(object.name());
            objects.remove(object);
        } else {
            objects.put(object, from.objects().getOrDefault(object, new TreeMap<>()));
        }
    }
}
