// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** A usage error is printed once, without the prefixes of the parser's messages. */
class UsageErrorTests {

    @TempDir
    Path folder;

    @Test
    void aMissingChoiceIsOneFailure() {
        assertUsageError("Failed: Missing required argument (specify one of these)", "resolve", "a1");
    }

    @Test
    void anInvalidValueNamesItsOptionOnce() {
        assertUsageError(
                "Failed: The value of option '-x' (KEY=VALUE) should be in KEY=VALUE format", "plan", "-x", "broken");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plan --passwort=geheim",
                "plan postgres://u:geheim@h/db",
                "plan -x geheim",
                "current --url u:geheim@h/db",
                "current --url postgres://u:gehe?im=geheim@h/db",
                "current --stacktrace --url jdbc:postgresql://u:geheim@h/db",
                "current --stacktrace --json --url jdbc:postgresql://h:geheim/db",
                "current --stacktrace --url host=h\u00a0port=geheim",
                "current --stacktrace --password geheim --url jdbc:postgresql://localhost:1/db?sslpassword=geheim"
            })
    void noSecretIsPrinted(String arguments) {
        Shell.Ended ended = Shell.in(folder)
                .run(Arrays.stream(arguments.split(" "))
                        .map(argument -> argument.replace('\u00a0', ' '))
                        .toArray(String[]::new));

        assertThat(ended.exitCode()).isNotZero();
        assertThat(ended.err() + ended.out()).doesNotContain("geheim");
    }

    @Test
    void aRefusedAddressNamesItsPlace() throws Exception {
        Shell shell = Shell.in(folder).write("migration.properties", "migration.url=jdbc:postgresql://h:99999/db\n");

        assertThat(shell.run("current").err())
                .contains("migration.url of migration.properties: The port is not a number from 1 to 65535.");
        Shell.Ended option = shell.run("heads", "--url", "jdbc:postgresql://h:99999/db");
        assertThat(option.exitCode()).isEqualTo(2);
        assertThat(option.err()).contains("--url: The port is not a number from 1 to 65535.");
        assertThat(shell.run("heads", "--json", "--url", "x").out()).contains("--url: The URL is not the address");
    }

    @Test
    void aMissingFolderDiffersFromAnEmptyOne() throws Exception {
        Shell shell = Shell.in(folder);

        assertThat(shell.run("heads").err()).contains("The folder 'filesystem:", "' does not exist.", "'init'");
        shell.write("revisions/readme.txt", "");
        assertThat(shell.run("heads").err()).contains("There is no revision script (*.sql) in 'filesystem:");
    }

    @Test
    void aValueWithoutItsOptionIsToldTheOption() {
        assertThat(Shell.in(folder).run("history", "a1:b2").err())
                .contains("There is no argument 'a1:b2' here.")
                .contains("What to do: Name the option: 'migration history -r A:B'; 'migration history --help'.");
        assertThat(Shell.in(folder).run("revision", "add", "notes").err())
                .contains("What to do: Name the option: 'migration revision -m TEXT'; 'migration revision --help'.");
        assertThat(Shell.in(folder).run("history", "--rage", "a1:b2").err())
                .contains("What to do: Type 'migration history --help'.");
    }

    @ParameterizedTest
    @CsvSource({
        "DATABASE_URL, (DATABASE_URL)",
        "SPRING_DATASOURCE_URL, (SPRING_DATASOURCE_URL)",
        "--url, (--url)",
        "migration.url, (migration.url of migration.properties)"
    })
    void anUnreachableDatabaseNamesThePlaceOfItsAddress(String place, String named) throws Exception {
        String url = "jdbc:postgresql://127.0.0.1:1/db";
        Shell shell = Shell.in(folder).write("revisions/a1.sql", "-- @revision a1\n-- @upgrade\n");
        if (place.startsWith("migration.")) {
            shell.write("migration.properties", place + "=" + url + "\n");
        }
        Map<String, String> environment = place.endsWith("_URL") ? Map.of(place, url) : Map.of();
        String[] command = place.startsWith("--") ? new String[] {"current", place, url} : new String[] {"current"};

        Shell.Ended ended = shell.run(environment, command);

        assertThat(ended.exitCode()).isEqualTo(1);
        assertThat(ended.err())
                .contains("correct host and port in the URL " + named + ".")
                .doesNotContain("spring.");
    }

    private void assertUsageError(String problem, String... arguments) {
        Shell.Ended ended = Shell.in(folder).run(arguments);

        assertThat(ended.err())
                .startsWith(problem)
                .contains("What to do: Type 'migration " + arguments[0] + " --help'.");
        assertThat(ended.exitCode()).isEqualTo(2);
        assertThat(ended.out()).isEmpty();
    }
}
