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
 * Makes a command of a start whose first argument is {@code migrations}: the application is configured as ever, but nothing
 * of it is started, and the process ends with the command's exit code. Any other start is left alone.
 */
final class CommandRunListener implements SpringApplicationRunListener, Ordered {

    private static final boolean COMMANDS =
            ClassUtils.isPresent("dev.migration.cli.CommandLines", CommandRunListener.class.getClassLoader());

    private final Optional<CommandRun> run;

    CommandRunListener(SpringApplication application, String[] arguments) {
        this.run = COMMANDS
                ? CommandArguments.of(arguments).map(typed -> new CommandRun(application, typed))
                : Optional.empty();
    }

    @Override
    public void starting(ConfigurableBootstrapContext context) {
        // A method reference would load the commands' classes, which an application may have excluded.
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
        run.ifPresent(command -> command.carryOut(context));
    }

    /** Before Boot's own publisher of events, whose listeners read the log's settings and start things. */
    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }
}
