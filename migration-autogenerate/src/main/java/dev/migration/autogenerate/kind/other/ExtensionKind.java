// SPDX-License-Identifier: Apache-2.0
package dev.migration.autogenerate.kind.other;

import java.util.List;

import dev.migration.autogenerate.catalog.Item;
import dev.migration.autogenerate.catalog.Texts;
import dev.migration.autogenerate.kind.Alteration;
import dev.migration.autogenerate.kind.Kind;
import dev.migration.autogenerate.kind.Style;

/** Extensions. Their members are not compared. */
public final class ExtensionKind implements Kind {

    @Override
    public List<String> create(Item item, Style style) {
        String place = item.is("extrelocatable") ? " WITH SCHEMA " + item.value("extnamespace") : "";
        return List.of("CREATE EXTENSION " + item.name() + place);
    }

    @Override
    public List<String> drop(Item item, Style style) {
        return List.of("DROP EXTENSION " + item.name());
    }

    @Override
    public void alter(Alteration change, Style style) {
        Item to = change.to();
        if (change.take("extnamespace")) {
            change.add("ALTER EXTENSION " + to.name() + " SET SCHEMA " + to.value("extnamespace"));
        }
        if (change.take("extversion")) {
            change.add("ALTER EXTENSION " + to.name() + " UPDATE TO " + Texts.literal(to.value("extversion")));
        }
    }

    @Override
    public boolean isReplaceable() {
        return false;
    }
}
