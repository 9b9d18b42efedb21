// SPDX-License-Identifier: Apache-2.0
package dev.migration.maven.process;

import java.io.File;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.apache.maven.plugin.MojoExecutionException;

/**
 * Runs a command in a Java process of its own (ADR 74), whose output is that of the build.
 *
 * @param folder the working directory
 */
public record CommandProcess(ProjectProgram program, Path folder) {

    /**
     * Runs the command until it ends. If the build is ended before, so is the command, which then rolls back.
     *
     * @param words the command and its options; no other user can read them
     * @return its exit code
     */
    public int run(List<String> words) throws MojoExecutionException {
        try {
            Path arguments = argumentFile(words);
            try {
                return run(arguments);
            } finally {
                Files.deleteIfExists(arguments);
            }
        } catch (IOException failure) {
            throw new MojoExecutionException("The command cannot be started: " + failure.getMessage(), failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new MojoExecutionException("The command was interrupted.", interrupted);
        }
    }

    private int run(Path arguments) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(java(), "@" + arguments)
                .directory(folder.toFile())
                .inheritIO()
                .start();
        Thread end = new Thread(() -> end(process), "migration-end");
        Runtime.getRuntime().addShutdownHook(end);
        try {
            return process.waitFor();
        } finally {
            if (process.isAlive()) {
                process.destroy();
            }
            remove(end);
        }
    }

    /** The process has hooks of its own, which stop a migration; the build waits for them. */
    private static void end(Process process) {
        process.destroy();
        try {
            process.waitFor();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void remove(Thread end) {
        try {
            Runtime.getRuntime().removeShutdownHook(end);
        } catch (IllegalStateException shutdownInProgress) {
            // The hook runs already.
            Thread.yield();
        }
    }

    /**
     * Writes a file that the Java launcher reads: a list of processes shows a command line to everybody, and some systems limit its
     * length. A temporary file belongs to its owner alone.
     */
    private Path argumentFile(List<String> words) throws IOException {
        List<String> all = new ArrayList<>(List.of("-cp", String.join(File.pathSeparator, program.classPath())));
        all.addAll(program.words());
        all.addAll(words);
        Path file = Files.createTempFile("migration", ".args");
        Charset launcher = Charset.forName(System.getProperty("native.encoding", "UTF-8"));
        Files.write(file, all.stream().map(CommandProcess::quoted).toList(), launcher);
        return file;
    }

    private static String quoted(String word) {
        return '"' + word.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}
