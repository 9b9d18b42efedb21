// SPDX-License-Identifier: Apache-2.0
package dev.migration.autogenerate.plan;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

import dev.migration.autogenerate.catalog.Item;
import dev.migration.autogenerate.catalog.Schema;
import dev.migration.autogenerate.kind.Alteration;
import dev.migration.autogenerate.kind.Remarks;
import dev.migration.autogenerate.kind.Style;
import dev.migration.schema.SchemaComparison;
import dev.migration.schema.SchemaDifference;
import dev.migration.schema.SchemaObject;

/** What differs between two databases, by what happens to each object. */
final class Changes {

    private final Schema from;
    private final Schema to;
    private final Style style;
    private final Set<SchemaObject> added = new LinkedHashSet<>();
    private final Set<SchemaObject> removed = new LinkedHashSet<>();
    private final Set<SchemaObject> replaced = new LinkedHashSet<>();
    private final Map<SchemaObject, Alteration> altered = new LinkedHashMap<>();

    private Changes(Schema from, Schema to, Style style) {
        this.from = from;
        this.to = to;
        this.style = style;
    }

    static Changes of(Schema from, Schema to, Style style) {
        Changes changes = new Changes(from, to, style);
        for (SchemaDifference difference : SchemaComparison.of(
                        from.graph().snapshot(), to.graph().snapshot())
                .differences()) {
            changes.add(difference);
        }
        return changes;
    }

    private void add(SchemaDifference difference) {
        SchemaObject object = difference.object();
        if (difference instanceof SchemaDifference.Added) {
            added.add(object);
        } else if (difference instanceof SchemaDifference.Removed) {
            removed.add(object);
        } else if (difference instanceof SchemaDifference.Changed changed) {
            Alteration alteration = new Alteration(from(object), to(object), changed.changes());
            Remarks.alter(alteration);
            Kinds.of(object.kind()).ifPresent(kind -> kind.alter(alteration, style));
            boolean isReplaceable =
                    Kinds.of(object.kind()).filter(kind -> kind.isReplaceable()).isPresent();
            if (!alteration.open().isEmpty() && isReplaceable) {
                replaced.add(object);
            } else {
                altered.put(object, alteration);
            }
        }
    }

    Schema from() {
        return from;
    }

    Schema to() {
        return to;
    }

    Set<SchemaObject> added() {
        return added;
    }

    Set<SchemaObject> removed() {
        return removed;
    }

    Set<SchemaObject> replaced() {
        return replaced;
    }

    Map<SchemaObject, Alteration> altered() {
        return altered;
    }

    /** Drops and creates an object that could be altered, or that does not change at all. */
    boolean replace(SchemaObject object) {
        altered.remove(object);
        return replaced.add(object);
    }

    private Item from(SchemaObject object) {
        return from.find(object).orElseThrow();
    }

    private Item to(SchemaObject object) {
        return to.find(object).orElseThrow();
    }
}
