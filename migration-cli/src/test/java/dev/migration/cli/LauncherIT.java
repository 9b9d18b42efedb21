// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

import dev.migration.cli.CommandLineJar.Ended;

import static org.assertj.core.api.Assertions.assertThat;

/** Runs the stand-alone jar by its script, which keeps an archive of the loaded classes. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "The script is for a POSIX shell.")
class LauncherIT extends AbstractJarTests {

    private final Map<String, String> variables = new HashMap<>();
    private Path program;
    private Path cache;

    @BeforeEach
    void installBesideEachOther() throws IOException {
        Path folder = Files.createDirectories(directory.resolve("installed"));
        program = folder.resolve("migration");
        Files.copy(Path.of(System.getProperty("cli.launcher")), program, StandardCopyOption.COPY_ATTRIBUTES);
        Files.copy(Path.of(System.getProperty("cli.jar")), folder.resolve("migration-cli-1.jar"));
        cache = directory.resolve("cache");
        variables.putAll(jar.environment());
        variables.put("XDG_CACHE_HOME", cache.toString());
        variables.put("JAVA_HOME", System.getProperty("java.home"));
        jar.table("a1", "");
    }

    @Test
    void theFirstCommandLeavesAnArchiveThatTheNextOnesUse() throws Exception {
        Path loaded = directory.resolve("loaded.txt");
        variables.put("MIGRATION_JAVA_OPTIONS", "-Xlog:class+load:file=" + loaded);

        assertThat(run("upgrade", "--json").json("upgrade").at("/after/0").stringValue())
                .isEqualTo("a1");
        assertThat(fromArchive(loaded)).isEmpty();
        assertThat(archives()).hasSize(1);
        assertThat(run("current", "--json").json("current").at("/status").stringValue())
                .isEqualTo("UP_TO_DATE");

        assertThat(fromArchive(loaded)).hasSizeGreaterThan(300);
    }

    @Test
    void theArchiveOfAProcessThatWasKilledIsMadeAgain() throws Exception {
        run("current").well();
        Path archive = archives().get(0);
        int size = (int) Files.size(archive);
        Files.delete(archive);
        Files.write(archive, new byte[size]);

        run("current").well();

        assertThat(Files.readAllBytes(archive)).isNotEqualTo(new byte[size]);
    }

    @Test
    void anArchiveThatIsDamagedDoesNotDisturb() throws Exception {
        run("current").well();
        Path archive = archives().get(0);
        Files.delete(archive);
        Files.writeString(archive, "This is no archive.");

        Ended current = run("current", "--json");

        assertThat(current.json("current").at("/status").stringValue()).isEqualTo("PENDING");
    }

    @Test
    void anArchiveThatWasCutOffIsMadeAgain() throws Exception {
        run("current").well();
        run("current").well();
        Path archive = archives().get(0);
        byte[] content = Files.readAllBytes(archive);
        Files.delete(archive);
        Files.write(archive, Arrays.copyOf(content, content.length / 2));

        Ended current = run("current", "--json");

        assertThat(current.json("current").at("/status").stringValue()).isEqualTo("PENDING");
        assertThat(Files.size(archive)).isGreaterThan(content.length / 2);
        run("current").well();
    }

    @Test
    void classesOfTheVariableClassPathAreIgnored() throws Exception {
        Path services = Files.createDirectories(directory.resolve("classes/META-INF/services"));
        Files.writeString(services.resolve("dev.migration.script.JavaRevision"), "org.example.Gone\n");
        variables.put("CLASSPATH", directory.resolve("classes").toString());

        assertThat(run("heads").well().out()).startsWith("a1");
    }

    @Test
    void helpLeavesNoArchive() throws Exception {
        assertThat(run("upgrade", "--help").well().out()).contains("Usage:");
        assertThat(run("--version").well().out()).startsWith("migration ");

        assertThat(archives()).isEmpty();
    }

    @Test
    void withoutAFolderForTheArchiveItRunsWithoutOne() throws Exception {
        Files.writeString(cache, "This is no folder.");
        assertThat(run("heads").well().out()).startsWith("a1");

        variables.put("XDG_CACHE_HOME", "");
        variables.put("HOME", "");
        assertThat(run("heads").well().out()).startsWith("a1");

        variables.put("XDG_CACHE_HOME", directory.resolve("other").toString());
        variables.put("MIGRATION_CLASS_ARCHIVE", "off");
        assertThat(run("heads").well().out()).startsWith("a1");
        assertThat(directory.resolve("other")).doesNotExist();
    }

    @Test
    void aSymbolicLinkAndAFolderWithASpaceLeadToTheJar() throws Exception {
        Path moved = Files.move(program.getParent(), directory.resolve("all programs"));
        program = Files.createSymbolicLink(
                directory.resolve("link"), Path.of("all programs").resolve("migration"));

        assertThat(run("heads").well().out()).startsWith("a1");
        assertThat(moved).isDirectory();
    }

    @Test
    void exitCodesAndArgumentsArePassedOn() throws Exception {
        run("upgrade", "no where").refused(2, "'no where'");
        assertThat(run("current", "--check-heads").exitCode()).isEqualTo(3);
    }

    @Test
    void whatIsMissingIsNamed() throws Exception {
        Files.copy(program.resolveSibling("migration-cli-1.jar"), program.resolveSibling("migration-cli-2.jar"));
        run("heads").refused(1, "There are several jars", "migration-cli-1.jar", "migration-cli-2.jar");

        Files.delete(program.resolveSibling("migration-cli-1.jar"));
        Files.move(program.resolveSibling("migration-cli-2.jar"), program.resolveSibling("other.jar"));
        run("heads").refused(1, "There is no migration-cli-VERSION.jar in " + program.getParent());

        Files.move(program.resolveSibling("other.jar"), program.resolveSibling("migration-cli-2.jar"));
        variables.put("JAVA_HOME", "/nowhere");
        run("heads").refused(1, "JAVA_HOME is /nowhere");
    }

    private Ended run(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(List.of(arguments));
        return new CommandLineJar(directory, variables).start(command).await();
    }

    private List<Path> archives() throws IOException {
        Path folder = cache.resolve("migration");
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jsa")).toList();
        }
    }

    private static List<String> fromArchive(Path loaded) throws IOException {
        try (Stream<String> lines = Files.lines(loaded)) {
            return lines.filter(line -> line.contains(" dev.migration."))
                    .filter(line -> line.contains("shared objects file (top)"))
                    .toList();
        }
    }
}
