// SPDX-License-Identifier: Apache-2.0
package dev.migration.maven;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;

import org.apache.maven.shared.invoker.DefaultInvocationRequest;
import org.apache.maven.shared.invoker.DefaultInvoker;
import org.apache.maven.shared.invoker.InvocationRequest;
import org.apache.maven.shared.invoker.MavenInvocationException;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs Maven in a copy of a project of the tests, with a repository of its own. What it needs comes from the repository of the user as
 * from a remote one, or else from Maven Central.
 *
 * @param folder the folder of the copy
 */
record MavenBuild(Path folder) {

    private static final int LONGEST_SECONDS = 300;

    /** Copies a project of {@code src/test/projects}. */
    static MavenBuild of(String project, Path folder) throws IOException {
        Path original = Path.of("src/test/projects", project);
        try (Stream<Path> files = Files.walk(original)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = folder.resolve(original.relativize(file));
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
        Files.writeString(folder.resolve("settings.xml"), settings());
        return new MavenBuild(folder);
    }

    private static String settings() {
        String repository = "<id>downloaded</id><url>"
                + Path.of(System.getProperty("it.downloaded")).toUri()
                + "</url><releases><enabled>true</enabled><checksumPolicy>ignore</checksumPolicy></releases>"
                + "<snapshots><enabled>false</enabled></snapshots>";
        return "<settings><profiles><profile><id>it</id><activation><activeByDefault>true</activeByDefault></activation>"
                + "<repositories><repository>" + repository + "</repository></repositories>"
                + "<pluginRepositories><pluginRepository>" + repository + "</pluginRepository></pluginRepositories>"
                + "</profile></profiles></settings>\n";
    }

    /**
     * Runs goals.
     *
     * @param words goals, and properties as {@code -Dname=value}
     */
    Ended run(String... words) throws MavenInvocationException {
        List<String> goals =
                Stream.of(words).filter(word -> !word.startsWith("-D")).toList();
        Properties properties = new Properties();
        properties.setProperty("it.version", System.getProperty("it.version"));
        properties.setProperty("it.spring-boot", System.getProperty("it.spring-boot"));
        Stream.of(words)
                .filter(word -> word.startsWith("-D"))
                .map(word -> word.substring(2).split("=", 2))
                .forEach(word -> properties.setProperty(word[0], word.length == 1 ? "true" : word[1]));
        List<String> lines = Collections.synchronizedList(new ArrayList<>());
        InvocationRequest request = new DefaultInvocationRequest()
                .setBaseDirectory(folder.toFile())
                .setUserSettingsFile(folder.resolve("settings.xml").toFile())
                .setLocalRepositoryDirectory(new File(System.getProperty("it.repository")))
                .addArgs(goals)
                .setProperties(properties)
                .setBatchMode(true)
                .setNoTransferProgress(true)
                .setOutputHandler(lines::add)
                .setErrorHandler(lines::add);
        request.setTimeoutInSeconds(LONGEST_SECONDS);
        int exitCode = new DefaultInvoker()
                .setMavenHome(new File(System.getProperty("maven.home")))
                .execute(request)
                .getExitCode();
        return new Ended(exitCode, String.join("\n", lines));
    }

    /** The names of the scripts among the sources. */
    List<String> scripts() {
        try (Stream<Path> files = Files.list(folder.resolve("src/main/resources/db/revisions"))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    record Ended(int exitCode, String output) {

        /** Asserts that the build succeeded. */
        Ended well() {
            assertThat(exitCode).as(output).isZero();
            return this;
        }
    }
}
