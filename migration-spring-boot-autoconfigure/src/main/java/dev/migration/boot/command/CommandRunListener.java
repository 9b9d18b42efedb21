// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.command;

import java.time.Duration;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringApplicationRunListener;
import org.springframework.boot.bootstrap.ConfigurableBootstrapContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.util.ClassUtils;

/**
 * Runs a command instead of the application if the first argument that is no option is {@code migrations}. The application is
 * configured as usual, but none of its beans is started, and the process exits with the exit code of the command. Otherwise
 * the application starts as usual.
 */
final class CommandRunListener implements SpringApplicationRunListener, Ordered {

    private final Optional<CommandRun> run;

    CommandRunListener(SpringApplication application, String[] arguments) {
        this.run = CommandArguments.of(arguments)
                .filter(command -> isCliPresent())
                .map(command -> new CommandRun(application, command));
    }

    /** Loads a class of migration-cli, so it is called only for a command: any other start loads none. */
    private static boolean isCliPresent() {
        return ClassUtils.isPresent("dev.migration.cli.CommandLines", CommandRunListener.class.getClassLoader());
    }

    @Override
    public void starting(ConfigurableBootstrapContext context) {
        // A method reference would load the classes of migration-cli, which an application may have excluded.
        run.ifPresent(command -> command.begin());
    }

    @Override
    public void environmentPrepared(ConfigurableBootstrapContext context, ConfigurableEnvironment environment) {
        run.ifPresent(command -> command.configure(environment));
    }

    @Override
    public void contextPrepared(ConfigurableApplicationContext context) {
        run.ifPresent(command -> PassiveContext.make(context));
    }

    @Override
    public void started(ConfigurableApplicationContext context, @Nullable Duration timeTaken) {
        run.ifPresent(command -> command.execute(context));
    }

    /** Runs before Spring Boot's event publisher, whose listeners configure logging and may start services. */
    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }
}
