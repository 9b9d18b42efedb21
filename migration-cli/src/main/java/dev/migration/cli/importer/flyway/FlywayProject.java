// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.importer.flyway;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

import dev.migration.cli.importer.flyway.FlywayFile.Kind;
import dev.migration.cli.importer.flyway.FlywayHistory.Row;
import dev.migration.cli.importer.project.ImportProblems;
import dev.migration.cli.importer.project.RevisionNames;
import dev.migration.cli.importer.project.SourceProject;
import dev.migration.cli.importer.project.SourceProject.Applied;
import dev.migration.cli.importer.project.SourceProject.LeftOut;
import dev.migration.cli.importer.project.SourceRevision;
import dev.migration.cli.importer.project.SourceSql;
import dev.migration.revision.Revision;

/**
 * Makes one chain of revisions from Flyway's versions.
 *
 * <ol>
 *   <li>The applied versions come first, in the order of versions, then the pending ones. So the stamp with the last applied version
 *       records exactly the applied ones, also where Flyway has left out versions.
 *   <li>Versions up to a baseline count as applied. If a baseline script created the database, the chain begins with it.
 * </ol>
 */
final class FlywayProject {

    private final FlywayScripts scripts;
    private final Optional<FlywayHistory> history;
    private final Options options;
    private final ImportProblems problems;
    private final RevisionNames names = new RevisionNames();
    private final List<LeftOut> leftOut = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    FlywayProject(FlywayScripts scripts, Optional<FlywayHistory> history, Options options, ImportProblems problems) {
        this.scripts = scripts;
        this.history = history;
        this.options = options;
        this.problems = problems;
    }

    /**
     * The options of the import.
     *
     * @param standIns whether an applied version without a script becomes a revision that fails
     * @param acceptEdited whether scripts that were edited after they were applied are permitted
     * @param variables the values of placeholders, which Flyway includes in the checksums of repeatables
     */
    record Options(boolean standIns, boolean acceptEdited, Map<String, String> variables) {}

    /** @param skipped files that are not migrations */
    SourceProject read(Collection<LeftOut> skipped) {
        leftOut.addAll(skipped);
        TreeMap<FlywayVersion, FlywayFile> files = filesOfChain();
        history.ifPresent(known -> check(known, files));
        TreeSet<FlywayVersion> applied = applied(files);
        List<SourceRevision> chain = chain(files, applied);
        FlywayRepeatables repeatables = new FlywayRepeatables(scripts.repeatables(), history, options.variables());
        leftOut.addAll(repeatables.leftOut());
        notes.addAll(repeatables.notes());
        repeatables.check(problems);
        leaveOutUndo(files);
        List<String> heads = applied.isEmpty()
                ? List.of()
                : List.of(chain.get(applied.size() - 1).revision().id());
        return new SourceProject(
                "Flyway",
                chain,
                repeatables.all(),
                history.isPresent() ? new Applied(true, heads, repeatables.applied()) : Applied.UNKNOWN,
                leftOut,
                notes);
    }

    /** Adds a note for the plan. */
    FlywayProject withNote(Optional<String> note) {
        note.ifPresent(notes::add);
        return this;
    }

    /** The versioned scripts; a baseline script replaces the versions up to its own. */
    private TreeMap<FlywayVersion, FlywayFile> filesOfChain() {
        TreeMap<FlywayVersion, FlywayFile> files = new TreeMap<>(scripts.of(Kind.VERSIONED));
        Optional<FlywayVersion> baseline = firstBaseline();
        scripts.of(Kind.BASELINE).forEach((version, file) -> {
            if (!baseline.equals(Optional.of(version))) {
                leftOut.add(new LeftOut(file.path(), "a baseline script that did not create this database"));
            }
        });
        baseline.ifPresent(version -> {
            files.headMap(version, true)
                    .values()
                    .forEach(file -> leftOut.add(
                            new LeftOut(file.path(), "the baseline script of " + version + " replaces it")));
            files.headMap(version, true).clear();
            Optional.ofNullable(scripts.of(Kind.BASELINE).get(version)).ifPresent(file -> files.put(version, file));
        });
        return files;
    }

    /** The version of the baseline script that begins the chain; Flyway creates a fresh database with the last one. */
    private Optional<FlywayVersion> firstBaseline() {
        if (history.isPresent() && !history.get().applied().isEmpty()) {
            return history.get().baselineScript();
        }
        return history.flatMap(FlywayHistory::baseline).isPresent()
                        || scripts.of(Kind.BASELINE).isEmpty()
                ? Optional.empty()
                : Optional.of(scripts.of(Kind.BASELINE).lastKey());
    }

    private void check(FlywayHistory known, TreeMap<FlywayVersion, FlywayFile> files) {
        known.applied().forEach((version, row) -> {
            FlywayFile file = files.get(version);
            if (file == null) {
                checkMissing(known, version, files);
            } else if (row.checksum() != null && !row.hasChecksum(file.checksum()) && row.success()) {
                checkEdited(file, row);
            }
        });
        known.baseline()
                .filter(version -> files.headMap(version, true).isEmpty())
                .ifPresent(version -> notes.add("The database is older than Flyway's history (baseline " + version
                        + "), and no script creates its schema: write a base revision from pg_dump --schema-only before you"
                        + " need a fresh database."));
    }

    private void checkMissing(FlywayHistory known, FlywayVersion version, TreeMap<FlywayVersion, FlywayFile> files) {
        Row row = known.applied().get(version);
        if (options.standIns() || row == null) {
            notes.add("Version " + version
                    + " has no script: its revision fails on a fresh database until you write its SQL.");
            return;
        }
        boolean java = row.type().contains("JDBC");
        boolean newer = files.isEmpty() || files.lastKey().compareTo(version) < 0;
        String what = java
                ? "Version " + version + " was applied by the Java class " + row.script() + ", which is not SQL."
                : "Version " + version + " is applied ('" + row.script() + "') and has no script here."
                        + (newer ? " The scripts seem to be older than the database." : "");
        problems.add(
                known.place(row),
                what,
                java
                        ? "Write its changes as SQL in a script of this version, or add --stand-ins: then a revision that"
                                + " fails stands for it, and you write it later, in SQL or in Java."
                        : "Name the folder of the script with --flyway-location, or add --stand-ins: then a revision that"
                                + " fails stands for it.");
    }

    private void checkEdited(FlywayFile file, Row row) {
        if (options.acceptEdited()) {
            notes.add(file.path() + " was edited after it was applied; its current text is imported.");
        } else {
            problems.add(
                    file.path(),
                    "The script was edited after it was applied: its checksum is " + file.checksum() + ", and was "
                            + row.checksum() + ".",
                    "Restore it from version control; or, if its effect is the same, add --accept-edited.");
        }
    }

    private TreeSet<FlywayVersion> applied(TreeMap<FlywayVersion, FlywayFile> files) {
        TreeSet<FlywayVersion> applied = new TreeSet<>();
        history.ifPresent(known -> {
            applied.addAll(known.applied().keySet());
            known.baseline()
                    .ifPresent(version ->
                            applied.addAll(files.headMap(version, true).keySet()));
        });
        return applied;
    }

    private List<SourceRevision> chain(TreeMap<FlywayVersion, FlywayFile> files, TreeSet<FlywayVersion> applied) {
        List<FlywayVersion> order = new ArrayList<>(applied);
        files.keySet().stream().filter(version -> !applied.contains(version)).forEach(order::add);
        List<String> late = order.subList(applied.size(), order.size()).stream()
                .filter(version -> !applied.isEmpty() && version.compareTo(applied.last()) < 0)
                .map(FlywayVersion::toString)
                .toList();
        if (!late.isEmpty()) {
            notes.add("Not applied, though later versions are: " + String.join(", ", late)
                    + ". Here they come after the applied ones, also on a fresh database.");
        }
        List<SourceRevision> chain = new ArrayList<>();
        for (FlywayVersion version : order) {
            List<String> parents = chain.isEmpty()
                    ? List.of()
                    : List.of(chain.get(chain.size() - 1).revision().id());
            chain.add(Optional.ofNullable(files.get(version))
                    .map(file -> revision(version, file, parents))
                    .orElseGet(() -> standIn(version, parents)));
        }
        return chain;
    }

    private SourceRevision revision(FlywayVersion version, FlywayFile file, List<String> parents) {
        Optional<FlywayFile> undo = Optional.ofNullable(scripts.of(Kind.UNDO).get(version));
        return new SourceRevision(
                file.path(),
                revision(version, file.message(), parents),
                !file.inTransaction(),
                file.sql(),
                undo.map(FlywayFile::sql));
    }

    private SourceRevision standIn(FlywayVersion version, List<String> parents) {
        Row row = history.map(known -> known.applied().get(version)).orElseThrow();
        return new SourceRevision(
                row.script(),
                revision(version, row.description(), parents),
                false,
                SourceSql.standIn("version " + version + " of Flyway (" + row.script() + ")"),
                Optional.empty());
    }

    private Revision revision(FlywayVersion version, String message, List<String> parents) {
        return new Revision(
                names.of(version.id()), parents, List.of(), List.of(), List.of(), version.created(), message);
    }

    private void leaveOutUndo(TreeMap<FlywayVersion, FlywayFile> files) {
        scripts.of(Kind.UNDO).forEach((version, file) -> {
            if (!files.containsKey(version)) {
                leftOut.add(new LeftOut(file.path(), "version " + version + ", which it would undo, is not imported"));
            }
        });
    }
}
