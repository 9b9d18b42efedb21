// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.release;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipFile;

import dev.migration.cli.process.ProcessCommand;
import dev.migration.cli.process.ProcessException;
import dev.migration.cli.process.ProcessResult;
import dev.migration.cli.process.ProcessRunner;
import dev.migration.cli.process.SearchPath;
import dev.migration.cli.setting.CommandContext;
import dev.migration.cli.setting.UsageException;

/**
 * The scripts that a tag, branch or commit has in the folders of the present ones, as the program {@code git} exports them. The work
 * tree is not changed.
 */
final class GitScripts {

    private final String revision;
    private final String named;
    private final CommandContext context;
    private final GitUsage usage;
    private final ProcessRunner runner = new ProcessRunner();

    /** @param release a revision of git, with {@code :FOLDER} if the scripts were elsewhere then */
    GitScripts(String release, CommandContext context, GitUsage usage) {
        int colon = release.indexOf(':');
        this.revision = colon < 0 ? release : release.substring(0, colon);
        this.named = colon < 0 ? "" : release.substring(colon + 1);
        this.context = context;
        this.usage = usage;
    }

    /**
     * Copies the scripts.
     *
     * @return the folders of the copies, each with its name in git: {@code main:db/revisions}
     * @throws ProcessException if there is no git
     * @throws UsageException if there is no repository, no such revision, or no such folder in it
     */
    Map<Path, String> extract(Path target) {
        String git = new SearchPath(context.environment())
                .find("git")
                .map(Path::toString)
                .orElseThrow(() -> new ProcessException(
                        usage.problem(revision, "there is no git on the PATH."),
                        "Install git" + usage.otherwise() + "."));
        Map<Path, String> folders = new LinkedHashMap<>();
        for (Path folder : sources()) {
            Path root = Path.of(inRepository(git, folder, "rev-parse", "--show-toplevel"));
            String prefix = named.isEmpty() ? inRepository(git, folder, "rev-parse", "--show-prefix") : named;
            requireRevision(git, root);
            String inGit = prefix.replaceFirst("/+$", "");
            Path copy = export(git, root, inGit, target.resolve("scripts" + folders.size()));
            folders.put(copy, revision + ":" + inGit);
        }
        return folders;
    }

    /** The present folders; with a named one, a folder of the repository. */
    private List<Path> sources() {
        List<Path> present = context.folders().stream()
                .map(folder -> context.folder().toAbsolutePath().resolve(folder))
                .filter(Files::isDirectory)
                .toList();
        if (!named.isEmpty()) {
            return List.of(context.folder().toAbsolutePath());
        }
        if (present.isEmpty()) {
            throw new UsageException(
                    "The present revisions are in no folder, so it is not known where '" + revision
                            + "' has its scripts.",
                    "Name the folder in the repository: " + usage.words() + revision
                            + ":src/main/resources/db/revisions.");
        }
        return present;
    }

    private String inRepository(String git, Path folder, String... arguments) {
        ProcessResult result = run(git, folder, arguments);
        if (!result.isSuccess()) {
            throw new UsageException(
                    usage.problem(revision, "git finds no repository in " + folder + ".")
                            + System.lineSeparator()
                            + result.indentedOutput(),
                    "Run the command in a clone of the repository, or name something else: a tag, branch or commit"
                            + usage.otherwise() + ".");
        }
        return String.join("", result.output());
    }

    private void requireRevision(String git, Path root) {
        ProcessResult found =
                run(git, root, "rev-parse", "--verify", "--quiet", "--end-of-options", revision + "^{commit}");
        if (!found.isSuccess()) {
            throw new UsageException(
                    usage.problem(revision, "git does not know it in " + root + "."),
                    "Name a tag, branch or commit that 'git tag' or 'git branch' lists" + usage.otherwise() + ".");
        }
    }

    private Path export(String git, Path root, String folder, Path target) {
        String tree = revision + ":" + folder;
        if (!run(git, root, "cat-file", "-t", tree).output().equals(List.of("tree"))) {
            throw new UsageException(
                    "'" + revision + "' has no folder " + folder + ".",
                    "If the scripts were in another folder then, name it: " + usage.words() + revision + ":FOLDER.");
        }
        Path archive = target.resolveSibling(target.getFileName() + ".zip");
        ProcessResult exported =
                run(git, root, "archive", "--format=zip", "--output=" + archive.toAbsolutePath(), tree);
        if (!exported.isSuccess()) {
            throw new ProcessException(
                    "git cannot export " + tree + "." + System.lineSeparator() + exported.indentedOutput(),
                    "Run 'git archive " + tree + "' to see why; a shallow clone may need 'git fetch --unshallow'.");
        }
        try {
            Files.createDirectories(target);
            try (ZipFile zip = new ZipFile(archive.toFile())) {
                ZipScripts.copy(zip, "", target);
            }
            return target;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** A hook of git sets variables that lead to another repository than that of the folder. */
    private ProcessResult run(String git, Path folder, String... arguments) {
        List<String> command = new ArrayList<>(List.of(git));
        command.addAll(List.of(arguments));
        return runner.run(ProcessCommand.of(command.toArray(String[]::new))
                .in(folder)
                .with(context.environment(), Set.of("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX")));
    }
}
