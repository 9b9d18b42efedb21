// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.command;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.Test;
import picocli.CommandLine.Help.Ansi;

import dev.migration.cli.output.Console;
import dev.migration.cli.output.Report;

import static org.assertj.core.api.Assertions.assertThat;

class ReportingCommandTests {

    @Test
    void anOutOfMemoryErrorIsReported() {
        StringWriter err = new StringWriter();
        Console console = new Console(new PrintWriter(new StringWriter()), new PrintWriter(err), Ansi.OFF, false);
        ReportingCommand command = new ReportingCommand() {
            @Override
            protected Report report() {
                throw new OutOfMemoryError("Java heap space");
            }
        };
        command.use(Invocation.of(console, Map.of(), Path.of("")));

        assertThat(command.call()).isEqualTo(1);
        assertThat(err.toString())
                .contains("needs more memory than the JVM may use (Java heap space)", "What to do: ", "-Xmx")
                .doesNotContain("\tat ");
    }
}
