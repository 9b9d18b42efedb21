// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.command;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.OptionalInt;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.Help.Ansi;

import dev.migration.cli.CommandLines;
import dev.migration.cli.command.Invocation;
import dev.migration.cli.output.Console;
import dev.migration.cli.setting.GlobalOptions;

import static org.assertj.core.api.Assertions.assertThat;

/** The global options of commands in the application's jar, before the application starts. */
class CommandOptionsTests {

    private final StringWriter printed = new StringWriter();
    private final GlobalOptions options = new GlobalOptions();

    @ParameterizedTest
    @ValueSource(strings = {"--help", "upgrade --help", "import flyway --help"})
    void theHelpNamesTheSourcesOfAnApplication(String arguments) {
        assertThat(parse(arguments.split(" "))).hasValue(0);

        assertThat(printed.toString().replaceAll("\\s+", " "))
                .contains("Default: the DataSource of the application.", "an application has its own settings.")
                .doesNotContain("DATABASE_URL", "migration.properties in this folder");
    }

    @Test
    void aWrongAddressIsAUsageErrorOfTheOption() {
        assertThat(parse("current", "--url", "jdbc:postgresql://h:99999/db")).hasValue(2);

        assertThat(printed.toString()).contains("--url: The port is not a number from 1 to 65535.");
    }

    @Test
    void theUrlMayHaveTheFormsOfTheStandaloneJar() {
        assertThat(parse("current", "--url", "postgresql+psycopg2://u:p%40@h:5433/db"))
                .isEmpty();

        assertThat(new CommandLineProperties(options, List.of("orders")).map())
                .containsEntry("migration.url", "jdbc:postgresql://h:5433/db")
                .containsEntry("spring.datasource.url", "jdbc:postgresql://h:5433/db")
                .containsEntry("migration.username", "u")
                .containsEntry("spring.datasource.password", "p@")
                .containsEntry("migration.databases.orders.url", "jdbc:postgresql://h:5433/db")
                .containsEntry("migration.databases.orders.password", "p@");
    }

    @Test
    void userAndPasswordOfTheOptionsReplaceThoseOfTheUrl() {
        parse("current", "--url", "postgres://u:p@h/db", "--user", "other", "--password", "secret");

        assertThat(new CommandLineProperties(options, List.of()).map())
                .containsEntry("migration.username", "other")
                .containsEntry("migration.password", "secret");
    }

    private OptionalInt parse(String... arguments) {
        PrintWriter out = new PrintWriter(printed, true);
        return CommandLines.printHelpOrUsageError(
                new Invocation(options, new ApplicationCommandContext(options), new Console(out, out, Ansi.OFF, false)),
                arguments);
    }
}
