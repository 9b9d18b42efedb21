// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.command;

import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.SimpleCommandLinePropertySource;

import dev.migration.boot.database.DatabaseNames;
import dev.migration.cli.CommandLines;
import dev.migration.cli.command.Invocation;
import dev.migration.cli.output.Console;
import dev.migration.cli.setting.GlobalOptions;

/** Runs one command in the application's jar, from the parsing of the arguments to the exit of the process. */
final class CommandRun {

    /** Longer than a migration needs to stop, and less than the 30 s that Kubernetes waits after SIGTERM by default. */
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(28);

    private final SpringApplication application;
    private final CommandArguments arguments;
    private final GlobalOptions options = new GlobalOptions();
    private final Console console;
    private final CountDownLatch closed = new CountDownLatch(1);

    CommandRun(SpringApplication application, CommandArguments arguments) {
        this.application = application;
        this.arguments = arguments;
        this.console = Console.ofProcess(System.out, System.err, System.getenv(), Console.charsetOf(command()));
    }

    /**
     * Exits the process for help and for usage errors, which need no application. For any other command, redirects the
     * output of the application to standard error, because standard output is for the command.
     */
    void begin() {
        Invocation invocation = new Invocation(options, new ApplicationCommandContext(options), console);
        OptionalInt exitCode = CommandLines.printHelpOrUsageError(invocation, command());
        if (exitCode.isPresent()) {
            System.exit(exitCode.getAsInt());
        }
        System.setOut(System.err);
        application.setWebApplicationType(WebApplicationType.NONE);
        application.setAddCommandLineProperties(false);
        application.setRegisterShutdownHook(false);
        application.setLogStartupInfo(false);
    }

    /** Adds property sources: properties of the command line first, then those of the command, then the application's. */
    void configure(ConfigurableEnvironment environment) {
        environment
                .getPropertySources()
                .addFirst(new MapPropertySource(
                        "migrationCommand",
                        new CommandLineProperties(
                                        options, DatabaseNames.in(environment).list())
                                .map()));
        if (!arguments.application().isEmpty()) {
            environment
                    .getPropertySources()
                    .addFirst(new SimpleCommandLinePropertySource(
                            arguments.application().toArray(String[]::new)));
        }
    }

    /** Executes the command and exits the process. */
    void execute(ConfigurableApplicationContext context) {
        Runtime.getRuntime().addShutdownHook(new Thread(this::awaitClosed, "migration-command-end"));
        int exitCode;
        try {
            GlobalOptions parsed = new GlobalOptions();
            Invocation invocation = new Invocation(parsed, new ApplicationCommandContext(parsed, context), console);
            exitCode = CommandLines.execute(invocation, command());
        } finally {
            context.close();
            closed.countDown();
        }
        System.exit(exitCode);
    }

    /** Keeps a process that is terminated alive until the command has stopped and the context is closed. */
    private void awaitClosed() {
        try {
            if (!closed.await(CLOSE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
                console.error("The application did not close in time.");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private String[] command() {
        return arguments.command().toArray(String[]::new);
    }
}
