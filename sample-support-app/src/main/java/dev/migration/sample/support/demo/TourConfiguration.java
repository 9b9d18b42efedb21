// SPDX-License-Identifier: Apache-2.0
package dev.migration.sample.support.demo;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;

import javax.sql.DataSource;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.migration.boot.startup.MigrationStrategy;
import dev.migration.boot.status.MigrationMonitor;

/** The tour, with {@code --demo} only. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBooleanProperty("support.demo.enabled")
class TourConfiguration {

    /** The start applies what belongs to the application. The revisions of the demo are left to the tour. */
    @Bean
    MigrationStrategy migrationStrategy() {
        return migrator -> migrator.toBuilder()
                .settings(migrator.settings().toBuilder()
                        .locations(migrator.settings().locations().stream()
                                .filter(location -> !location.equals(DemoMode.DEMO))
                                .toArray(String[]::new))
                        .build())
                .build()
                .upgrade("heads");
    }

    @Bean
    Neighbours neighbours(
            JdbcConnectionDetails database,
            @Value("${migration.variables.sleep}") String sleep,
            @Value("${server.port:8080}") int port) {
        return new Neighbours(database, sleep, port);
    }

    @Bean
    @ConditionalOnMissingBean
    Prompt prompt(@Value("${support.demo.pause}") Duration pause, Environment environment) {
        return new ConsolePrompt(
                System.in,
                System.out,
                pause,
                () -> "http://localhost:" + environment.getRequiredProperty("local.server.port"));
    }

    @Bean
    Tour tour(Map<String, MigrationMonitor> monitors, DataSource dataSource, Neighbours neighbours, Prompt prompt) {
        var monitor = Objects.requireNonNull(
                monitors.get(monitors.size() == 1 ? "migrationMonitor" : "primaryMonitor"),
                "The demo needs the database 'primary'.");
        var scenes = new Scenes(monitor, JdbcClient.create(dataSource), new Blocker(dataSource), neighbours);
        return new Tour(scenes.all(), prompt);
    }
}
