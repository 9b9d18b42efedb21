// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.importer.liquibase;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.migration.cli.importer.liquibase.LiquibaseHistory.Row;

/** Matches change sets with the rows of Liquibase's history. */
final class ChangeSetRows {

    private final Map<ChangeSet, Row> rows = new HashMap<>();
    private final Optional<LiquibaseHistory> history;

    /** @param history empty if no database was read; then nothing counts as applied */
    ChangeSetRows(List<ChangeSet> all, Optional<LiquibaseHistory> history) {
        this.history = history;
        history.map(LiquibaseHistory::rows).orElse(List.of()).forEach(row -> match(row, all));
    }

    /** The history; empty if no database was read. */
    Optional<LiquibaseHistory> history() {
        return history;
    }

    boolean isApplied(ChangeSet set) {
        return rows.containsKey(set);
    }

    /** The row of a change set; empty if it is not applied. */
    Optional<Row> of(ChangeSet set) {
        return Optional.ofNullable(rows.get(set));
    }

    /** The change set of a row; empty if no change log has it. */
    Optional<ChangeSet> changeSet(Row row) {
        return rows.entrySet().stream()
                .filter(entry -> entry.getValue().equals(row))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** A name that only one change set and only one row has matches whatever the path, because a change log may be moved. */
    private void match(Row row, List<ChangeSet> all) {
        List<ChangeSet> sameName =
                all.stream().filter(set -> set.name().equals(row.name())).toList();
        boolean unique = sameName.size() == 1
                && history.orElseThrow().rows().stream()
                                .filter(other -> other.name().equals(row.name()))
                                .count()
                        == 1;
        sameName.stream()
                .filter(set -> row.isOf(set, unique) && !rows.containsKey(set))
                .findFirst()
                .ifPresent(set -> rows.put(set, row));
    }
}
