// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.slice.application;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;

import dev.migration.boot.startup.MigrationCustomizer;
import dev.migration.script.JavaRevision;
import dev.migration.script.RevisionHeader;

/** Defines Java revisions and nothing else. */
@Configuration(proxyBeanMethods = false)
class RevisionConfiguration {

    @Bean
    AddWeight addWeight() {
        return context ->
                context.jdbc().sql("ALTER TABLE thing ADD COLUMN weight int").update();
    }

    @Bean
    @Profile("production")
    JavaRevision addPrice() {
        throw new IllegalStateException("The profile is not active.");
    }

    @Bean
    MigrationCustomizer applicationName() {
        return builder -> builder.listener(event -> {});
    }

    @RevisionHeader(revision = "ddd444", revises = "ccc333")
    interface AddWeight extends JavaRevision {}
}
