// SPDX-License-Identifier: Apache-2.0
package dev.migration.autogenerate.kind.relation;

import java.util.List;

import dev.migration.autogenerate.catalog.Item;
import dev.migration.autogenerate.kind.Alteration;
import dev.migration.autogenerate.kind.Kind;
import dev.migration.autogenerate.kind.Phrases;
import dev.migration.autogenerate.kind.Style;

/** Triggers and rules of a relation. */
public final class ActionKind implements Kind {

    private final String word;
    private final String definition;
    private final String enabled;

    /**
     * @param word {@code TRIGGER} or {@code RULE}
     * @param definition the fact with its statement
     * @param enabled the fact that says when it fires
     */
    public ActionKind(String word, String definition, String enabled) {
        this.word = word;
        this.definition = definition;
        this.enabled = enabled;
    }

    @Override
    public List<String> create(Item item, Style style) {
        if (isCopy(item)) {
            return List.of();
        }
        String text = item.value(definition).strip();
        return List.of(text.endsWith(";") ? text.substring(0, text.length() - 1) : text);
    }

    /** A partition has copies of the triggers of its table. */
    private static boolean isCopy(Item item) {
        return item.fact("tgparentid").isPresent();
    }

    @Override
    public List<String> drop(Item item, Style style) {
        return isCopy(item) ? List.of() : List.of("DROP " + Phrases.of(item));
    }

    @Override
    public void alter(Alteration change, Style style) {
        if (change.take(enabled)) {
            change.add("ALTER TABLE " + change.to().owner() + " "
                    + switch (change.to().value(enabled)) {
                        case "D" -> "DISABLE " + word;
                        case "R" -> "ENABLE REPLICA " + word;
                        case "A" -> "ENABLE ALWAYS " + word;
                        default -> "ENABLE " + word;
                    }
                    + " " + change.to().local());
        }
    }
}
