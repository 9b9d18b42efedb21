// SPDX-License-Identifier: Apache-2.0
package dev.migration.autogenerate.plan;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import dev.migration.autogenerate.catalog.Item;
import dev.migration.autogenerate.catalog.Schema;
import dev.migration.autogenerate.kind.Phrases;
import dev.migration.autogenerate.kind.relation.SequenceKind;

/**
 * Objects that differ in nothing but their name: indexes and constraints of a table, and the sequence of a column. They are renamed
 * without a question: nothing is built again, and the sequence keeps its value.
 */
public final class Renames {

    private static final Set<String> KINDS = Set.of("index", "constraint", "sequence");

    private Renames() {}

    public static List<Step> of(Schema from, Schema to) {
        List<Item> added = only(to, from);
        Set<Item> used = new LinkedHashSet<>();
        List<Step> steps = new ArrayList<>();
        for (Item old : only(from, to)) {
            Optional<Item> renamed = added.stream()
                    .filter(item -> !used.contains(item) && isSame(old, item))
                    .findFirst();
            if (renamed.isPresent() && !comesWithConstraint(old)) {
                used.add(renamed.get());
                steps.add(new Step(old.object(), statement(old, renamed.get())));
            }
        }
        return steps;
    }

    private static List<Item> only(Schema schema, Schema other) {
        return schema.items()
                .filter(item ->
                        KINDS.contains(item.kind()) && other.find(item.object()).isEmpty())
                .toList();
    }

    /** Its constraint is renamed, and the index with it. */
    private static boolean comesWithConstraint(Item item) {
        return item.kind().equals("index")
                && item.schema().partOf(item.object(), "constraint").isPresent();
    }

    private static boolean isSame(Item old, Item item) {
        if (!old.kind().equals(item.kind())
                || !old.owner().equals(item.owner())
                || !old.object().schema().equals(item.object().schema())) {
            return false;
        }
        if (old.kind().equals("sequence")) {
            return SequenceKind.column(old)
                    .flatMap(column -> SequenceKind.column(item)
                            .filter(other -> other.object().equals(column.object())))
                    .isPresent();
        }
        return !old.value("contype").equals("n") && definition(old).equals(definition(item));
    }

    private static String definition(Item item) {
        String text = item.value("definition");
        return item.kind().equals("index")
                ? text.replaceFirst(" INDEX \\S+ ON ", " INDEX ON ")
                : item.value("contype") + text;
    }

    private static String statement(Item old, Item renamed) {
        return old.kind().equals("constraint")
                ? Phrases.alterOwner(old) + " RENAME CONSTRAINT " + old.local() + " TO " + renamed.local()
                : "ALTER " + Phrases.of(old) + " RENAME TO " + renamed.local();
    }
}
