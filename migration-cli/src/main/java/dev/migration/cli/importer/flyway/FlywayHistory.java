// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.importer.flyway;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import dev.migration.cli.importer.project.ImportProblems;
import dev.migration.cli.importer.project.SourceDatabase;
import dev.migration.cli.importer.project.SourceDatabase.Table;

/**
 * The state that Flyway's history table records. The rows are read in the order of their ranks: a version that was undone is not
 * applied, and a version whose row {@code flyway repair} marked as deleted is not applied either.
 */
final class FlywayHistory {

    private final Table table;
    private final ImportProblems problems;
    private final TreeMap<FlywayVersion, Row> applied = new TreeMap<>();
    private final TreeMap<String, Row> repeatables = new TreeMap<>();
    private Optional<FlywayVersion> baseline = Optional.empty();
    private Optional<FlywayVersion> baselineScript = Optional.empty();

    private FlywayHistory(Table table, ImportProblems problems) {
        this.table = table;
        this.problems = problems;
    }

    /** Reads the table; applied rows without success are problems. */
    static FlywayHistory read(SourceDatabase database, Table table, ImportProblems problems) {
        FlywayHistory history = new FlywayHistory(table, problems);
        List<Row> rows = database.rows(
                table,
                "SELECT installed_rank, version, description, type, script, checksum, success FROM " + table.quoted()
                        + " ORDER BY installed_rank",
                row -> new Row(
                        row.getInt("installed_rank"),
                        row.getString("version"),
                        row.getString("description"),
                        row.getString("type"),
                        row.getString("script"),
                        (Integer) row.getObject("checksum"),
                        row.getBoolean("success")));
        rows.forEach(history::add);
        history.checkFailures();
        return history;
    }

    /** The applied versions, without a baseline that has no script. */
    TreeMap<FlywayVersion, Row> applied() {
        return applied;
    }

    /** The last row of each repeatable, by description. */
    Map<String, Row> repeatables() {
        return repeatables;
    }

    /** The version of {@code flyway baseline}: the database had this version before its first migration. */
    Optional<FlywayVersion> baseline() {
        return baseline;
    }

    /** The version of the baseline script that created the database. */
    Optional<FlywayVersion> baselineScript() {
        return baselineScript;
    }

    private void add(Row row) {
        if (row.type.equals("SCHEMA")) {
            return;
        }
        if (row.version == null) {
            addRepeatable(row);
            return;
        }
        Optional<FlywayVersion> version = FlywayVersion.parse(row.version);
        if (version.isEmpty()) {
            problems.add(place(row), "'" + row.version + "' is not a version of Flyway.", "Check the row.");
        } else {
            add(version.get(), row);
        }
    }

    private void add(FlywayVersion version, Row row) {
        if (row.type.equals("BASELINE")) {
            baseline = Optional.of(version);
        } else if (row.type.equals("DELETE") || (row.type.startsWith("UNDO") && row.success)) {
            applied.remove(version);
        } else {
            if (row.type.endsWith("_BASELINE")) {
                baselineScript = Optional.of(version);
            }
            applied.put(version, row);
        }
    }

    private void addRepeatable(Row row) {
        if (row.type.equals("DELETE")) {
            repeatables.remove(row.description);
        } else {
            repeatables.put(row.description, row);
        }
    }

    private void checkFailures() {
        applied.values().forEach(this::checkFailure);
        repeatables.values().forEach(this::checkFailure);
    }

    private void checkFailure(Row row) {
        if (!row.success) {
            problems.add(
                    place(row),
                    "'" + row.script + "' failed, and some of its statements may have been executed.",
                    "Revert its changes by hand, type 'flyway repair', and import again.");
        }
    }

    /** The table and the rank of a row, for problems. */
    String place(Row row) {
        return table.text() + " row " + row.rank;
    }

    /**
     * One row.
     *
     * @param version null for a repeatable
     * @param checksum null for a row without a script
     */
    record Row(
            int rank,
            @Nullable String version,
            String description,
            String type,
            String script,
            @Nullable Integer checksum,
            boolean success) {

        boolean hasChecksum(int other) {
            return checksum != null && checksum == other;
        }
    }
}
