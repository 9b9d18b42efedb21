// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.startup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.migration.boot.testing.EmptyDatabase;
import dev.migration.boot.testing.TestContexts;

import static org.assertj.core.api.Assertions.assertThat;

/** An application that is not a command pays nothing at its start for the libraries of the commands. */
class PlainStartTests extends EmptyDatabase {

    @TempDir
    private Path directory;

    @Test
    void aPlainStartLoadsNoClassOfTheCommands() throws Exception {
        List<String> loaded = classesOf("--migration.locations=classpath:db/revisions");

        assertThat(loaded).hasSizeGreaterThan(1000).anyMatch(name -> name.equals("dev.migration.Migrator"));
        assertThat(loaded.stream().filter(PlainStartTests::isOfCommands)).isEmpty();
    }

    @Test
    void aCommandLoadsThem() throws Exception {
        assertThat(classesOf("migrations", "heads").stream().filter(PlainStartTests::isOfCommands))
                .isNotEmpty();
    }

    private static boolean isOfCommands(String name) {
        return Stream.of("picocli.", "org.jline.", "me.tongfei.", "dev.migration.cli.")
                .anyMatch(name::startsWith);
    }

    private List<String> classesOf(String... arguments) throws IOException, InterruptedException {
        Path log = directory.resolve("classes.txt");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xlog:class+load:file=" + log + "::filecount=0",
                "-cp",
                System.getProperty("java.class.path"),
                TerminationTests.Application.class.getName()));
        command.addAll(List.of(arguments));
        command.add("--spring.main.web-application-type=none");
        Stream.of(TestContexts.connection("--spring.datasource", database)).forEach(command::add);
        Path output = directory.resolve("output.txt");
        Process application = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(application.waitFor(2, TimeUnit.MINUTES)).isTrue();
            assertThat(application.exitValue()).as(Files.readString(output)).isZero();
        } finally {
            application.destroyForcibly();
        }
        // [0.012s][info][class,load] java.lang.Object source: …
        try (Stream<String> lines = Files.lines(log)) {
            return lines.filter(line -> line.contains(" source: "))
                    .map(line -> line.replaceFirst("^(?:\\[[^]]*])+ ", "").replaceFirst(" source: .*", ""))
                    .toList();
        }
    }
}
