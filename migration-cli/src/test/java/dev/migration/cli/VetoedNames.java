// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli;

import java.util.Optional;
import java.util.TreeMap;

import dev.migration.schema.SchemaDifference;
import dev.migration.schema.SchemaDifferenceCustomizer;
import dev.migration.schema.SchemaObject;

/** The service of these tests: decides by names that no other test has. */
public final class VetoedNames implements SchemaDifferenceCustomizer {

    @Override
    public Optional<SchemaDifference> customize(SchemaDifference difference) {
        SchemaObject object = difference.object();
        if (object.name().contains("vetoed_by_test")) {
            return Optional.empty();
        }
        if (object.name().endsWith("exchanged_by_test")) {
            return Optional.of(new SchemaDifference.Removed(object, new TreeMap<>()));
        }
        if (object.name().endsWith("filled_by_test") && difference instanceof SchemaDifference.Added added) {
            TreeMap<String, String> facts = new TreeMap<>(added.facts());
            facts.put("reloptions", "{fillfactor=70}");
            return Optional.of(new SchemaDifference.Added(object, facts));
        }
        return Optional.of(difference);
    }
}
