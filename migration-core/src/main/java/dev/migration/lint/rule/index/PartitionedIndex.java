// SPDX-License-Identifier: Apache-2.0
package dev.migration.lint.rule.index;

import java.util.ArrayList;
import java.util.List;

import dev.migration.lint.rule.SafeSql;
import dev.migration.lint.rule.TableChange;
import dev.migration.trace.CatalogObject;
import dev.migration.trace.RelationTrace;

/** An index of a partitioned table, built on each partition concurrently. */
final class PartitionedIndex {

    private PartitionedIndex() {}

    static List<String> revisions(TableChange table, CatalogObject index) {
        String definition = index.fact("definition");
        List<String> revisions = new ArrayList<>(List.of(definition + ";"));
        StringBuilder attach = new StringBuilder();
        for (RelationTrace partition : table.family()) {
            if (partition.relation().is("kind", "r")) {
                TableChange member = new TableChange(table.situation(), partition, List.of(partition));
                SafeSql sql = new SafeSql(member);
                String name = sql.identifier(index.fact("relname"));
                revisions.add(sql.concurrently(index, name));
                attach.append("ALTER INDEX ")
                        .append(index.name())
                        .append(" ATTACH PARTITION ")
                        .append(name)
                        .append(";\n");
            }
        }
        revisions.add(attach.toString().strip());
        return revisions;
    }
}
