// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.importer.alembic;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

import dev.migration.cli.importer.project.ImportProblems;
import dev.migration.cli.importer.project.SourceSql;

/**
 * The SQL that the program {@code alembic} prints for revisions. All revisions are printed by one run. If it fails, because a revision
 * needs a database ({@code op.get_bind()}) or is wrong, each revision is printed by a run of its own, so that only those that fail have
 * no SQL.
 */
final class PrintedSql {

    private static final int LINES_OF_PROGRESS = 25;

    private final AlembicProgram program;
    private final String table;
    private final Consumer<String> progress;
    private final Map<String, String> failures = new HashMap<>();

    /**
     * @param table the name of Alembic's table, without its schema
     * @param progress receives a line when a long import has printed another part of the revisions
     */
    PrintedSql(AlembicProgram program, String table, Consumer<String> progress) {
        this.program = program;
        this.table = table;
        this.progress = progress;
    }

    /** Why alembic did not print the upgrade of a revision, by id. */
    Map<String, String> failures() {
        return Map.copyOf(failures);
    }

    /** Prints the upgrades; a problem if alembic cannot be run in the project. */
    Map<String, SourceSql> upgrades(List<AlembicRevision> revisions, ImportProblems problems) {
        String range = "base:heads";
        AlembicProgram.Result all = program.run("upgrade", range, "--sql");
        if (all.sql().isPresent()) {
            return OfflineSql.upgrades(name("upgrade", range), all.sql().get(), table);
        }
        if (!isUsable()) {
            problems.add(name("upgrade", range), all.failure(), program.remedy());
            return Map.of();
        }
        return oneByOne("upgrade", revisions);
    }

    /** Prints the downgrades. A revision whose downgrade is not printed has none. */
    Map<String, SourceSql> downgrades(List<AlembicRevision> revisions) {
        Map<String, SourceSql> all = new HashMap<>();
        boolean failed = false;
        // Alembic downgrades from one head at a time.
        for (String head : heads(revisions)) {
            String range = head + ":base";
            Optional<String> sql = program.run("downgrade", range, "--sql").sql();
            sql.ifPresent(text -> all.putAll(OfflineSql.downgrades(name("downgrade", range), text, table)));
            failed |= sql.isEmpty();
        }
        return failed && isUsable() ? oneByOne("downgrade", revisions) : all;
    }

    /** Whether alembic can read the project at all. */
    private boolean isUsable() {
        return program.run("heads").sql().isPresent();
    }

    private Map<String, SourceSql> oneByOne(String command, List<AlembicRevision> revisions) {
        Map<String, SourceSql> found = new HashMap<>();
        int done = 0;
        for (AlembicRevision revision : revisions) {
            String id = revision.revision().id();
            Optional.ofNullable(print(command, revision).get(id)).ifPresent(sql -> found.put(id, sql));
            done++;
            if (done % LINES_OF_PROGRESS == 0) {
                progress.accept("alembic " + command + ": " + done + " of " + revisions.size() + " revisions");
            }
        }
        return found;
    }

    /** A range that ends in a merge contains the other branches: another parent may avoid a revision that fails. */
    private Map<String, SourceSql> print(String command, AlembicRevision revision) {
        String id = revision.revision().id();
        List<String> parents = revision.revision().downRevisions();
        for (String parent : parents.isEmpty() ? List.of("base") : parents) {
            boolean up = command.equals("upgrade");
            String range = up ? parent + ":" + id : id + ":" + parent;
            AlembicProgram.Result result = program.run(command, range, "--sql");
            if (result.sql().isPresent()) {
                failures.remove(id);
                String name = name(command, range);
                return up
                        ? OfflineSql.upgrades(name, result.sql().get(), table)
                        : OfflineSql.downgrades(name, result.sql().get(), table);
            }
            if (up) {
                failures.put(id, result.failure());
            }
        }
        return Map.of();
    }

    private static List<String> heads(List<AlembicRevision> revisions) {
        Set<String> parents = new HashSet<>();
        revisions.forEach(revision -> parents.addAll(revision.revision().downRevisions()));
        List<String> heads = new ArrayList<>();
        revisions.stream()
                .map(revision -> revision.revision().id())
                .filter(id -> !parents.contains(id))
                .forEach(heads::add);
        return heads;
    }

    private static String name(String command, String range) {
        return "alembic " + command + " " + range + " --sql";
    }
}
