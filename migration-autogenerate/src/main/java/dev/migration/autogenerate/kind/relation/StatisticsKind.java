// SPDX-License-Identifier: Apache-2.0
package dev.migration.autogenerate.kind.relation;

import java.util.List;

import dev.migration.autogenerate.catalog.Item;
import dev.migration.autogenerate.kind.Alteration;
import dev.migration.autogenerate.kind.Kind;
import dev.migration.autogenerate.kind.Style;

/** Extended statistics. */
public final class StatisticsKind implements Kind {

    @Override
    public List<String> create(Item item, Style style) {
        return List.of(item.value("definition"));
    }

    @Override
    public List<String> drop(Item item, Style style) {
        return List.of("DROP STATISTICS " + item.name());
    }

    @Override
    public void alter(Alteration change, Style style) {
        if (change.take("stxstattarget")) {
            change.add("ALTER STATISTICS " + change.to().name() + " SET STATISTICS "
                    + change.to().fact("stxstattarget").orElse("-1"));
        }
    }
}
