// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.command;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.stream.Stream;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.MapPropertySource;
import picocli.CommandLine.Help.Ansi;

import dev.migration.boot.autoconfigure.MigrationAutoConfiguration;
import dev.migration.boot.database.DatabaseNames;
import dev.migration.cli.CommandLines;
import dev.migration.cli.command.Invocation;
import dev.migration.cli.output.Console;
import dev.migration.cli.setting.GlobalOptions;

/**
 * Runs commands as the application's jar does, but in the process of the test.
 *
 * @param application the configuration of the application
 * @param properties the properties of the application
 */
record InProcessCommand(Class<?> application, String... properties) {

    InProcessCommand(String... properties) {
        this(Application.class, properties);
    }

    /** Runs a command and returns what it prints on standard output and standard error. */
    String run(String... arguments) {
        CommandArguments parsed = CommandArguments.of(Stream.concat(Stream.of("migrations"), Stream.of(arguments))
                        .toArray(String[]::new))
                .orElseThrow();
        String[] command = parsed.command().toArray(String[]::new);
        StringWriter printed = new StringWriter();
        PrintWriter out = new PrintWriter(printed, true);
        Console console = new Console(out, out, Ansi.OFF, false);
        GlobalOptions options = new GlobalOptions();
        CommandLines.printHelpOrUsageError(
                new Invocation(options, new ApplicationCommandContext(options), console), command);
        var started = new SpringApplicationBuilder(application)
                .web(WebApplicationType.NONE)
                .properties(properties)
                .initializers(context -> {
                    var environment = context.getEnvironment();
                    List<String> names = DatabaseNames.in(environment).list();
                    environment
                            .getPropertySources()
                            .addFirst(
                                    new MapPropertySource("command", new CommandLineProperties(options, names).map()));
                    PassiveContext.make(context);
                });
        try (var context = started.run(parsed.application().toArray(String[]::new))) {
            GlobalOptions read = new GlobalOptions();
            CommandLines.execute(new Invocation(read, new ApplicationCommandContext(read, context), console), command);
        }
        return printed.toString();
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration(MigrationAutoConfiguration.class)
    static class Application {}
}
