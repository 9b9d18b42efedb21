// SPDX-License-Identifier: Apache-2.0
package dev.migration.schema.rows;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The order in which tables are filled: what a foreign key refers to comes first, as far as the keys have no cycle. */
final class InsertOrder {

    private final Map<String, TableShape> pending = new LinkedHashMap<>();
    private final Set<String> visited = new LinkedHashSet<>();
    private final List<TableShape> ordered = new ArrayList<>();

    private InsertOrder(List<TableShape> shapes) {
        shapes.forEach(shape -> pending.put(shape.name(), shape));
    }

    static List<TableShape> of(List<TableShape> shapes) {
        InsertOrder order = new InsertOrder(shapes);
        shapes.forEach(order::visit);
        return order.ordered;
    }

    private void visit(TableShape shape) {
        if (!visited.add(shape.name())) {
            return;
        }
        for (TableShape.Reference reference : shape.references()) {
            TableShape referenced = pending.get(reference.table());
            if (referenced != null) {
                visit(referenced);
            }
        }
        ordered.add(shape);
    }
}
