// SPDX-License-Identifier: Apache-2.0
package dev.migration.autogenerate.kind.other;

import java.util.List;
import java.util.Set;

import dev.migration.autogenerate.catalog.Item;
import dev.migration.autogenerate.kind.Alteration;
import dev.migration.autogenerate.kind.Kind;
import dev.migration.autogenerate.kind.Style;

/** Functions and procedures. */
public final class RoutineKind implements Kind {

    /** What CREATE OR REPLACE cannot change. */
    private static final Set<String> FIXED =
            Set.of("prorettype", "proretset", "proargnames", "proargmodes", "proallargtypes", "prokind", "provariadic");

    @Override
    public List<String> create(Item item, Style style) {
        return List.of(definition(item).replaceFirst("^CREATE OR REPLACE ", "CREATE "));
    }

    /** Its last character is a line break. */
    private static String definition(Item item) {
        return item.schema().text(item.object()).stripTrailing();
    }

    @Override
    public void alter(Alteration change, Style style) {
        int before = Integer.parseInt(change.from().value("pronargdefaults"));
        int after = Integer.parseInt(change.to().value("pronargdefaults"));
        boolean isFixed = change.open().stream().anyMatch(FIXED::contains) || after < before;
        if (!isFixed && change.takeGroup("pro")) {
            change.add(definition(change.to()));
        }
    }
}
