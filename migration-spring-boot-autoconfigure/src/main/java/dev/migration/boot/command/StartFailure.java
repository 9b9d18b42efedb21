// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.command;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.core.io.support.SpringFactoriesLoader.ArgumentResolver;
import org.springframework.core.io.support.SpringFactoriesLoader.FailureHandler;

import dev.migration.error.MigrationException;

/**
 * Reports why a bean of the application cannot be created, such as a DataSource without an address, with the analysis that
 * Spring Boot prints when the application does not start.
 */
final class StartFailure extends MigrationException {

    private static final Logger log = LoggerFactory.getLogger(StartFailure.class);
    private static final String NO_ACTION = "Correct the configuration of the application and repeat the command.";

    private StartFailure(FailureAnalysis analysis) {
        super(
                analysis.getDescription().strip(),
                Optional.ofNullable(analysis.getAction()).map(String::strip).orElse(NO_ACTION),
                analysis.getCause());
    }

    /** Returns the result of the first analyzer that recognizes the failure, as Spring Boot does; empty if none does. */
    static Optional<RuntimeException> of(Throwable failure, ConfigurableApplicationContext context) {
        return analyzers(context).stream()
                .map(analyzer -> analyzer.analyze(failure))
                .filter(Objects::nonNull)
                .findFirst()
                .map(StartFailure::new);
    }

    /** Returns the exception of this library among the causes; else the analysis of Spring Boot; else the failure itself. */
    static RuntimeException known(RuntimeException failure, ConfigurableApplicationContext context) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof MigrationException known) {
                return known;
            }
        }
        return of(failure, context).orElse(failure);
    }

    private static List<FailureAnalyzer> analyzers(ConfigurableApplicationContext context) {
        ArgumentResolver arguments = ArgumentResolver.of(BeanFactory.class, context.getBeanFactory())
                .and(Environment.class, context.getEnvironment());
        return SpringFactoriesLoader.forDefaultResourceLocation(context.getClassLoader())
                .load(
                        FailureAnalyzer.class,
                        arguments,
                        FailureHandler.handleMessage((message, failure) -> log.debug(message.get(), failure)));
    }
}
