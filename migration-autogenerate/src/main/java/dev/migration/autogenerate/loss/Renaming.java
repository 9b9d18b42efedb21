// SPDX-License-Identifier: Apache-2.0
package dev.migration.autogenerate.loss;

import dev.migration.autogenerate.catalog.Item;
import dev.migration.autogenerate.catalog.Texts;
import dev.migration.autogenerate.kind.Phrases;
import dev.migration.autogenerate.plan.Step;

/**
 * An object that gets another name, or a label of an enum.
 *
 * @param from the object of the first state; for a label, its enum
 * @param to the object of the second state
 * @param fromLabel the label; empty for an object
 */
record Renaming(Item from, Item to, String fromLabel, String toLabel) {

    static Renaming of(Item from, Item to) {
        return new Renaming(from, to, "", "");
    }

    boolean isLabel() {
        return !fromLabel.isEmpty();
    }

    String oldName() {
        return isLabel() ? from.name() + "." + fromLabel : from.name();
    }

    String newName() {
        return isLabel() ? to.name() + "." + toLabel : to.name();
    }

    /** @param owner the name that the table of a column has by then */
    Step step(String owner) {
        if (isLabel()) {
            return new Step(
                    to.object(),
                    "ALTER TYPE " + to.name() + " RENAME VALUE " + Texts.literal(fromLabel) + " TO "
                            + Texts.literal(toLabel));
        }
        String sql = switch (from.kind()) {
            case "column" ->
                alterOwner(owner) + (isAttribute() ? " RENAME ATTRIBUTE " : " RENAME COLUMN ") + from.local() + " TO "
                        + to.local();
            case "constraint" -> alterOwner(owner) + " RENAME CONSTRAINT " + from.local() + " TO " + to.local();
            default -> "ALTER " + Phrases.of(from) + " RENAME TO " + Texts.withoutArguments(to.local());
        };
        return new Step(to.object(), sql);
    }

    private String alterOwner(String owner) {
        String alter = Phrases.alterOwner(from);
        return alter.substring(0, alter.length() - from.owner().length()) + owner;
    }

    private boolean isAttribute() {
        return from.whole()
                .filter(whole -> whole.kind().equals("composite type"))
                .isPresent();
    }
}
