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
 * What Flyway has written down, read row by row in the order in which it was written: an undone version is not applied, a
 * deleted row (from a repair) never was.
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
        rows.forEach(history::follow);
        history.refuseFailures();
        return history;
    }

    /** The versions that are applied, those of a baseline without a script excepted. */
    TreeMap<FlywayVersion, Row> applied() {
        return applied;
    }

    /** The last row of each repeatable, by description. */
    Map<String, Row> repeatables() {
        return repeatables;
    }

    /** What was there before Flyway came. */
    Optional<FlywayVersion> baseline() {
        return baseline;
    }

    /** The version whose baseline script made the database. */
    Optional<FlywayVersion> baselineScript() {
        return baselineScript;
    }

    private void follow(Row row) {
        if (row.type.equals("SCHEMA")) {
            return;
        }
        if (row.version == null) {
            followRepeatable(row);
            return;
        }
        Optional<FlywayVersion> version = FlywayVersion.parse(row.version);
        if (version.isEmpty()) {
            problems.add(place(row), "'" + row.version + "' is no version of Flyway's.", "Look at the row.");
        } else {
            follow(version.get(), row);
        }
    }

    private void follow(FlywayVersion version, Row row) {
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

    private void followRepeatable(Row row) {
        if (row.type.equals("DELETE")) {
            repeatables.remove(row.description);
        } else {
            repeatables.put(row.description, row);
        }
    }

    private void refuseFailures() {
        applied.values().forEach(this::refuseFailure);
        repeatables.values().forEach(this::refuseFailure);
    }

    private void refuseFailure(Row row) {
        if (!row.success) {
            problems.add(
                    place(row),
                    "'" + row.script + "' failed half-way, so that nobody knows what of it is in the database.",
                    "Take back by hand what it did, type 'flyway repair', and import again.");
        }
    }

    /** Where people find a row. */
    String place(Row row) {
        return table.text() + " row " + row.rank;
    }

    /**
     * A row.
     *
     * @param version empty for a repeatable
     * @param checksum empty for what is no script
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
