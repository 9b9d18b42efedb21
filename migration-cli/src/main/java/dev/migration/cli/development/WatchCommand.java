// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.development;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import picocli.CommandLine.Command;

import dev.migration.MigrationStatus;
import dev.migration.Migrator;
import dev.migration.cli.output.ProgressLines;
import dev.migration.cli.output.Report;
import dev.migration.cli.setting.UsageException;
import dev.migration.plan.Step;
import dev.migration.revision.Revision;
import dev.migration.revision.target.Target;

/** Applies the newest revision again whenever its file is saved. */
@Command(
        name = "watch",
        description = "Applies the newest revision again whenever its file is saved, until Ctrl-C.",
        footer = {
            "",
            "The newest revision is the last head of the scripts. If it is applied, what was applied is reverted first. No",
            "other revision is run. A failure is shown, and the next save tries again. The command is refused in production."
        })
public final class WatchCommand extends DevelopmentCommand {

    private volatile Optional<FolderWatch> watch = Optional.empty();

    /** Called by reflection. */
    public WatchCommand() {
        super("watch");
    }

    @Override
    Report execute() {
        if (invocation().options().json()) {
            throw new UsageException(
                    "'watch' has no end of its own, so it cannot print one JSON object.",
                    "Leave out --json; 'redo --json' applies the last revision again once.");
        }
        List<Path> folders = folders();
        try (FolderWatch saves = FolderWatch.of(folders)) {
            watch = Optional.of(saves);
            stopAtShutdown();
            invocation().console().line("Watching " + text(folders) + ". Ctrl-C ends it.");
            do {
                tryToApply(folders);
            } while (saves.await());
        }
        return Report.of(List.of("Stopped."), Map.of());
    }

    @Override
    protected void beforeStop() {
        watch.ifPresent(FolderWatch::close);
    }

    private void tryToApply(List<Path> folders) {
        try {
            applyNewest(folders);
        } catch (RuntimeException failure) {
            show(failure);
        }
    }

    private void applyNewest(List<Path> folders) {
        Migrator migrator = createMigratorFrom(present -> rereading(present, folders));
        MigrationStatus status = migrator.reader().status();
        List<Revision> heads = migrator.revisions().graph().heads().inOrder();
        if (heads.isEmpty()) {
            invocation().console().line("There is no revision yet.");
            return;
        }
        Revision newest = heads.get(heads.size() - 1);
        boolean applied = status.applied().stream().anyMatch(row -> row.id().equals(newest.id()));
        if (!applied || isEdited(migrator, newest)) {
            apply(migrator, status, newest, applied);
        }
    }

    private static Migrator rereading(Migrator present, List<Path> folders) {
        return present.toBuilder()
                .settings(present.settings().toBuilder()
                        .locations(folders.stream()
                                .map(folder -> "filesystem:" + folder)
                                .toArray(String[]::new))
                        .build())
                .readScriptsAgain()
                .build();
    }

    /** Whether a section differs from what was stored when the revision was applied. */
    private static boolean isEdited(Migrator migrator, Revision revision) {
        return migrator.reader().differences().stream()
                .anyMatch(difference -> difference.revision().equals(revision.id()));
    }

    private void apply(Migrator migrator, MigrationStatus status, Revision newest, boolean again) {
        Target target = Reapplication.to(newest);
        Reapplication plans = Reapplication.of(migrator, status, again ? List.of(newest.id()) : List.of(), target);
        List<Step> others = plans.steps().stream()
                .filter(step -> !step.revision().id().equals(newest.id()))
                .toList();
        if (!others.isEmpty()) {
            throw new UsageException(
                    "Not applied: 'watch' runs only the newest revision, " + newest.id() + ", and this would also run: "
                            + others + ".",
                    "Type 'upgrade' in another terminal, or 'checkout BRANCH'; the next save tries again.");
        }
        plans.run(migrator, target);
        invocation()
                .console()
                .line("The database is at " + ProgressLines.idsOrBase(plans.up().after()) + ".");
    }

    private List<Path> folders() {
        Path root = invocation().context().folder().toAbsolutePath();
        List<Path> folders = invocation().context().folders().stream()
                .map(root::resolve)
                .filter(Files::isDirectory)
                .toList();
        if (folders.isEmpty()) {
            throw new UsageException(
                    "None of the locations is a folder on disk, so no file can be watched.",
                    "Start the command in the folder of the project, or name the folder: --location filesystem:FOLDER.");
        }
        return folders;
    }

    private String text(List<Path> folders) {
        Path root = invocation().context().folder().toAbsolutePath();
        return String.join(
                ", ",
                folders.stream()
                        .map(folder -> folder.startsWith(root) ? root.relativize(folder) : folder)
                        .map(Path::toString)
                        .toList());
    }
}
