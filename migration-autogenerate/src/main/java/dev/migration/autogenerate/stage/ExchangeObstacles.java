// SPDX-License-Identifier: Apache-2.0
package dev.migration.autogenerate.stage;

import java.util.Optional;

import dev.migration.autogenerate.catalog.Item;

/** Why a column cannot be exchanged for one beside it, as far as the catalogs say it before anything is tried. */
public final class ExchangeObstacles {

    private ExchangeObstacles() {}

    /** The reason, as the end of a sentence. */
    public static Optional<String> of(ColumnExchange exchange) {
        Item from = exchange.from();
        Item to = exchange.to();
        if (!isPlainTable(from) || !isPlainTable(to)) {
            return Optional.of("the table has partitions or parents");
        }
        if (!from.value("attgenerated").isEmpty() || !to.value("attgenerated").isEmpty()) {
            return Optional.of("the column is computed");
        }
        if (from.fact("attacl").isPresent()) {
            return Optional.of("the column has privileges of its own");
        }
        if (from.value("atttypid").startsWith("time") && to.value("atttypid").startsWith("time")) {
            return Optional.of("the value depends on the time zone of the session");
        }
        return from.schema().parts(from.owner(), "trigger").isEmpty()
                ? Optional.empty()
                : Optional.of("the table has triggers, which could change a row after it was copied");
    }

    private static boolean isPlainTable(Item column) {
        return !column.value("attislocal").equals("false")
                && column.whole()
                        .filter(table -> table.value("relkind").equals("r"))
                        .filter(table -> table.facts().keySet().stream().noneMatch(fact -> fact.endsWith("inhparent")))
                        .isPresent()
                && column.schema()
                        .items()
                        .flatMap(item -> item.facts().entrySet().stream())
                        .noneMatch(fact -> fact.getKey().endsWith("inhparent")
                                && fact.getValue().equals(column.owner()));
    }
}
