// SPDX-License-Identifier: Apache-2.0
package dev.migration.sample.support;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.springframework.util.FileSystemUtils;

import dev.migration.test.postgres.PostgresServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The packaged application, unpacked and with an archive of its classes, as Spring Boot's manual has it for production: it
 * starts in less than half of the time. {@link SampleJarIT} and {@link ApplicationCommandIT} also run the jar as it is.
 */
public final class UnpackedSample {

    private UnpackedSample() {}

    /** The arguments after {@code java} and its other flags. */
    public static List<String> command() {
        return Once.COMMAND;
    }

    /** The same, with more folders on the class path. */
    public static List<String> command(List<Path> folders) {
        var classPath = new ArrayList<>(List.of(Once.COMMAND.get(2)));
        folders.forEach(folder -> classPath.add(folder.toString()));
        return List.of(
                Once.COMMAND.get(0),
                "-cp",
                String.join(File.pathSeparator, classPath),
                SupportApplication.class.getName());
    }

    /** The jar as it is. */
    static List<String> packed() {
        return List.of("-jar", System.getProperty("sample.jar"));
    }

    /** The JVM of the tests unpacks it once, when it is first asked for. */
    private static final class Once {

        static final List<String> COMMAND = unpack();

        private static List<String> unpack() {
            var packed = Path.of(System.getProperty("sample.jar"));
            var folder = packed.resolveSibling("unpacked");
            try {
                FileSystemUtils.deleteRecursively(folder);
                java("-Djarmode=tools", "-jar", packed.toString(), "extract", "--destination", folder.toString());
                var jar = folder.resolve(packed.getFileName()).toString();
                var archive = folder.resolve("classes.jsa").toString();
                archive(jar, archive);
                return List.of("-XX:SharedArchiveFile=" + archive, "-jar", jar);
            } catch (IOException failure) {
                throw new IllegalStateException(failure);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(interrupted);
            }
        }

        /** Archives the classes of a whole start, which a command needs, too. */
        private static void archive(String jar, String archive) throws IOException, InterruptedException {
            try (var database = PostgresServer.shared().createDatabase("archive")) {
                java(
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-XX:ArchiveClassesAtExit=" + archive,
                        "-Dspring.context.exit=onRefresh",
                        "-jar",
                        jar,
                        "--server.port=0",
                        "--spring.datasource.url=" + database.url(),
                        "--spring.datasource.username=" + database.username(),
                        "--spring.datasource.password=" + database.password());
            }
        }

        private static void java(String... arguments) throws IOException, InterruptedException {
            var command = new ArrayList<String>();
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.addAll(List.of(arguments));
            var process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            assertThat(process.waitFor(3, TimeUnit.MINUTES)).isTrue();
            assertThat(process.exitValue()).as(String.join(" ", command)).isZero();
        }
    }
}
