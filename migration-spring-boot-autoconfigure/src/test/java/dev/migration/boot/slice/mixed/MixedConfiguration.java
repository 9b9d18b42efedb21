// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.slice.mixed;

import java.time.Clock;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.migration.script.JavaRevision;
import dev.migration.script.MigrationContext;
import dev.migration.script.RevisionHeader;

@Configuration(proxyBeanMethods = false)
public class MixedConfiguration {

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    JavaRevision addSize() {
        return new AddSize();
    }

    @RevisionHeader(revision = "ccc333", revises = "b2")
    static class AddSize implements JavaRevision {

        @Override
        public void upgrade(MigrationContext context) {
            context.jdbc().sql("ALTER TABLE thing ADD COLUMN size int").update();
        }
    }
}
