// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.schema;

import java.util.List;

import dev.migration.cli.setting.CommandContext;
import dev.migration.schema.CustomizedSchema;
import dev.migration.schema.ObjectFilter;
import dev.migration.schema.Ownership;
import dev.migration.schema.SchemaDifferenceCustomizer;
import dev.migration.schema.SchemaGraph;
import dev.migration.schema.SchemaSnapshot;
import dev.migration.setting.SettingKey;
import dev.migration.setting.SettingType;

/**
 * What is compared of two schemas.
 *
 * @param filter the objects
 * @param customizers what rewrites or vetoes a difference between them
 */
record ComparisonScope(ObjectFilter filter, List<SchemaDifferenceCustomizer> customizers) {

    static ComparisonScope of(CommandContext context) {
        return new ComparisonScope(
                new ObjectFilter(list(context, SettingKey.COMPARE_INCLUDE), list(context, SettingKey.COMPARE_EXCLUDE)),
                context.differenceCustomizers());
    }

    private static List<String> list(CommandContext context, SettingKey key) {
        return context.commandSetting(key).map(SettingType::split).orElse(List.of());
    }

    SchemaSnapshot filtered(SchemaSnapshot snapshot) {
        return snapshot.only(filter);
    }

    SchemaGraph filtered(SchemaGraph graph) {
        return graph.with(filtered(graph.snapshot()));
    }

    /** The part of a database that is a model of revisions; all that the filter includes, if somebody named that. */
    SchemaSnapshot ownedOf(SchemaSnapshot revisions, SchemaSnapshot model) {
        return filter.include().isEmpty()
                ? Ownership.ofModel(revisions, model)
                : Ownership.withoutLibraries(model, revisions);
    }

    /** The second schema, as the customizers want it. */
    SchemaSnapshot customized(SchemaSnapshot from, SchemaSnapshot to) {
        return CustomizedSchema.of(customizers, from, to);
    }

    /** The same with what the objects need of each other. */
    SchemaGraph customized(SchemaGraph from, SchemaGraph to) {
        return CustomizedSchema.of(customizers, from, to);
    }
}
