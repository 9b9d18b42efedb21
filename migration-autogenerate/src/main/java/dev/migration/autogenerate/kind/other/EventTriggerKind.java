// SPDX-License-Identifier: Apache-2.0
package dev.migration.autogenerate.kind.other;

import java.util.List;
import java.util.stream.Collectors;

import dev.migration.autogenerate.catalog.Item;
import dev.migration.autogenerate.catalog.Texts;
import dev.migration.autogenerate.kind.Alteration;
import dev.migration.autogenerate.kind.Kind;
import dev.migration.autogenerate.kind.Style;

/** Event triggers. */
public final class EventTriggerKind implements Kind {

    @Override
    public List<String> create(Item item, Style style) {
        String tags = item.list("evttags").stream().map(Texts::literal).collect(Collectors.joining(", "));
        return List.of("CREATE EVENT TRIGGER " + item.name() + " ON " + item.value("evtevent")
                + (tags.isEmpty() ? "" : " WHEN TAG IN (" + tags + ")") + " EXECUTE FUNCTION " + item.value("evtfoid"));
    }

    @Override
    public void alter(Alteration change, Style style) {
        if (change.take("evtenabled")) {
            change.add("ALTER EVENT TRIGGER " + change.to().name()
                    + switch (change.to().value("evtenabled")) {
                        case "D" -> " DISABLE";
                        case "R" -> " ENABLE REPLICA";
                        case "A" -> " ENABLE ALWAYS";
                        default -> " ENABLE";
                    });
        }
    }
}
