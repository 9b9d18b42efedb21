// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.testing;

import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

import dev.migration.test.postgres.PostgresServer;

/** Gives each application context a database of its own. */
public final class OwnDatabase implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        TestPropertyValues.of(TestContexts.connection(
                        "spring.datasource", PostgresServer.shared().createDatabase("slice")))
                .applyTo(context);
    }
}
