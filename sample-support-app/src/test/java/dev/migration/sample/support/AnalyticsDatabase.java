// SPDX-License-Identifier: Apache-2.0
package dev.migration.sample.support;

import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

import dev.migration.test.postgres.PostgresServer;

/** Configures an empty second database, on the server that all tests share, for the application under test. */
public class AnalyticsDatabase implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        var database = PostgresServer.shared().createDatabase("analytics");
        TestPropertyValues.of(
                        "support.analytics.url=" + database.url(),
                        "support.analytics.username=" + database.username(),
                        "support.analytics.password=" + database.password())
                .applyTo(context);
    }
}
