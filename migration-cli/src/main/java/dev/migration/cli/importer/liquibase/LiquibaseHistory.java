// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.importer.liquibase;

import java.util.List;
import java.util.Optional;

import dev.migration.cli.importer.liquibase.ChangeSet.Name;
import dev.migration.cli.importer.project.ImportProblems;
import dev.migration.cli.importer.project.SourceDatabase;
import dev.migration.cli.importer.project.SourceDatabase.Table;

/**
 * The rows of Liquibase's history, in the order of execution.
 *
 * @param table the name of the table, for problems
 */
record LiquibaseHistory(String table, List<Row> rows) {

    LiquibaseHistory {
        rows = List.copyOf(rows);
    }

    /** Reads both tables; a held lock and a failed change set are problems. */
    static LiquibaseHistory read(SourceDatabase database, Table log, Table lock, ImportProblems problems) {
        checkLock(database, lock, problems);
        List<Row> rows = database.rows(
                log,
                "SELECT id, author, filename, orderexecuted, exectype, tag FROM " + log.quoted()
                        + " ORDER BY orderexecuted",
                row -> new Row(
                        new Name(row.getString("author"), row.getString("id")),
                        row.getString("filename"),
                        row.getInt("orderexecuted"),
                        String.valueOf(row.getString("exectype")),
                        Optional.ofNullable(row.getString("tag"))));
        rows.stream()
                .filter(row -> row.outcome().equals("FAILED"))
                .forEach(row -> problems.add(
                        log.text() + " row " + row.order(),
                        "'" + row.name() + "' failed.",
                        "Correct it and run it with Liquibase, or delete its row; then import again."));
        return new LiquibaseHistory(log.text(), rows);
    }

    private static void checkLock(SourceDatabase database, Table lock, ImportProblems problems) {
        String sql = "SELECT pg_catalog.concat_ws(' since ', lockedby, lockgranted::pg_catalog.text) FROM "
                + lock.quoted() + " WHERE locked";
        for (String holder : database.rows(lock, sql, row -> row.getString(1))) {
            problems.add(
                    lock.text(),
                    "Liquibase runs, or was killed while it ran: " + holder + ".",
                    "Wait until it ends. If Liquibase does not run any more, type 'liquibase release-locks', and import"
                            + " again.");
        }
    }

    /**
     * One row.
     *
     * @param order the value of {@code orderexecuted}
     * @param outcome the value of {@code exectype}, such as {@code EXECUTED}, {@code RERAN}, {@code MARK_RAN}
     */
    record Row(Name name, String path, int order, String outcome, Optional<String> tag) implements ChangeSetLink {

        /**
         * Whether it is the row of this change set.
         *
         * @param unique whether no other row and no other change set has the name; then the paths may differ
         */
        boolean isOf(ChangeSet changeSet, boolean unique) {
            if (!changeSet.name().equals(name)) {
                return false;
            }
            String changeLog = plain(changeSet.recordedPath());
            String recorded = plain(path);
            return unique
                    || changeLog.equals(recorded)
                    || changeLog.endsWith("/" + recorded)
                    || recorded.endsWith("/" + changeLog);
        }

        private static String plain(String path) {
            return path.replaceFirst("^(classpath|filesystem):", "").replaceFirst("^/+", "");
        }
    }
}
