package dev.migration.cli.importer.liquibase;

import java.util.List;
import java.util.Optional;

import dev.migration.cli.importer.liquibase.ChangeSet.Name;
import dev.migration.cli.importer.project.ImportProblems;
import dev.migration.cli.importer.project.SourceDatabase;
import dev.migration.cli.importer.project.SourceDatabase.Table;

/** What Liquibase has written down, in the order in which it ran. */
record LiquibaseHistory(String table, List<Row> rows) {

    LiquibaseHistory {
        rows = List.copyOf(rows);
    }

    /** Reads both tables; a lock that is held is a problem. */
    static LiquibaseHistory read(SourceDatabase database, Table log, Table lock, ImportProblems problems) {
        database.rows(
                        lock,
                        "SELECT concat_ws(' since ', lockedby, lockgranted::text) FROM " + lock.quoted()
                                + " WHERE locked",
                        row -> row.getString(1))
                .forEach(
                        holder -> problems.add(
                                lock.text(),
                                "Liquibase runs, or died while it ran: " + holder + ".",
                                "Wait for it. If nothing runs there any more, type 'liquibase release-locks', and import again."));
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
                        "Correct it and let Liquibase run it, or take its row away; then import again."));
        return new LiquibaseHistory(log.text(), rows);
    }

    /**
     * A row.
     *
     * @param outcome such as {@code EXECUTED}, {@code RERAN}, {@code MARK_RAN}
     */
    record Row(Name name, String path, int order, String outcome, Optional<String> tag) implements ChangeSetLink {

        /** Whether it is about this change set; a change log may have moved since. */
        boolean isAbout(ChangeSet changeSet, boolean unique) {
            if (!changeSet.name().equals(name)) {
                return false;
            }
            String mine = plain(changeSet.knownPath());
            String theirs = plain(path);
            return unique || mine.equals(theirs) || mine.endsWith("/" + theirs) || theirs.endsWith("/" + mine);
        }

        private static String plain(String path) {
            return path.replaceFirst("^(classpath|filesystem):", "").replaceFirst("^/+", "");
        }
    }
}
