// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.autoconfigure;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

import dev.migration.boot.testing.EmptyDatabase;
import dev.migration.boot.testing.TestContexts;
import dev.migration.event.MigrationListener;

import static org.assertj.core.api.Assertions.assertThat;

/** Listeners that are beans. */
class ListenerOrderTests extends EmptyDatabase {

    @Test
    void listenersReceiveEventsInTheirOrderAlsoAfterOneThatThrows() {
        TestContexts.withDataSource(database)
                .withUserConfiguration(Listeners.class)
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    assertThat(context.getBean(Received.class).names())
                            .startsWith("first", "second", "first", "second");
                });
    }

    record Received(List<String> names) {}

    @Configuration(proxyBeanMethods = false)
    static class Listeners {

        @Bean
        Received received() {
            return new Received(new ArrayList<>());
        }

        @Bean
        @Order(2)
        MigrationListener second(Received received) {
            return event -> received.names().add("second");
        }

        @Bean
        @Order(1)
        MigrationListener first(Received received) {
            return event -> {
                received.names().add("first");
                throw new IllegalStateException("no");
            };
        }
    }
}
