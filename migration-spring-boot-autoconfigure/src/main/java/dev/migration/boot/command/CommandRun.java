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

/** One command in the application's own jar, from the first look at the line to the end of the process. */
final class CommandRun {

    /** More than a migration takes to stop. */
    private static final Duration LONGEST_END = Duration.ofSeconds(28);

    private final SpringApplication application;
    private final CommandArguments typed;
    private final GlobalOptions options = new GlobalOptions();
    private final Console console;
    private final CountDownLatch over = new CountDownLatch(1);

    CommandRun(SpringApplication application, CommandArguments typed) {
        this.application = application;
        this.typed = typed;
        this.console = Console.ofProcess(System.out, System.err, System.getenv(), Console.charsetOf(arguments()));
    }

    /**
     * Ends the process for help and for what cannot be read: that needs no application. Else what the application prints
     * goes where it is in nobody's way, because the output is the command's.
     */
    void begin() {
        Invocation invocation = new Invocation(options, new ApplicationCommandContext(options), console);
        OptionalInt answered = CommandLines.printHelpOrUsageError(invocation, arguments());
        if (answered.isPresent()) {
            System.exit(answered.getAsInt());
        }
        System.setOut(System.err);
        application.setWebApplicationType(WebApplicationType.NONE);
        application.setAddCommandLineProperties(false);
        application.setRegisterShutdownHook(false);
        application.setLogStartupInfo(false);
    }

    /** Settings that were typed come first, then ours, then the application's. */
    void configure(ConfigurableEnvironment environment) {
        environment
                .getPropertySources()
                .addFirst(new MapPropertySource(
                        "migrationCommand",
                        new CommandLineProperties(
                                        options, DatabaseNames.in(environment).list())
                                .map()));
        if (!typed.application().isEmpty()) {
            environment
                    .getPropertySources()
                    .addFirst(new SimpleCommandLinePropertySource(
                            typed.application().toArray(String[]::new)));
        }
    }

    /** Carries the command out and ends the process. */
    void carryOut(ConfigurableApplicationContext context) {
        Runtime.getRuntime().addShutdownHook(new Thread(this::awaitEnd, "migration-command-end"));
        int code;
        try {
            GlobalOptions read = new GlobalOptions();
            Invocation invocation = new Invocation(read, new ApplicationCommandContext(read, context), console);
            code = CommandLines.execute(invocation, arguments());
        } finally {
            context.close();
            over.countDown();
        }
        System.exit(code);
    }

    /** A process that is told to end goes when its hooks are over: not before the command has stopped and the context closed. */
    private void awaitEnd() {
        try {
            if (!over.await(LONGEST_END.toMillis(), TimeUnit.MILLISECONDS)) {
                console.error("The application did not close in time.");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private String[] arguments() {
        return typed.command().toArray(String[]::new);
    }
}
