package dev.migration.boot.autoconfigure;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

import dev.migration.event.MigrationListener;
import dev.migration.test.postgres.PostgresDatabase;
import dev.migration.test.postgres.PostgresTest;

import static org.assertj.core.api.Assertions.assertThat;

/** Beans that listen. */
@PostgresTest
class ListenerOrderTests {

    private PostgresDatabase database;

    @BeforeEach
    void startEmpty(PostgresDatabase postgres) {
        postgres.reset();
        database = postgres;
    }

    @Test
    void listenersHearInTheirOrderAndOneThatThrowsStopsNothing() {
        new ApplicationContextRunner()
                .withConfiguration(
                        AutoConfigurations.of(DataSourceAutoConfiguration.class, MigrationAutoConfiguration.class))
                .withPropertyValues(
                        "spring.datasource.url=" + database.url(),
                        "spring.datasource.username=" + database.username(),
                        "spring.datasource.password=" + database.password())
                .withUserConfiguration(Listeners.class)
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    assertThat(context.getBean(Heard.class).names()).startsWith("first", "second", "first", "second");
                });
    }

    record Heard(List<String> names) {}

    @Configuration(proxyBeanMethods = false)
    static class Listeners {

        @Bean
        Heard heard() {
            return new Heard(new ArrayList<>());
        }

        @Bean
        @Order(2)
        MigrationListener second(Heard heard) {
            return event -> heard.names().add("second");
        }

        @Bean
        @Order(1)
        MigrationListener first(Heard heard) {
            return event -> {
                heard.names().add("first");
                throw new IllegalStateException("no");
            };
        }
    }
}
