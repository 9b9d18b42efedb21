// SPDX-License-Identifier: Apache-2.0
package dev.migration.schema;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Gives keys, checks and indexes of a model the names that other schema has for them, if nobody chose the names of the model:
 * Hibernate made them from a hash, or the server from the names of table and column.
 */
final class GeneratedNames {

    private static final Pattern HASH = Pattern.compile("(fk|uk|idx)[0-9a-z]{20,}", Pattern.CASE_INSENSITIVE);
    private static final Pattern OF_SERVER = Pattern.compile("\\w+_(pkey|key|fkey|check|idx|excl)\\d*");

    private final SchemaSnapshot other;
    private final SchemaSnapshot model;

    private GeneratedNames(SchemaSnapshot other, SchemaSnapshot model) {
        this.other = other;
        this.model = model;
    }

    /** The model with the names of the other schema. */
    static SchemaSnapshot asIn(SchemaSnapshot other, SchemaSnapshot model) {
        return new GeneratedNames(other, model).renamed();
    }

    private SchemaSnapshot renamed() {
        Map<String, String> names = new LinkedHashMap<>();
        model.objects().forEach((object, facts) -> {
            if (isNamed(object) && !other.objects().containsKey(object)) {
                counterpart(object, facts, names).ifPresent(name -> names.put(object.name(), name));
            }
        });
        SortedMap<SchemaObject, SortedMap<String, String>> kept = new TreeMap<>();
        model.objects().forEach((object, facts) -> {
            String name = names.getOrDefault(object.name(), object.name());
            SchemaObject renamed = new SchemaObject(object.kind(), name, object.schema(), object.owner());
            kept.put(renamed, replaced(facts, names));
        });
        return new SchemaSnapshot(model.serverVersion(), kept, model.omissions());
    }

    private static boolean isNamed(SchemaObject object) {
        String local = local(object.name());
        return (object.kind().equals("constraint") || object.kind().equals("index"))
                && (HASH.matcher(local).matches() || OF_SERVER.matcher(local).matches());
    }

    /** The only object that has the same facts and does not exist in the model under its own name. */
    private Optional<String> counterpart(
            SchemaObject object, SortedMap<String, String> facts, Map<String, String> known) {
        return other.objects().entrySet().stream()
                .filter(entry -> isCandidate(entry.getKey(), object)
                        && !known.containsValue(entry.getKey().name()))
                .filter(entry -> replaced(
                                facts, Map.of(object.name(), entry.getKey().name()))
                        .equals(entry.getValue()))
                .map(entry -> entry.getKey().name())
                .findFirst();
    }

    private boolean isCandidate(SchemaObject candidate, SchemaObject object) {
        return candidate.kind().equals(object.kind())
                && candidate.owner().equals(object.owner())
                && !model.objects().containsKey(candidate);
    }

    /** Facts contain the name: the definition of an index, and the index of a constraint. */
    private static SortedMap<String, String> replaced(SortedMap<String, String> facts, Map<String, String> names) {
        SortedMap<String, String> replaced = new TreeMap<>(facts);
        names.forEach((from, to) -> replaced.replaceAll(
                (fact, value) -> value.contains(local(from)) ? value.replace(local(from), local(to)) : value));
        return replaced;
    }

    private static String local(String name) {
        return name.substring(name.lastIndexOf('.') + 1);
    }
}
