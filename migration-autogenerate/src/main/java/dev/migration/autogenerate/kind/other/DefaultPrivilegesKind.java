// SPDX-License-Identifier: Apache-2.0
package dev.migration.autogenerate.kind.other;

import java.util.List;
import java.util.Map;

import dev.migration.autogenerate.catalog.Item;
import dev.migration.autogenerate.kind.Alteration;
import dev.migration.autogenerate.kind.DefaultGrants;
import dev.migration.autogenerate.kind.Kind;
import dev.migration.autogenerate.kind.Style;

/** Default privileges of objects that a role will create. */
public final class DefaultPrivilegesKind implements Kind {

    private static final String FACT = "defaclacl";
    private static final Map<String, String> OBJECTS = Map.of(
            "r", "TABLES", "S", "SEQUENCES", "f", "FUNCTIONS", "T", "TYPES", "n", "SCHEMAS", "L", "LARGE OBJECTS");

    @Override
    public List<String> create(Item item, Style style) {
        return grants(item).from("", item.value(FACT));
    }

    private static DefaultGrants grants(Item item) {
        return new DefaultGrants(
                item.value("defaclrole"),
                item.fact("defaclnamespace"),
                OBJECTS.getOrDefault(item.value("defaclobjtype"), "TABLES"),
                item.schema().version());
    }

    @Override
    public List<String> drop(Item item, Style style) {
        return grants(item).from(item.value(FACT), "");
    }

    @Override
    public void alter(Alteration change, Style style) {
        if (change.take(FACT)) {
            change.addAll(grants(change.to())
                    .from(change.from().value(FACT), change.to().value(FACT)));
        }
    }
}
