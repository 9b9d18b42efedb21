// SPDX-License-Identifier: Apache-2.0
package dev.migration.version;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

import dev.migration.sql.Quoting;

/**
 * The names of the state tables. Those of data migrations exist only where a revision has run in batches.
 *
 * @param schema the schema of both tables; empty means the first schema of the {@code search_path} of the connection
 * @param revisionTable the table of applied revisions
 * @param historyTable the history: all operations on revisions
 */
public record StateTables(Optional<String> schema, String revisionTable, String historyTable) {

    private static final int LONGEST_NAME = 63;
    private static final String REVISION = "_revision";

    /** {@code migration_revision} and {@code migration_history} in the schema of the connection. */
    public static final StateTables DEFAULT =
            new StateTables(Optional.empty(), "migration_revision", "migration_history");

    /** The qualified name of the table of applied revisions, quoted. */
    public String revisions() {
        return qualified(revisionTable);
    }

    /** The qualified name of the history, quoted. */
    public String history() {
        return qualified(historyTable);
    }

    /** The name of the table of the revisions that run in batches: {@code migration_batch} beside {@code migration_revision}. */
    public String batchTable() {
        return named("_batch");
    }

    /** The name of the table of the rows that failed in a batch. */
    public String batchErrorTable() {
        return named("_batch_error");
    }

    /** The qualified name of {@link #batchTable}, quoted. */
    public String batches() {
        return qualified(batchTable());
    }

    /** The qualified name of {@link #batchErrorTable}, quoted. */
    public String batchErrors() {
        return qualified(batchErrorTable());
    }

    /** The name of the table of the key ranges of a batch that several workers share. */
    public String batchRangeTable() {
        return named("_batch_range");
    }

    /** The name of the table of the revisions whose rest runs in the background. */
    public String jobTable() {
        return named("_job");
    }

    /** The qualified name of {@link #batchRangeTable}, quoted. */
    public String batchRanges() {
        return qualified(batchRangeTable());
    }

    /** The qualified name of {@link #jobTable}, quoted. */
    public String jobs() {
        return qualified(jobTable());
    }

    /** The names of all tables; most databases have only the first two. */
    public List<String> names() {
        return List.of(revisionTable, historyTable, batchTable(), batchErrorTable(), batchRangeTable(), jobTable());
    }

    private String named(String suffix) {
        String begin = revisionTable.endsWith(REVISION)
                ? revisionTable.substring(0, revisionTable.length() - REVISION.length())
                : revisionTable;
        // PostgreSQL would shorten a longer name, perhaps to that of another table.
        while (begin.getBytes(StandardCharsets.UTF_8).length + suffix.length() > LONGEST_NAME) {
            begin = begin.substring(0, begin.offsetByCodePoints(begin.length(), -1));
        }
        return begin + suffix;
    }

    /** The same tables with a schema, so that a {@code SET search_path} of a script has no effect on them. */
    public StateTables in(String found) {
        return new StateTables(Optional.of(found), revisionTable, historyTable);
    }

    private String qualified(String table) {
        return schema.map(name -> Quoting.identifier(name) + ".").orElse("") + Quoting.identifier(table);
    }
}
